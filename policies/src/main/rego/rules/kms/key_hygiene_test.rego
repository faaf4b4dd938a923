package rules.kms.key_hygiene_test

import data.rules.kms.key_hygiene as rule

_key(inputs) := {
	"urn": "key",
	"type": "aws:kms/key:Key",
	"name": "key",
	"region": "us-east-1",
	"id": "k",
	"inputs": object.union({"enableKeyRotation": true, "policy": "{}"}, inputs),
}

_replica(inputs) := {
	"urn": "replica",
	"type": "aws:kms/replicaKey:ReplicaKey",
	"name": "replica",
	"region": "us-west-2",
	"id": "k",
	"inputs": object.union({"policy": "{}", "primaryKeyArn": "k"}, inputs),
}

_satellite(type, property, region, key, dependencies) := {
	"urn": $"{region} {property}",
	"type": type,
	"name": property,
	"region": region,
	"inputs": {property: key},
	"propertyDependencies": {property: dependencies},
}

_alias(region, key, dependencies) := _satellite("aws:kms/alias:Alias", "targetKeyId", region, key, dependencies)

_policy(key, dependencies) := _satellite("aws:kms/keyPolicy:KeyPolicy", "keyId", "us-east-1", key, dependencies)

_queue := {
	"urn": "queue",
	"type": "aws:sqs/queue:Queue",
	"name": "queue",
	"region": "us-east-1",
	"inputs": {"kmsMasterKeyId": "k"},
}

_verdict(resources) := verdict if {
	verdict := {
		"targets": rule.targets,
		"findings": {[found.urn, found.pointer, found.message] | some found in rule.findings},
		"unknowns": {[found.urn, found.pointer, found.message] | some found in rule.unknowns},
		"references": rule.references,
	} with input.resources as resources
}

_passes := {"targets": {"key"}, "findings": set(), "unknowns": set(), "references": set()}

_finds(pointer, message) := object.union(_passes, {"findings": {["key", pointer, message]}})

_doubts(pointer, message) := object.union(_passes, {"unknowns": {["key", pointer, message]}})

_unknown := {"$unknown": true}

_with(inputs) := [_key(inputs), _alias("us-east-1", "k", [])]

test_pass_key if {
	_verdict(_with({"isEnabled": true, "keyUsage": "ENCRYPT_DECRYPT"})) == _passes
	_verdict(_with({"isEnabled": null})) == _passes
}

test_fail_rotation if {
	pointer := "/inputs/enableKeyRotation"
	_verdict(_with({"enableKeyRotation": false})) == _finds(pointer, "enableKeyRotation is not true")
	_verdict(_with({"enableKeyRotation": null})) == _finds(pointer, "enableKeyRotation is not true")
	_verdict(_with({"enableKeyRotation": _unknown})) == _doubts(pointer, "enableKeyRotation is not true")
	_verdict(_with({"enableKeyRotation": {"$secret": true}})) == _doubts(pointer, "enableKeyRotation is not true")
}

test_fail_disabled_key if {
	_verdict(_with({"isEnabled": false})) == _finds("/inputs/isEnabled", "isEnabled is not true: the key cannot decrypt")
	replicas := [_replica({"enabled": "false"}), _alias("us-west-2", "k", [])]
	_verdict(array.concat(_with({}), replicas)) == object.union(_passes, {
		"targets": {"key", "replica"},
		"findings": {["replica", "/inputs/enabled", "enabled is not true: the key cannot decrypt"]},
	})
}

test_unknown_state if {
	message := "isEnabled is not true: the key cannot decrypt"
	_verdict(_with({"isEnabled": _unknown})) == _doubts("/inputs/isEnabled", message)
}

test_pass_signing_key_cannot_rotate if {
	signing := {"keyUsage": "SIGN_VERIFY", "customerMasterKeySpec": "RSA_2048", "enableKeyRotation": false}
	_verdict(_with(signing)) == _passes
}

test_fail_something_is_encrypted_with_a_signing_key if {
	message := "keyUsage does not let AWS services encrypt with the key, and something is encrypted with it"
	_verdict(array.concat(_with({"keyUsage": "SIGN_VERIFY"}), [_queue])) == _finds("/inputs/keyUsage", message)
	_verdict(array.concat(_with({"keyUsage": _unknown}), [_queue])) == _doubts("/inputs/keyUsage", message)
}

test_fail_default_policy if {
	message := "the key has the default policy, which lets every IAM policy give it away"
	_verdict(_with({"policy": null})) == _finds("/inputs/policy", message)
	_verdict(array.concat(_with({"policy": ""}), [_policy(_unknown, [])])) == _doubts("/inputs/policy", message)
}

test_pass_policy_as_a_satellite if {
	_verdict(array.concat(_with({"policy": null}), [_policy("k", [])])) == _passes
	_verdict(array.concat(_with({"policy": null}), [_policy(_unknown, ["key"])])) == object.union(
		_passes,
		{"references": {{"urn": "key", "pointer": "/inputs", "via": "us-east-1 keyId"}}},
	)
}

test_fail_key_without_alias if {
	_verdict([_key({})]) == _finds("/inputs", "the key has no alias")
	_verdict([_key({}), _alias("us-east-1", "elsewhere", [])]) == _finds("/inputs", "the key has no alias")
}

test_unknown_alias_of_another_key if {
	_verdict([_key({}), _alias("us-east-1", _unknown, [])]) == _doubts("/inputs", "the key has no alias")
}

test_fail_alias_of_the_replica_is_not_one_of_the_key if {
	both := [_key({}), _replica({}), _alias("us-west-2", "k", [])]
	_verdict(both) == object.union(_finds("/inputs", "the key has no alias"), {"targets": {"key", "replica"}})
}

test_unknown_rotation_of_the_primary_of_others if {
	message := "the primary key is no resource of this program: nobody knows whether it is rotated"
	every primary in ["arn:aws:kms:us-east-1:111111111111:key/mrk-1", null, _unknown] {
		replica := object.union(_replica({"primaryKeyArn": primary}), {"id": "r"})
		_verdict([replica, _alias("us-west-2", "r", [])]) == object.union(_passes, {
			"targets": {"replica"},
			"unknowns": {["replica", "/inputs/primaryKeyArn", message]},
		})
	}
}
