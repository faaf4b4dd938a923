package rules.hlt.target_timeout_test

import data.rules.hlt.target_timeout

_group := "aws:lb/targetGroup:TargetGroup"

_verdict(type, inputs) := verdict if {
	verdict := {
		"targets": count(target_timeout.targets),
		"findings": {[found.pointer, found.expected, found.actual] | some found in target_timeout.findings},
		"unknowns": {found.pointer | some found in target_timeout.unknowns},
	} with input as {"resources": [{"urn": "t", "type": type, "name": "t", "inputs": inputs}]}
}

_right := {"targets": 1, "findings": set(), "unknowns": set()}

_wrong(actual) := {
	"targets": 1,
	"findings": {["/inputs/healthCheck/timeout", "less than 10", actual]},
	"unknowns": set(),
}

test_pass_shorter_timeouts_and_defaults if {
	_verdict(_group, {"healthCheck": {"interval": 10, "timeout": 5}}) == _right
	_verdict(_group, {"protocol": "HTTP", "healthCheck": {"interval": 10}}) == _right
	_verdict("aws:elb/loadBalancer:LoadBalancer", {"healthCheck": {"interval": 10}}) == _right
	_verdict(
		"aws:vpclattice/targetGroup:TargetGroup",
		{"type": "IP", "config": {"protocol": "HTTPS", "healthCheck": {}}},
	) == _right
	count(target_timeout.references) == 0
}

test_pass_a_wrong_interval_is_the_matter_of_another_rule if {
	_verdict(_group, {"healthCheck": {"interval": 5, "timeout": 6}}) == _right
}

test_fail_longer_timeouts_and_defaults if {
	_verdict(_group, {"healthCheck": {"timeout": 10}}) == _wrong(10)
	_verdict(_group, {"healthCheck": {"timeout": "soon"}}) == _wrong("soon")
	_verdict(_group, {"protocol": "HTTPS", "healthCheck": {"interval": 10}}) == _wrong(10)
	_verdict(_group, {"targetType": "lambda", "healthCheck": {"enabled": true, "interval": 10}}) == _wrong(30)
}

test_unknown_timeout if {
	_verdict(_group, {"healthCheck": {"timeout": {"$unknown": true}}}) == {
		"targets": 1,
		"findings": set(),
		"unknowns": {"/inputs/healthCheck/timeout"},
	}
}

test_groups_without_a_check_are_no_subjects if {
	_verdict(_group, {}).targets == 0
	_verdict(_group, {"healthCheck": {"enabled": false, "timeout": 30}}).targets == 0
}
