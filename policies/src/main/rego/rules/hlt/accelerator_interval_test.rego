package rules.hlt.accelerator_interval_test

import data.rules.hlt.accelerator_interval

_verdict(inputs) := verdict if {
	verdict := {
		"targets": accelerator_interval.targets,
		"findings": {[found.pointer, found.expected, found.actual] | some found in accelerator_interval.findings},
		"unknowns": {found.pointer | some found in accelerator_interval.unknowns},
	} with input as {
		"resources": [
			{"urn": "e", "type": "aws:globalaccelerator/endpointGroup:EndpointGroup", "name": "e", "inputs": inputs},
		],
	}
}

test_pass_ten_seconds if {
	_verdict({"healthCheckIntervalSeconds": 10}) == {"targets": {"e"}, "findings": set(), "unknowns": set()}
	count(accelerator_interval.references) == 0
}

test_fail_other_intervals if {
	_verdict({"healthCheckIntervalSeconds": 20}).findings == {["/inputs/healthCheckIntervalSeconds", "10", 20]}
	_verdict({}).findings == {["/inputs/healthCheckIntervalSeconds", "10", 30]}
}

test_unknown_interval if {
	_verdict({"healthCheckIntervalSeconds": {"$unknown": true}}) == {
		"targets": {"e"},
		"findings": set(),
		"unknowns": {"/inputs/healthCheckIntervalSeconds"},
	}
}
