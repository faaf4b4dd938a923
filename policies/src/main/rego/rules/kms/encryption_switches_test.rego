package rules.kms.encryption_switches_test

import data.rules.kms.encryption_switches as rule

_verdict(type, inputs) := verdict if {
	verdict := {
		"targets": rule.targets,
		"findings": {[found.pointer, found.message, found.expected] | some found in rule.findings},
		"unknowns": {[found.pointer, found.message, found.expected] | some found in rule.unknowns},
		"references": rule.references,
	} with input.resources as [
		{"urn": "subject", "type": type, "name": "subject", "region": "us-east-1", "inputs": inputs},
	]
}

_nothing := {"targets": set(), "findings": set(), "unknowns": set(), "references": set()}

_examined := object.union(_nothing, {"targets": {"subject"}})

_cluster := "aws:rds/cluster:Cluster"

_settings := "aws:apigateway/methodSettings:MethodSettings"

test_pass_both_spellings_of_true if {
	_verdict(_cluster, {"storageEncrypted": true}) == _examined
	_verdict(_cluster, {"storageEncrypted": "true"}) == _examined
}

test_fail_switch_that_is_off_or_missing if {
	pointer := "/inputs/storageEncrypted"
	_verdict(_cluster, {"storageEncrypted": false}) == object.union(
		_examined,
		{"findings": {[pointer, "storageEncrypted is false", "true"]}},
	)
	_verdict(_cluster, {}) == object.union(_examined, {"findings": {[pointer, "storageEncrypted is missing", "true"]}})
}

test_unknown_switch if {
	_verdict(_cluster, {"storageEncrypted": {"$unknown": true}}) == object.union(
		_examined,
		{"unknowns": {["/inputs/storageEncrypted", "storageEncrypted is known only after the deployment", "true"]}},
	)
}

test_pass_replica_ignores_the_switch if {
	inputs := {"replicateSourceDb": "arn:aws:rds:us-west-2:1:db:x", "storageEncrypted": false}
	_verdict("aws:rds/instance:Instance", inputs) == _nothing
}

test_unknown_switch_that_may_not_matter if {
	message := "storageEncrypted is false, and whether it matters is not known"
	inputs := {"replicateSourceDb": {"$unknown": true}, "storageEncrypted": false}
	_verdict("aws:rds/instance:Instance", inputs) == object.union(
		_examined,
		{"unknowns": {["/inputs/storageEncrypted", message, "true"]}},
	)
}

test_fail_parameter_that_is_no_secure_string if {
	_verdict("aws:ssm/parameter:Parameter", {"type": "String"}) == object.union(
		_examined,
		{"findings": {["/inputs/type", "type is String", "SecureString"]}},
	)
}

test_fail_unencrypted_cache if {
	_verdict(_settings, {"settings": {"cachingEnabled": true}}) == object.union(
		_examined,
		{"findings": {["/inputs/settings/cacheDataEncrypted", "settings.cacheDataEncrypted is missing", "true"]}},
	)
	_verdict(_settings, {"settings": {"cachingEnabled": false}}) == _nothing
}

test_pass_lists_are_compared_whole if {
	_verdict("aws:eks/cluster:Cluster", {"encryptionConfig": {"resources": ["secrets"]}}) == _examined
}

_stage(inputs) := {
	"urn": "stage",
	"type": "aws:apigateway/stage:Stage",
	"name": "stage",
	"region": "us-east-1",
	"inputs": object.union({"restApi": "api", "stageName": "live", "cacheClusterEnabled": true}, inputs),
}

_all_methods(inputs) := {
	"urn": "settings",
	"type": _settings,
	"name": "settings",
	"region": "us-east-1",
	"inputs": object.union(
		{"restApi": "api", "stageName": "live", "methodPath": "*/*", "settings": {"cacheDataEncrypted": "true"}},
		inputs,
	),
}

_stages(resources) := verdict if {
	verdict := {
		"targets": rule.targets,
		"findings": {[found.urn, found.pointer] | some found in rule.findings},
		"unknowns": {[found.urn, found.pointer] | some found in rule.unknowns},
	} with input.resources as resources
}

_at_stage := {["stage", "/inputs/cacheClusterEnabled"]}

test_pass_stage_without_cache_or_with_an_encrypted_one if {
	nothing := {"targets": set(), "findings": set(), "unknowns": set()}
	every off in [false, "false", null] {
		_stages([_stage({"cacheClusterEnabled": off})]) == nothing
	}
	_stages([_stage({}), _all_methods({})]) == object.union(nothing, {"targets": {"stage"}})
}

test_fail_stage_with_a_cache_that_no_settings_encrypt if {
	fails := {"targets": {"stage"}, "findings": _at_stage, "unknowns": set()}
	_stages([_stage({})]) == fails
	_stages([_stage({"cacheClusterEnabled": "true"})]) == fails
	every changed in [{"restApi": "b"}, {"stageName": "b"}, {"methodPath": "a/GET"}, {"settings": null}] {
		_stages([_stage({}), _all_methods(changed)]) == fails
	}
}

test_unknown_cache if {
	every property in ["cacheClusterEnabled", "restApi", "stageName"] {
		_stages([_stage({property: {"$unknown": true}})]) == {
			"targets": {"stage"},
			"findings": set(),
			"unknowns": _at_stage,
		}
	}
}
