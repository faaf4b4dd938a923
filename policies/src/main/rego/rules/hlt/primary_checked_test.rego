package rules.hlt.primary_checked_test

import data.rules.hlt.primary_checked

_check := {
	"urn": "h",
	"type": "aws:route53/healthCheck:HealthCheck",
	"name": "h",
	"id": "h-1",
	"inputs": {"type": "HTTPS"},
}

_primary := {"failoverRoutingPolicies": [{"type": "PRIMARY"}]}

_verdict(inputs, edges) := verdict if {
	record := {
		"urn": "r",
		"type": "aws:route53/record:Record",
		"name": "r",
		"id": "r-1",
		"inputs": inputs,
		"propertyDependencies": {"healthCheckId": edges},
	}
	verdict := {
		"targets": primary_checked.targets,
		"findings": {found.pointer | some found in primary_checked.findings},
		"unknowns": {found.pointer | some found in primary_checked.unknowns},
		"references": primary_checked.references,
	} with input as {"resources": [_check, record]}
}

_right := {"targets": {"r"}, "findings": set(), "unknowns": set(), "references": set()}

test_pass_guarded if {
	_verdict(object.union(_primary, {"healthCheckId": "h-1"}), []) == _right
	_verdict(object.union(_primary, {"aliases": [{"evaluateTargetHealth": true}]}), []) == _right
	_verdict(object.union(_primary, {"healthCheckId": {"$unknown": true}}), ["h"]) == object.union(
		_right,
		{"references": {{"urn": "r", "pointer": "/inputs/healthCheckId", "via": "h"}}},
	)
}

test_fail_unguarded if {
	every inputs in [
		_primary,
		object.union(_primary, {"healthCheckId": ""}),
		object.union(_primary, {"aliases": [{"evaluateTargetHealth": false}]}),
	] {
		_verdict(inputs, []) == object.union(_right, {"findings": {"/inputs/healthCheckId"}})
	}
}

test_unknown_guard if {
	unknown := {"$unknown": true}
	every inputs in [
		object.union(_primary, {"healthCheckId": unknown}),
		object.union(_primary, {"aliases": unknown}),
		object.union(_primary, {"aliases": [{"evaluateTargetHealth": unknown}]}),
	] {
		_verdict(inputs, []) == object.union(_right, {"unknowns": {"/inputs/healthCheckId"}})
	}
	elsewhere := _verdict(object.union(_primary, {"healthCheckId": unknown}), ["r"])
	elsewhere == object.union(_right, {"unknowns": {"/inputs/healthCheckId"}})
}

test_an_unread_policy_counts_as_primary if {
	_verdict(
		{"failoverRoutingPolicies": {"$unknown": true}},
		[],
	) == object.union(_right, {"findings": {"/inputs/healthCheckId"}})
}

test_other_records_are_no_subjects if {
	none := object.union(_right, {"targets": set()})
	_verdict({"failoverRoutingPolicies": [{"type": "SECONDARY"}]}, []) == none
	_verdict({"ttl": 60}, []) == none
}

test_policies_of_another_shape_count_as_primary if {
	every policies in [{"type": "PRIMARY"}, "PRIMARY", ["PRIMARY"], [[{"type": "SECONDARY"}]], [{"$unknown": true}]] {
		_verdict({"failoverRoutingPolicies": policies}, []) == object.union(
			_right,
			{"findings": {"/inputs/healthCheckId"}},
		)
	}
}

test_fail_an_id_of_something_else if {
	_verdict(object.union(_primary, {"healthCheckId": "r-1"}), []) == object.union(
		_right,
		{"findings": {"/inputs/healthCheckId"}},
	)
}

test_fail_aliases_that_do_not_all_evaluate if {
	every aliases in [
		[{"evaluateTargetHealth": true}, {"evaluateTargetHealth": false}],
		{"evaluateTargetHealth": true},
		["x"],
	] {
		_verdict(object.union(_primary, {"aliases": aliases}), []) == object.union(
			_right,
			{"findings": {"/inputs/healthCheckId"}},
		)
	}
}

test_unknown_an_id_of_another_program_and_mixed_edges if {
	undecided := object.union(_right, {"unknowns": {"/inputs/healthCheckId"}})
	_verdict(object.union(_primary, {"healthCheckId": "elsewhere"}), []) == undecided
	_verdict(object.union(_primary, {"healthCheckId": {"$unknown": true}}), ["h", "r"]) == undecided
}
