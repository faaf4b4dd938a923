package rules.kms.bucket_encryption_test

import data.rules.kms.bucket_encryption as rule

_key := {"urn": "key", "type": "aws:kms/key:Key", "name": "key", "region": "us-east-1", "id": "k", "inputs": {}}

_bucket(inputs) := {
	"urn": "bucket",
	"type": "aws:s3/bucketV2:BucketV2",
	"name": "bucket",
	"region": "us-east-1",
	"id": "data",
	"inputs": inputs,
}

_default(algorithm, key) := {"applyServerSideEncryptionByDefault": {"sseAlgorithm": algorithm, "kmsMasterKeyId": key}}

_right := _default("aws:kms", "k")

_satellite(urn, bucket, rules, dependencies) := {
	"urn": urn,
	"type": "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
	"name": urn,
	"region": "us-east-1",
	"inputs": {"bucket": bucket, "rules": rules},
	"propertyDependencies": dependencies,
}

_verdict(resources) := verdict if {
	verdict := {
		"targets": rule.targets,
		"findings": {[found.urn, found.pointer, found.message] | some found in rule.findings},
		"unknowns": {[found.urn, found.pointer, found.message] | some found in rule.unknowns},
		"references": rule.references,
	} with input.resources as array.concat([_key], resources)
}

_passes(targets) := {"targets": targets, "findings": set(), "unknowns": set(), "references": set()}

_unknown := {"$unknown": true}

_both := {"bucket", "sse"}

test_pass_satellite_by_name_and_by_id if {
	_verdict([_bucket({}), _satellite("sse", "data", [_right], {})]) == _passes(_both)
	named := object.remove(_bucket({"bucket": "data"}), ["id"])
	_verdict([named, _satellite("sse", "data", [_right], {})]) == _passes(_both)
}

test_pass_satellite_by_edge if {
	_verdict([_bucket({}), _satellite("sse", _unknown, [_right], {"bucket": ["bucket"]})]) == object.union(
		_passes(_both),
		{"references": {{"urn": "sse", "pointer": "/inputs/bucket", "via": "bucket"}}},
	)
}

test_pass_inline if {
	rules := [{"applyServerSideEncryptionByDefaults": [{"sseAlgorithm": "aws:kms", "kmsMasterKeyId": "k"}]}]
	_verdict([_bucket({"serverSideEncryptionConfigurations": [{"rules": rules}]})]) == _passes({"bucket"})
	old := object.union(
		_bucket({"serverSideEncryptionConfiguration": {"rule": _right}}),
		{"type": "aws:s3/bucket:Bucket"},
	)
	_verdict([old]) == _passes({"bucket"})
}

test_fail_bare_bucket if {
	_verdict([_bucket({"serverSideEncryptionConfigurations": []})]) == object.union(
		_passes({"bucket"}),
		{"findings": {["bucket", "/inputs", "has no encryption configuration"]}},
	)
}

test_fail_bare_bucket_beside_a_configuration_of_another_program if {
	_verdict([_bucket({}), _satellite("sse", "elsewhere", [_right], {})]) == object.union(
		_passes(_both),
		{"findings": {["bucket", "/inputs", "has no encryption configuration"]}},
	)
}

test_unknown_bare_bucket_beside_a_configuration_of_an_unknown_bucket if {
	message := "has no encryption configuration of its own; one of the graph has an unknown bucket and may be meant"
	_verdict([_bucket({}), _satellite("sse", _unknown, [_right], {})]) == object.union(_passes(_both), {"unknowns": {
		["bucket", "/inputs", message],
		[
			"sse", "/inputs/rules/0/applyServerSideEncryptionByDefault/kmsMasterKeyId",
			"rules.0.applyServerSideEncryptionByDefault.kmsMasterKeyId names a key, but the region of the data is not known",
		],
	}})
}

test_fail_two_configurations if {
	satellites := [_satellite(name, "data", [_right], {}) | some name in ["sse", "again"]]
	_verdict(array.concat([_bucket({})], satellites)) == object.union(
		_passes({"bucket", "sse", "again"}),
		{"findings": {["bucket", "/inputs", "has 2 encryption configurations; the one that is applied last wins"]}},
	)
}

test_fail_sse_s3_with_and_without_a_key if {
	algorithm := "rules.0.applyServerSideEncryptionByDefault.sseAlgorithm"
	found := {["sse", "/inputs/rules/0/applyServerSideEncryptionByDefault/sseAlgorithm", $"{algorithm} is AES256"]}
	every key in ["k", null] {
		_verdict([_bucket({}), _satellite("sse", "data", [_default("AES256", key)], {})]) == object.union(
			_passes(_both),
			{"findings": found},
		)
	}
}

test_fail_no_rules_and_no_key if {
	_verdict([_bucket({}), _satellite("sse", "data", [], {})]) == object.union(
		_passes(_both),
		{"findings": {["sse", "/inputs/rules", "rules is missing"]}},
	)
	pointer := "/inputs/rules/0/applyServerSideEncryptionByDefault/kmsMasterKeyId"
	message := "rules.0.applyServerSideEncryptionByDefault.kmsMasterKeyId is missing"
	_verdict([_bucket({}), _satellite("sse", "data", [_default("aws:kms", null)], {})]) == object.union(
		_passes(_both),
		{"findings": {["sse", pointer, message]}},
	)
}
