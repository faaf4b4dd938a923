package rules.hlt.routing_budget_test

import data.rules.hlt.routing_budget

_check(inputs) := {
	"urn": "h",
	"type": "aws:route53/healthCheck:HealthCheck",
	"name": "h",
	"id": "h-1",
	"inputs": inputs,
}

_https := _check({"type": "HTTPS", "requestInterval": 10, "failureThreshold": 3})

_record(inputs) := {"urn": "r", "type": "aws:route53/record:Record", "name": "r", "inputs": object.union(
	{"latencyRoutingPolicies": [{"region": "us-east-1"}], "healthCheckId": "h-1", "ttl": 20},
	inputs,
)}

_accelerated(threshold) := [
	{"urn": "e", "type": "aws:globalaccelerator/endpointGroup:EndpointGroup", "name": "e", "inputs": {}},
	{
		"urn": "t",
		"type": "aws:lb/targetGroup:TargetGroup",
		"name": "t",
		"inputs": {"healthCheck": {"interval": 10, "unhealthyThreshold": threshold}},
	},
]

_verdict_of(profile, resources) := verdict if {
	verdict := {
		"targets": routing_budget.targets,
		"findings": {[found.urn, found.pointer, found.actual] | some found in routing_budget.findings},
		"unknowns": {[found.urn, found.pointer] | some found in routing_budget.unknowns},
	} with input as {"evaluation": {"profile": profile}, "resources": resources}
}

_verdict(resources) := _verdict_of(data.profiles.trading, resources)

_right(urn) := {"targets": {urn}, "findings": set(), "unknowns": set()}

_wrong(urn, pointer, seconds) := object.union(_right(urn), {"findings": {[urn, pointer, seconds]}})

_undecided(urn, pointer) := object.union(_right(urn), {"unknowns": {[urn, pointer]}})

test_pass_within_the_budget if {
	_verdict([_https, _record({})]) == _right("r")
	_verdict(_accelerated(2)) == _right("t")
	count(routing_budget.references) == 0
}

test_pass_a_wrong_interval_or_threshold_is_the_matter_of_other_rules if {
	_verdict([_check({"type": "HTTPS", "requestInterval": 30}), _record({})]) == _right("r")
	_verdict([_check({"type": "HTTPS", "failureThreshold": 11}), _record({})]) == _right("r")
}

_child(id, inputs) := {
	"urn": id,
	"type": "aws:route53/healthCheck:HealthCheck",
	"name": id,
	"id": id,
	"inputs": object.union({"type": "HTTPS", "requestInterval": 10, "failureThreshold": 2}, inputs),
}

_calculated(children) := _check({"type": "CALCULATED", "childHealthchecks": children, "childHealthThreshold": 1})

test_a_calculated_check_takes_as_long_as_its_slowest_child if {
	slow := _child("b", {"failureThreshold": 4})
	_verdict([_calculated(["a"]), _child("a", {}), slow, _record({})]) == _right("r")
	_verdict([_calculated(["a", "b"]), _child("a", {}), slow, _record({})]) == _wrong("r", "/inputs/ttl", 60)
}

test_unknown_time_of_a_calculated_check if {
	every children in [["a", "elsewhere"], [], ["elsewhere"], ["a", {"$unknown": true}], {"$unknown": true}] {
		_verdict([_calculated(children), _child("a", {}), _record({})]) == _undecided("r", "/inputs/ttl")
	}
	alarm := _child("a", {"type": "CLOUDWATCH_METRIC"})
	_verdict([_calculated(["a"]), alarm, _record({})]) == _undecided("r", "/inputs/ttl")
	hidden := _child("a", {"failureThreshold": {"$unknown": true}})
	_verdict([_calculated(["a"]), hidden, _record({})]) == _undecided("r", "/inputs/ttl")
}

test_pass_unknown_children_by_their_edges if {
	check := object.union(
		_calculated([{"$unknown": true}]),
		{"propertyDependencies": {"childHealthchecks": ["a"]}},
	)
	_verdict([check, _child("a", {}), _record({})]) == _right("r")
}

test_pass_by_the_edge_of_an_unknown_id if {
	record := object.union(
		_record({"healthCheckId": {"$unknown": true}}),
		{"propertyDependencies": {"healthCheckId": ["h"]}},
	)
	_verdict([_https, record]) == _right("r")
}

test_fail_over_the_budget if {
	_verdict([_https, _record({"ttl": 30})]) == _wrong("r", "/inputs/ttl", 60)
	_verdict([_https, _record({"aliases": [{"name": "lb"}]})]) == _wrong("r", "/inputs/aliases", 90)
	_verdict([_check({"type": "HTTPS", "failureThreshold": 4}), _record({})]) == _wrong("r", "/inputs/ttl", 60)
	_verdict(_accelerated(3)) == _wrong("t", "/inputs/healthCheck/unhealthyThreshold", 60)
	problems := routing_budget.findings with input as {
		"evaluation": {"profile": data.profiles.trading},
		"resources": [_https, _record({"ttl": 300})],
	}
	{[problem.message, problem.expected] | some problem in problems} == {
		["Traffic moves after 330 seconds: 30 to notice, 300 until clients ask again.", "less than 60 seconds"],
	}
}

test_fail_alias_that_evaluates_its_target if {
	record := _record({"healthCheckId": null, "aliases": [{"evaluateTargetHealth": true}]})
	_verdict([record]) == _wrong("r", "/inputs/aliases", 60)
}

test_unknown_parts if {
	unknown := {"$unknown": true}
	_verdict([_https, _record({"ttl": unknown})]) == _undecided("r", "/inputs/ttl")
	_verdict([_https, _record({"ttl": null})]) == _undecided("r", "/inputs/ttl")
	_verdict([_record({})]) == _undecided("r", "/inputs/ttl")
	_verdict([_check({"type": "CLOUDWATCH_METRIC"}), _record({})]) == _undecided("r", "/inputs/ttl")
	_verdict([_check({"type": "HTTPS", "failureThreshold": unknown}), _record({})]) == _undecided("r", "/inputs/ttl")
	_verdict(_accelerated(unknown)) == _undecided("t", "/inputs/healthCheck/unhealthyThreshold")
}

test_no_budget_or_no_choice_no_subjects if {
	none := {"targets": set(), "findings": set(), "unknowns": set()}
	_verdict_of(data.profiles.baseline, [_https, _record({"ttl": 300})]) == none
	_verdict([_https, _record({"latencyRoutingPolicies": []})]) == none
	_verdict([_record({"healthCheckId": null})]) == none
	_verdict([_accelerated(9)[1]]) == none
}
