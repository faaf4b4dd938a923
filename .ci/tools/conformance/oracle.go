package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/bundle"
	"github.com/open-policy-agent/opa/v1/compile"
	"github.com/open-policy-agent/opa/v1/loader"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/topdown"
	"github.com/open-policy-agent/opa/v1/util"
)

// An evaluation that takes longer is answered with an error.
const patience = 20 * time.Second

// request is a line of standard input. Rego is given as modules (file name to text) with their data, or as a bundle; a request with neither
// asks about the Rego of the one before. Each input is evaluated for each entrypoint.
type request struct {
	Modules     map[string]string `json:"modules"`
	Data        map[string]any    `json:"data"`
	Bundle      string            `json:"bundle"`
	Entrypoints []string          `json:"entrypoints"`
	Inputs      []json.RawMessage `json:"inputs"`
	// Unindexed says to try every rule. OPA 1.22.0 indexes "input.x in [1, input.y]" by the 1 alone and then never tries the rule for another x.
	Unindexed bool `json:"unindexed"`
}

// response is a line of standard output: Problem when the Rego is refused, else the plan (when the Rego is new) and per input the outcomes,
// one per entrypoint.
type response struct {
	Problem string          `json:"problem,omitempty"`
	Plan    json.RawMessage `json:"plan,omitempty"`
	Results [][]outcome     `json:"results"`
}

// outcome has a value (typed, as ast.Term writes itself, so that a set is no array), an error, or nothing: undefined.
type outcome struct {
	Value *ast.Term `json:"value,omitempty"`
	Error string    `json:"error,omitempty"`
}

func answer(requests *json.Decoder, respond func(any) error) error {
	requests.UseNumber()
	var current *policy
	for {
		var asked request
		if err := requests.Decode(&asked); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return fmt.Errorf("no request: %w", err)
		}
		given := response{Results: [][]outcome{}}
		if asked.Modules != nil || asked.Bundle != "" {
			prepared, err := prepare(asked)
			if err != nil {
				if err := respond(response{Problem: err.Error(), Results: given.Results}); err != nil {
					return err
				}
				continue
			}
			current, given.Plan = prepared, prepared.plan
		}
		if current == nil {
			return errors.New("the first request names neither modules nor a bundle")
		}
		for _, input := range asked.Inputs {
			outcomes, err := current.evaluate(input, !asked.Unindexed)
			if err != nil {
				return err
			}
			given.Results = append(given.Results, outcomes)
		}
		if err := respond(given); err != nil {
			return err
		}
	}
}

// policy is Rego made ready for both: planned for another evaluator, compiled for OPA's own.
type policy struct {
	plan     json.RawMessage
	compiler *ast.Compiler
	queries  []ast.Body
	data     map[string]any
}

func prepare(asked request) (*policy, error) {
	sources, err := sourcesOf(asked)
	if err != nil {
		return nil, err
	}
	// OPA rewrites the modules it compiles, so that each compiler needs its own; planning comes last because it may change the bundle.
	compiler := ast.NewCompiler()
	modules := map[string]*ast.Module{}
	for _, file := range sources.Modules {
		modules[file.Path] = file.Parsed.Copy()
	}
	if compiler.Compile(modules); compiler.Failed() {
		return nil, compiler.Errors
	}
	prepared := &policy{compiler: compiler, data: sources.Data}
	for _, entrypoint := range asked.Entrypoints {
		parsed, err := ast.ParseBody("result = data." + strings.ReplaceAll(entrypoint, "/", "."))
		if err != nil {
			return nil, err
		}
		query, err := compiler.QueryCompiler().Compile(parsed)
		if err != nil {
			return nil, err
		}
		prepared.queries = append(prepared.queries, query)
	}
	planning := compile.New().WithTarget(compile.TargetPlan).WithEntrypoints(asked.Entrypoints...).WithBundle(sources)
	if err := planning.Build(context.Background()); err != nil {
		return nil, err
	}
	prepared.plan = planning.Bundle().PlanModules[0].Raw
	return prepared, nil
}

func sourcesOf(asked request) (*bundle.Bundle, error) {
	if asked.Bundle != "" {
		return loader.NewFileLoader().WithSkipBundleVerification(true).AsBundle(asked.Bundle)
	}
	sources := &bundle.Bundle{Data: asked.Data}
	if sources.Data == nil {
		sources.Data = map[string]any{}
	}
	for _, name := range util.KeysSorted(asked.Modules) {
		module, err := ast.ParseModule(name, asked.Modules[name])
		if err != nil {
			return nil, err
		}
		sources.Modules = append(sources.Modules, bundle.ModuleFile{URL: name, Path: name, Raw: []byte(asked.Modules[name]), Parsed: module})
	}
	return sources, nil
}

func (p *policy) evaluate(input json.RawMessage, indexing bool) ([]outcome, error) {
	var parsed any
	decoder := json.NewDecoder(bytes.NewReader(input))
	decoder.UseNumber()
	if err := decoder.Decode(&parsed); err != nil {
		return nil, fmt.Errorf("no input: %w", err)
	}
	value, err := ast.InterfaceToValue(parsed)
	if err != nil {
		return nil, err
	}
	outcomes := make([]outcome, 0, len(p.queries))
	for _, query := range p.queries {
		outcomes = append(outcomes, p.outcome(query, ast.NewTerm(value), indexing))
	}
	return outcomes, nil
}

func (p *policy) outcome(query ast.Body, input *ast.Term, indexing bool) outcome {
	ctx, stop := context.WithTimeout(context.Background(), patience)
	defer stop()
	cancel := topdown.NewCancel()
	defer context.AfterFunc(ctx, cancel.Cancel)()

	// Values read from the store are plain ones: json.filter of OPA 1.22.0 refuses the lazy objects
	// that a store hands out otherwise.
	store := inmem.NewFromObjectWithOpts(p.data, inmem.OptReturnASTValuesOnRead(true))
	txn, err := store.NewTransaction(ctx)
	if err != nil {
		return outcome{Error: err.Error()}
	}
	defer store.Abort(ctx, txn)
	results, err := topdown.NewQuery(query).
		WithCompiler(p.compiler).
		WithStore(store).
		WithTransaction(txn).
		WithInput(input).
		WithIndexing(indexing).
		WithTime(time.Unix(0, 0)).
		WithCancel(cancel).
		Run(ctx)
	switch {
	case err != nil:
		return outcome{Error: err.Error()}
	case len(results) == 0:
		return outcome{}
	default:
		return outcome{Value: results[0]["result"]}
	}
}
