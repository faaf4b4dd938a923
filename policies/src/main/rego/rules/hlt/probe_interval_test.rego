package rules.hlt.probe_interval_test

import data.rules.hlt.probe_interval

_verdict(profile, inputs) := verdict if {
	verdict := {
		"targets": count(probe_interval.targets),
		"findings": {[found.pointer, found.expected, found.actual] | some found in probe_interval.findings},
		"unknowns": {found.pointer | some found in probe_interval.unknowns},
	} with input as {
		"evaluation": {"profile": profile},
		"resources": [{"urn": "h", "type": "aws:route53/healthCheck:HealthCheck", "name": "h", "inputs": inputs}],
	}
}

_right := {"targets": 1, "findings": set(), "unknowns": set()}

test_pass_demanded_interval if {
	every type in ["HTTP", "HTTPS", "HTTP_STR_MATCH", "HTTPS_STR_MATCH", "TCP"] {
		_verdict(data.profiles.trading, {"type": type, "requestInterval": 10}) == _right
	}
	_verdict(data.profiles.healthcare, {"type": "HTTPS", "requestInterval": 30}) == _right
	_verdict(data.profiles.healthcare, {"type": "HTTPS"}) == _right
	count(probe_interval.references) == 0
}

test_fail_other_intervals if {
	_verdict(
		data.profiles.trading,
		{"type": "HTTPS", "requestInterval": 30},
	).findings == {["/inputs/requestInterval", "10", 30]}
	_verdict(data.profiles.trading, {"type": "HTTPS"}).findings == {["/inputs/requestInterval", "10", 30]}
	_verdict(
		data.profiles.trading,
		{"type": "HTTPS", "requestInterval": "fast"},
	).findings == {["/inputs/requestInterval", "10", "fast"]}
	_verdict(
		data.profiles.healthcare,
		{"type": "HTTPS", "requestInterval": 10},
	).findings == {["/inputs/requestInterval", "30", 10]}
}

test_fail_type_that_is_none if {
	expected := "CALCULATED, CLOUDWATCH_METRIC, HTTP, HTTPS, HTTPS_STR_MATCH, HTTP_STR_MATCH, RECOVERY_CONTROL, TCP"
	_verdict(
		data.profiles.trading,
		{"type": "HTTP2", "requestInterval": 10},
	).findings == {["/inputs/type", expected, "HTTP2"]}
	_verdict(data.profiles.trading, {}).findings == {["/inputs/type", expected, null]}
}

test_unknown_interval_and_type if {
	unknown := {"$unknown": true}
	_verdict(data.profiles.trading, {"type": "HTTPS", "requestInterval": unknown}) == {
		"targets": 1,
		"findings": set(),
		"unknowns": {"/inputs/requestInterval"},
	}
	_verdict(
		data.profiles.trading,
		{"type": unknown, "requestInterval": 10},
	) == {"targets": 1, "findings": set(), "unknowns": {"/inputs/type"}}
}

test_checks_without_a_probe_are_no_subjects if {
	_verdict(data.profiles.trading, {"type": "CLOUDWATCH_METRIC"}).targets == 0
}
