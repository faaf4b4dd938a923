package rules.hlt.failure_threshold_test

import data.rules.hlt.failure_threshold

_verdict(profile, threshold) := verdict if {
	verdict := {
		"targets": count(failure_threshold.targets),
		"findings": {[found.pointer, found.expected, found.actual] | some found in failure_threshold.findings},
		"unknowns": {found.pointer | some found in failure_threshold.unknowns},
	} with input as {
		"evaluation": {"profile": profile},
		"resources": [
			{
				"urn": "h",
				"type": "aws:route53/healthCheck:HealthCheck",
				"name": "h",
				"inputs": {"type": "HTTPS", "failureThreshold": threshold},
			},
		],
	}
}

_right := {"targets": 1, "findings": set(), "unknowns": set()}

_budget := {"name": "x", "parameters": {"healthCheckIntervalSeconds": 30, "detectionBudgetSeconds": 120}}

test_pass_thresholds if {
	every threshold in [1, 10, null] {
		_verdict(data.profiles.baseline, threshold) == _right
	}
	_verdict(data.profiles.healthcare, 3) == _right
	_verdict(_budget, 4) == _right
	count(failure_threshold.references) == 0
}

test_fail_thresholds if {
	every threshold in [0, 11, "few"] {
		_verdict(data.profiles.baseline, threshold).findings == {["/inputs/failureThreshold", "1 to 10", threshold]}
	}
	_verdict(data.profiles.healthcare, 2).findings == {["/inputs/failureThreshold", "3", 2]}
	_verdict(_budget, 5).findings == {["/inputs/failureThreshold", "1 to 4", 5]}
}

test_unknown_threshold if {
	_verdict(data.profiles.baseline, {"$unknown": true}) == {
		"targets": 1,
		"findings": set(),
		"unknowns": {"/inputs/failureThreshold"},
	}
}
