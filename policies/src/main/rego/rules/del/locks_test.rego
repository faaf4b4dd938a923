package rules.del.locks_test

import data.rules.del.locks

_verdict(type, inputs) := verdict if {
	verdict := {
		"targets": count(locks.targets),
		"findings": {[problem.pointer, problem.expected, problem.actual] | some problem in locks.findings},
		"unknowns": {problem.pointer | some problem in locks.unknowns},
	} with input as {"resources": [{"urn": "u", "type": type, "name": "x", "inputs": inputs}]}
}

_right := {"targets": 1, "findings": set(), "unknowns": set()}

test_pass_no_lock if {
	_verdict("aws:s3/bucketV2:BucketV2", {}) == _right
	_verdict("aws:s3/bucketV2:BucketV2", {"objectLockEnabled": false}) == _right
	_verdict("aws:storagegateway/tapePool:TapePool", {"retentionLockType": "NONE"}) == _right
	_verdict("aws:backup/vault:Vault", {}).targets == 0
	count(locks.references) == 0
}

test_fail_locks if {
	type := "aws:backup/vaultLockConfiguration:VaultLockConfiguration"
	_verdict(type, {}).findings == {["/type", "no resource of this type", type]}
	_verdict("aws:s3/bucketV2:BucketV2", {"objectLockEnabled": true}).findings == {
		["/inputs/objectLockEnabled", "false, or no value", true],
	}
	lock := {"rule": {"defaultRetention": {"days": 1}}}
	_verdict(
		"aws:s3/bucketV2:BucketV2",
		{"objectLockConfiguration": lock},
	).findings == {["/inputs/objectLockConfiguration", "no value", lock]}
	_verdict(
		"aws:s3/bucketObject:BucketObject",
		{"objectLockLegalHoldStatus": "ON"},
	).findings == {["/inputs/objectLockLegalHoldStatus", "OFF", "ON"]}
}

test_unknown_lock if {
	_verdict("aws:s3/bucketV2:BucketV2", {"objectLockEnabled": {"$unknown": true}}) == {
		"targets": 1,
		"findings": set(),
		"unknowns": {"/inputs/objectLockEnabled"},
	}
}
