package rules.hlt.fitting_inputs_test

import data.rules.hlt.fitting_inputs

_check(inputs) := {"urn": "h", "type": "aws:route53/healthCheck:HealthCheck", "name": "h", "inputs": inputs}

_verdict(check) := verdict if {
	verdict := {
		"targets": count(fitting_inputs.targets - {"child"}),
		"findings": {[found.pointer, found.expected] | some found in fitting_inputs.findings},
		"unknowns": {found.pointer | some found in fitting_inputs.unknowns},
		"references": fitting_inputs.references,
	} with input as {"resources": [check, _child]}
}

_child := object.union(_check({"type": "HTTPS", "fqdn": "a"}), {"urn": "child", "name": "child", "id": "a"})

_right := {"targets": 1, "findings": set(), "unknowns": set(), "references": set()}

_wrong(pointer, expected) := object.union(_right, {"findings": {[pointer, expected]}})

_alarm := {
	"type": "CLOUDWATCH_METRIC",
	"cloudwatchAlarmName": "a",
	"cloudwatchAlarmRegion": "us-east-1",
	"insufficientDataHealthStatus": "Unhealthy",
}

_calculated := {"type": "CALCULATED", "childHealthchecks": ["a"], "childHealthThreshold": 1}

_https := {"type": "HTTPS", "fqdn": "a.example.org", "port": 443, "resourcePath": "/health", "requestInterval": 10}

_changed(inputs, changes) := _check(object.union(inputs, changes))

test_pass_fitting_inputs if {
	every inputs in [
		_https,
		object.union(_https, {"disabled": false, "cloudwatchAlarmName": null}),
		{"type": "TCP", "ipAddress": "192.0.2.1", "port": 5432, "failureThreshold": 3},
		{"type": "HTTP_STR_MATCH", "fqdn": "a.example.org", "searchString": "ok"},
		_alarm,
		{"type": "CALCULATED", "childHealthchecks": ["a"], "childHealthThreshold": 1},
		{
			"type": "RECOVERY_CONTROL",
			"routingControlArn": "arn:aws:route53-recovery-control::1:controlpanel/p/routingcontrol/c",
		},
	] {
		_verdict(_check(inputs)) == _right
	}
}

test_fail_interval_on_a_check_of_an_alarm if {
	_verdict(_changed(_alarm, {"requestInterval": 10})) == _wrong("/inputs/requestInterval", "no value")
	_verdict(_changed(_alarm, {"failureThreshold": 3})) == _wrong("/inputs/failureThreshold", "no value")
	_verdict(_changed(_https, {"cloudwatchAlarmName": "a"})) == _wrong("/inputs/cloudwatchAlarmName", "no value")
	_verdict(_changed(_https, {"searchString": "ok"})) == _wrong("/inputs/searchString", "no value")
}

test_fail_missing_inputs if {
	problems := fitting_inputs.findings with input as {"resources": [_check({"type": "HTTPS"})]}
	{[problem.pointer, problem.message] | some problem in problems} == {
		["/inputs/fqdn", "A check of type HTTPS needs fqdn or ipAddress."],
	}
	without_region := _check(object.remove(_alarm, ["cloudwatchAlarmRegion"]))
	_verdict(without_region) == _wrong("/inputs/cloudwatchAlarmRegion", "a value")
	every nothing in [null, [], {}] {
		_verdict(_changed(_calculated, {"childHealthchecks": nothing})) == _wrong(
			"/inputs/childHealthchecks",
			"a value",
		)
	}
	_verdict(_check({"type": "CALCULATED", "childHealthchecks": ["a"]})) == _wrong(
		"/inputs/childHealthThreshold",
		"a value",
	)
}

test_fail_calculated_check_that_is_always_healthy if {
	every threshold in [0, -1, "2", true] {
		_verdict(_changed(_calculated, {"childHealthThreshold": threshold})) == _wrong(
			"/inputs/childHealthThreshold",
			"1 or more",
		)
	}
}

test_fail_child_that_is_no_other_check if {
	expected := "the id of a health check of this program"
	every child in ["", 1, "self"] {
		check := object.union(_changed(_calculated, {"childHealthchecks": ["a", child]}), {"id": "self"})
		_verdict(check) == _wrong("/inputs/childHealthchecks/1", expected)
	}
	_verdict(_changed(_calculated, {"childHealthchecks": "a"})) == _wrong("/inputs/childHealthchecks", expected)
}

test_unknown_child if {
	unknown := {"$unknown": true}
	every child in ["elsewhere", unknown] {
		_verdict(_changed(_calculated, {"childHealthchecks": [child]})) == object.union(
			_right,
			{"unknowns": {"/inputs/childHealthchecks/0"}},
		)
	}
	by_edge := object.union(
		_changed(_calculated, {"childHealthchecks": [unknown]}),
		{"propertyDependencies": {"childHealthchecks": ["child"]}},
	)
	_verdict(by_edge) == _right
	stranger := object.union(by_edge, {"propertyDependencies": {"childHealthchecks": ["child", "h"]}})
	_verdict(stranger) == object.union(_right, {"unknowns": {"/inputs/childHealthchecks/0"}})
}

test_unknown_threshold_is_not_decided_by_an_edge if {
	check := object.union(
		_changed(_calculated, {"childHealthThreshold": {"$unknown": true}}),
		{"propertyDependencies": {"childHealthThreshold": ["x"]}},
	)
	_verdict(check) == object.union(_right, {"unknowns": {"/inputs/childHealthThreshold"}})
}

test_fail_alarm_without_data_that_counts_as_healthy if {
	every value in ["Healthy", "LastKnownStatus", "unhealthy", "", null, true] {
		_verdict(_changed(_alarm, {"insufficientDataHealthStatus": value})) == _wrong(
			"/inputs/insufficientDataHealthStatus",
			"Unhealthy",
		)
	}
}

test_fail_disabled_or_inverted if {
	every switch in ["disabled", "invertHealthcheck"] {
		every value in [true, "true", 1] {
			_verdict(_changed(_https, {switch: value})) == _wrong($"/inputs/{switch}", "false, or no value")
			_verdict(_changed(_alarm, {switch: value})) == _wrong($"/inputs/{switch}", "false, or no value")
		}
	}
}

test_unknown_values if {
	unknown := {"$unknown": true}
	_verdict(_changed(_https, {"fqdn": unknown})) == object.union(_right, {"unknowns": {"/inputs/fqdn"}})
	every switch in ["disabled", "invertHealthcheck"] {
		_verdict(_changed(_https, {switch: unknown})) == object.union(_right, {"unknowns": {$"/inputs/{switch}"}})
	}
	_verdict(_changed(_alarm, {"insufficientDataHealthStatus": unknown})) == object.union(
		_right,
		{"unknowns": {"/inputs/insufficientDataHealthStatus"}},
	)
	_verdict(_changed(_alarm, {"requestInterval": unknown})) == object.union(
		_right,
		{"unknowns": {"/inputs/requestInterval"}},
	)
}

test_pass_unknown_address_by_its_edge if {
	check := object.union(_changed(_https, {"fqdn": {"$unknown": true}}), {"propertyDependencies": {"fqdn": ["lb"]}})
	_verdict(check) == object.union(_right, {"references": {{"urn": "h", "pointer": "/inputs/fqdn", "via": "lb"}}})
}

test_an_unread_type_is_the_matter_of_another_rule if {
	_verdict(_check({"type": {"$unknown": true}})).targets == 0
}
