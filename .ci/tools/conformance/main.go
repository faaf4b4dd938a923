// Conformance is what the plan evaluator is judged by: OPA itself, and the cases OPA judges its own evaluators by.
//
//	conformance version   the version of OPA
//	conformance builtins  the names of its builtins, a JSON array
//	conformance cases     the conformance suite of that version, one JSON object a line: case, plan of its query, what it must give
//	conformance oracle    answers requests on standard input, one JSON object a line: the plan of some Rego, and OPA's own results
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/version"
)

func main() {
	if err := run(os.Args[1:], os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "conformance:", err)
		os.Exit(1)
	}
}

func run(arguments []string, in io.Reader, out io.Writer) error {
	if len(arguments) != 1 {
		return fmt.Errorf("usage: conformance version|builtins|cases|oracle")
	}
	buffered := bufio.NewWriter(out)
	lines := json.NewEncoder(buffered)
	lines.SetEscapeHTML(false)
	switch arguments[0] {
	case "version":
		_, err := fmt.Fprintln(out, version.Version)
		return err
	case "builtins":
		names := []string{}
		for _, builtin := range ast.CapabilitiesForThisVersion().Builtins {
			names = append(names, builtin.Name)
		}
		if err := lines.Encode(names); err != nil {
			return err
		}
		return buffered.Flush()
	case "cases":
		if err := writeCases(lines); err != nil {
			return err
		}
		return buffered.Flush()
	case "oracle":
		return answer(json.NewDecoder(in), func(response any) error {
			if err := lines.Encode(response); err != nil {
				return err
			}
			return buffered.Flush()
		})
	default:
		return fmt.Errorf("unknown argument %q; usage: conformance version|builtins|cases|oracle", arguments[0])
	}
}
