package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/ir"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/test/cases"
	"github.com/open-policy-agent/opa/v1/test/cases/testdata"
	"github.com/open-policy-agent/opa/v1/util"
)

// plannedCase is one case of the suite. The plan has one entrypoint, "eval", whose result set holds an object for every way the query holds:
// variable to value. Variables that begin with "^" are the planner's own: they hold the value of an expression of the query.
type plannedCase struct {
	Name         string           `json:"name"`
	File         string           `json:"file"`
	Plan         *ir.Policy       `json:"plan,omitempty"`
	Unplannable  string           `json:"unplannable,omitempty"`
	Data         map[string]any   `json:"data"`
	Input        *ast.Term        `json:"input,omitempty"` // typed, as ast.Term writes itself: an input may hold sets
	Result       []map[string]any `json:"result"`          // null when the case says nothing of it
	Error        string           `json:"error,omitempty"`
	ErrorCode    string           `json:"errorCode,omitempty"`
	StrictError  bool             `json:"strictError"`
	SortBindings bool             `json:"sortBindings"`
	SkipVars     bool             `json:"ignoreGeneratedVars"`
}

// writeCases plans every case of the suite that is embedded in the module of OPA.
func writeCases(lines *json.Encoder) error {
	notes := map[string]int{}
	planner := &planner{}
	rego.RegisterPlugin(plannerTarget, planner)
	return fs.WalkDir(testdata.V1, "v1", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := testdata.V1.ReadFile(path)
		if err != nil {
			return err
		}
		var set cases.Set
		if err := util.Unmarshal(content, &set); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		for _, testCase := range set.Cases {
			// Some notes stand twice; the second is another case.
			notes[testCase.Note]++
			name := testCase.Note
			if count := notes[name]; count > 1 {
				name = fmt.Sprintf("%s (%d)", name, count)
			}
			planned, err := plan(planner, testCase)
			if err != nil {
				return fmt.Errorf("%s: %s: %w", path, name, err)
			}
			planned.Name, planned.File = name, path
			if err := lines.Encode(planned); err != nil {
				return err
			}
		}
		return nil
	})
}

func plan(planner *planner, testCase cases.TestCase) (*plannedCase, error) {
	input, err := inputOf(testCase)
	if err != nil {
		return nil, err
	}
	planned := &plannedCase{
		Data:         map[string]any{},
		Input:        input,
		StrictError:  testCase.StrictError,
		SortBindings: testCase.SortBindings,
		SkipVars:     testCase.IgnoreGeneratedVars,
	}
	if testCase.Data != nil {
		planned.Data = *testCase.Data
	}
	if testCase.WantResult != nil {
		planned.Result = append([]map[string]any{}, *testCase.WantResult...)
	}
	if testCase.WantError != nil {
		planned.Error = *testCase.WantError
	}
	if testCase.WantErrorCode != nil {
		planned.ErrorCode = *testCase.WantErrorCode
	}
	planned.Plan, err = planner.plan(testCase)
	if err != nil {
		planned.Unplannable = err.Error()
	}
	return planned, nil
}

func inputOf(testCase cases.TestCase) (*ast.Term, error) {
	if testCase.InputTerm != nil {
		return ast.ParseTerm(*testCase.InputTerm)
	}
	if testCase.Input == nil {
		return nil, nil
	}
	value, err := ast.InterfaceToValue(*testCase.Input)
	return ast.NewTerm(value), err
}

const plannerTarget = "portcullis-conformance"

// planner is a target of package rego that keeps the plan made for it; the public way to the plan of a query that is no entrypoint.
type planner struct {
	kept *ir.Policy
}

func (p *planner) plan(testCase cases.TestCase) (*ir.Policy, error) {
	options := []func(*rego.Rego){
		rego.Target(plannerTarget),
		rego.Query(testCase.Query),
		rego.Capabilities(ast.CapabilitiesForThisVersion(ast.CapabilitiesExperimentalKeywords(testCase.ExperimentalKeywords))),
	}
	for i, module := range testCase.Modules {
		options = append(options, rego.Module(fmt.Sprintf("module-%d.rego", i), module))
	}
	p.kept = nil
	if _, err := rego.New(options...).PrepareForEval(context.Background()); err != nil {
		return nil, err
	}
	return p.kept, nil
}

func (p *planner) IsTarget(target string) bool { return target == plannerTarget }

func (p *planner) PrepareForEval(_ context.Context, policy *ir.Policy, _ ...rego.PrepareOption) (rego.TargetPluginEval, error) {
	p.kept = policy
	return p, nil
}

func (p *planner) Eval(context.Context, *rego.EvalContext, ast.Value) (ast.Value, error) {
	return nil, errors.New("plans are not evaluated here")
}
