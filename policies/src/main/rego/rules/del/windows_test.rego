package rules.del.windows_test

import data.rules.del.windows

_verdict(type, inputs) := verdict if {
	verdict := {
		"targets": count(windows.targets),
		"findings": {[problem.pointer, problem.expected, problem.message] | some problem in windows.findings},
		"unknowns": {problem.pointer | some problem in windows.unknowns},
	} with input as {"resources": [{"urn": "u", "type": type, "name": "x", "inputs": inputs}]}
}

_secret := "aws:secretsmanager/secret:Secret"

_key := "aws:kms/key:Key"

test_pass_shortest_windows if {
	right := {"targets": 1, "findings": set(), "unknowns": set()}
	_verdict(_secret, {"recoveryWindowInDays": 0}) == right
	_verdict(_key, {"deletionWindowInDays": 7}) == right
	_verdict("aws:paymentcryptography/key:Key", {}) == right
	count(windows.references) == 0
}

test_fail_longer_and_default_windows if {
	secret := "a deleted secret (or analysis) keeps its name until the window of 30 days ends; 0 deletes at once."
	every example in [
		[{}, "is not set"],
		[{"recoveryWindowInDays": 7}, "is 7"],
		[{"recoveryWindowInDays": "none"}, "is none"],
	] {
		[inputs, shown] := example
		_verdict(_secret, inputs) == {
			"targets": 1,
			"findings": {["/inputs/recoveryWindowInDays", "at most 0", $"recoveryWindowInDays {shown}: {secret}"]},
			"unknowns": set(),
		}
	}
	count(_verdict(_key, {}).findings) == 1
	count(_verdict("aws:kms/replicaKey:ReplicaKey", {"deletionWindowInDays": 8}).findings) == 1
}

test_unknown_window if {
	_verdict(_key, {"deletionWindowInDays": {"$unknown": true}}) == {
		"targets": 1,
		"findings": set(),
		"unknowns": {"/inputs/deletionWindowInDays"},
	}
}
