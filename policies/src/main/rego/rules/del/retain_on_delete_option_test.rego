package rules.del.retain_on_delete_option_test

import data.rules.del.retain_on_delete_option as rule

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
	_verdict({"options": {"retainOnDelete": false}}) == {"targets": {"u"}, "findings": set(), "unknowns": set()}
	count(rule.references) == 0
}

test_fail_on if {
	every value in [true, "true", "yes"] {
		_verdict({"options": {"retainOnDelete": value}}) == {
			"targets": {"u"},
			"findings": {{
				"urn": "u", "type": "aws:sqs/queue:Queue", "name": "q", "region": "us-east-1",
				"pointer": "/options/retainOnDelete",
				"message": $"The option retainOnDelete is {value}.",
				"expected": "false",
				"actual": value,
			}},
			"unknowns": set(),
		}
	}
}

test_unknown_when_the_graph_does_not_tell if {
	every extra in [{}, {"options": {}}, {"options": {"retainOnDelete": {"$unknown": true}}}] {
		verdict := _verdict(extra)
		verdict.findings == set()
		{problem.pointer | some problem in verdict.unknowns} == {"/options/retainOnDelete"}
	}
}

test_components_and_providers_are_no_subjects if {
	none := {"targets": set(), "findings": set(), "unknowns": set()}
	_verdict({"type": "portcullis:storage:PrivateBucket", "custom": false}) == none
	_verdict({"type": "pulumi:providers:aws"}) == none
}
