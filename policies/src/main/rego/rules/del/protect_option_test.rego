package rules.del.protect_option_test

import data.rules.del.protect_option as rule

_resource(extra) := object.union(
	{"urn": "u", "type": "aws:sqs/queue:Queue", "name": "q", "custom": true, "region": "us-east-1", "inputs": {}},
	extra,
)

_verdict(extra) := verdict if {
	verdict := {
		"targets": rule.targets,
		"findings": rule.findings,
		"unknowns": rule.unknowns,
	} with input as {"resources": [_resource(extra)]}
}

test_pass_off if {
	_verdict({"options": {"protect": false}}) == {"targets": {"u"}, "findings": set(), "unknowns": set()}
	count(rule.references) == 0
}

test_fail_on if {
	every value in [true, "true", "yes"] {
		_verdict({"options": {"protect": value}}) == {
			"targets": {"u"},
			"findings": {{
				"urn": "u", "type": "aws:sqs/queue:Queue", "name": "q", "region": "us-east-1",
				"pointer": "/options/protect",
				"message": $"The option protect is {value}.",
				"expected": "false",
				"actual": value,
			}},
			"unknowns": set(),
		}
	}
}

test_unknown_when_the_graph_does_not_tell if {
	every extra in [{}, {"options": {}}, {"options": {"protect": {"$unknown": true}}}] {
		verdict := _verdict(extra)
		verdict.findings == set()
		{problem.pointer | some problem in verdict.unknowns} == {"/options/protect"}
	}
}

test_components_and_providers_are_no_subjects if {
	none := {"targets": set(), "findings": set(), "unknowns": set()}
	_verdict({"type": "portcullis:storage:PrivateBucket", "custom": false}) == none
	_verdict({"type": "pulumi:providers:aws"}) == none
}

test_fail_protected_component_and_provider if {
	every extra in [
		{"type": "portcullis:storage:PrivateBucket", "custom": false},
		{"type": "pulumi:providers:aws"},
		{"type": "pulumi:pulumi:Stack", "custom": false},
	] {
		verdict := _verdict(object.union(extra, {"options": {"protect": true}}))
		verdict.targets == {"u"}
		{finding.pointer | some finding in verdict.findings} == {"/options/protect"}
		verdict.unknowns == set()
	}
}

# A graph that calls a bucket a component does not take it out of sight.
test_fail_on_and_called_a_component if {
	verdict := _verdict({"custom": false, "options": {"protect": true}})
	{finding.pointer | some finding in verdict.findings} == {"/options/protect"}
}
