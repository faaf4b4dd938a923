package rules.hlt.target_checks_test

import data.rules.hlt.target_checks

_group := "aws:lb/targetGroup:TargetGroup"

_verdict(type, inputs) := verdict if {
	verdict := {
		"targets": count(target_checks.targets),
		"findings": {[found.pointer, found.expected, found.actual] | some found in target_checks.findings},
		"unknowns": {found.pointer | some found in target_checks.unknowns},
	} with input as {"resources": [{"urn": "t", "type": type, "name": "t", "inputs": inputs}]}
}

_right := {"targets": 1, "findings": set(), "unknowns": set()}

_wrong(pointer, expected, actual) := {"targets": 1, "findings": {[pointer, expected, actual]}, "unknowns": set()}

_undecided(pointer) := {"targets": 1, "findings": set(), "unknowns": {pointer}}

test_pass_checked_every_ten_seconds if {
	_verdict(_group, {"healthCheck": {"interval": 10}}) == _right
	_verdict("aws:alb/targetGroup:TargetGroup", {"healthCheck": {"interval": "10", "enabled": "true"}}) == _right
	_verdict(_group, {"targetType": "lambda", "healthCheck": {"enabled": true, "interval": 10}}) == _right
	_verdict("aws:elb/loadBalancer:LoadBalancer", {"healthCheck": {"interval": 10}}) == _right
	_verdict(
		"aws:vpclattice/targetGroup:TargetGroup",
		{"type": "IP", "config": {"healthCheck": {"healthCheckIntervalSeconds": 10}}},
	) == _right
	count(target_checks.references) == 0
}

test_fail_no_check if {
	_verdict(_group, {"targetType": "lambda"}) == _wrong("/inputs/healthCheck/enabled", "true", null)
	_verdict(
		_group,
		{"targetType": "lambda", "healthCheck": {"interval": 30}},
	) == _wrong("/inputs/healthCheck/enabled", "true", null)
	_verdict(
		_group,
		{"healthCheck": {"enabled": false, "interval": 10}},
	) == _wrong("/inputs/healthCheck/enabled", "true", false)
	_verdict(
		"aws:vpclattice/targetGroup:TargetGroup",
		{"type": "IP", "config": {"healthCheck": {"enabled": false}}},
	) == _wrong("/inputs/config/healthCheck/enabled", "true", false)
}

test_fail_other_intervals if {
	_verdict(_group, {}) == _wrong("/inputs/healthCheck/interval", "10", 30)
	_verdict(_group, {"healthCheck": {"interval": 15}}) == _wrong("/inputs/healthCheck/interval", "10", 15)
	_verdict("aws:elb/loadBalancer:LoadBalancer", {}) == _wrong("/inputs/healthCheck/interval", "10", 30)
}

test_unknown_check if {
	unknown := {"$unknown": true}
	_verdict(_group, {"healthCheck": unknown}) == _undecided("/inputs/healthCheck")
	_verdict(
		_group,
		{"targetType": unknown, "healthCheck": {"enabled": true, "interval": 10}},
	) == _undecided("/inputs/healthCheck")
	_verdict(_group, {"healthCheck": {"enabled": unknown, "interval": 10}}) == _undecided("/inputs/healthCheck")
	_verdict(_group, {"healthCheck": {"interval": unknown}}) == _undecided("/inputs/healthCheck/interval")
	_verdict(
		"aws:vpclattice/targetGroup:TargetGroup",
		{"type": "IP", "config": unknown},
	) == _undecided("/inputs/config/healthCheck")
}

test_targets_that_have_no_check_are_no_subjects if {
	_verdict("aws:vpclattice/targetGroup:TargetGroup", {"type": "LAMBDA"}).targets == 0
}
