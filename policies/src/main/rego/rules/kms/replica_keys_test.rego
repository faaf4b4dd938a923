package rules.kms.replica_keys_test

import data.rules.kms.replica_keys as rule

_arn(region) := $"arn:aws:kms:{region}:000000000000:key/{region}"

_key(region) := {
	"urn": region,
	"type": "aws:kms/key:Key",
	"name": region,
	"region": region,
	"id": region,
	"inputs": {},
	"outputs": {"arn": _arn(region)},
}

_bucket := {
	"urn": "bucket",
	"type": "aws:s3/bucketV2:BucketV2",
	"name": "bucket",
	"region": "us-west-2",
	"id": "copies",
	"inputs": {"bucket": "copies"},
}

_verdict(type, inputs, dependencies) := verdict if {
	verdict := {
		"targets": rule.targets,
		"findings": {[found.pointer, found.message] | some found in rule.findings},
		"unknowns": {[found.pointer, found.message] | some found in rule.unknowns},
		"references": rule.references,
	} with input.resources as [
		_key("us-east-1"), _key("us-west-2"), _bucket,
		{
			"urn": "subject",
			"type": type,
			"name": "subject",
			"region": "us-east-1",
			"inputs": inputs,
			"propertyDependencies": dependencies,
		},
	]
}

_nothing := {"targets": set(), "findings": set(), "unknowns": set(), "references": set()}

_examined := object.union(_nothing, {"targets": {"subject"}})

_table := "aws:dynamodb/table:Table"

_replication := "aws:s3/bucketReplicationConfig:BucketReplicationConfig"

_rule(destination) := {"rules": [{"destination": destination}]}

_encrypted(bucket, key) := _rule({"bucket": bucket, "encryptionConfiguration": {"replicaKmsKeyId": key}})

_replica_key := "/inputs/rules/0/destination/encryptionConfiguration/replicaKmsKeyId"

test_pass_table_replica if {
	_verdict(_table, {"replicas": [{"regionName": "us-west-2", "kmsKeyArn": _arn("us-west-2")}]}, {}) == _examined
	_verdict(_table, {}, {}) == _nothing
}

test_fail_replica_with_the_key_of_its_source if {
	message := "replicas.0.kmsKeyArn names us-east-1, a key in us-east-1; the data is in us-west-2"
	_verdict(_table, {"replicas": [{"regionName": "us-west-2", "kmsKeyArn": _arn("us-east-1")}]}, {}) == object.union(
		_examined,
		{"findings": {["/inputs/replicas/0/kmsKeyArn", message]}},
	)
}

test_fail_one_replica_without_key if {
	replicas := [{"region": "us-west-2", "kmsKeyId": _arn("us-west-2")}, {"region": "eu-west-1"}]
	_verdict("aws:secretsmanager/secret:Secret", {"replicas": replicas}, {}) == object.union(
		_examined,
		{"findings": {["/inputs/replicas/1/kmsKeyId", "replicas.1.kmsKeyId is missing"]}},
	)
}

test_unknown_region_of_the_replica if {
	message := "replicas.0.kmsKeyArn names a key, but the region of the data is not known"
	every name in [{"$unknown": true}, null] {
		_verdict(_table, {"replicas": [{"regionName": name, "kmsKeyArn": _arn("us-west-2")}]}, {}) == object.union(
			_examined,
			{"unknowns": {["/inputs/replicas/0/kmsKeyArn", message]}},
		)
	}
}

test_pass_replica_by_reference if {
	inputs := {"replicas": [{"regionName": "us-west-2", "kmsKeyArn": {"$unknown": true}}]}
	_verdict(_table, inputs, {"replicas": ["us-west-2"]}) == object.union(
		_examined,
		{"references": {{"urn": "subject", "pointer": "/inputs/replicas/0/kmsKeyArn", "via": "us-west-2"}}},
	)
}

test_pass_bucket_replication if {
	_verdict(_replication, _encrypted("arn:aws:s3:::copies", _arn("us-west-2")), {}) == _examined
	_verdict(_replication, _encrypted({"$unknown": true}, _arn("us-west-2")), {"rules": ["bucket"]}) == _examined
}

test_fail_bucket_replication_with_the_wrong_key_or_none if {
	place := "rules.0.destination.encryptionConfiguration.replicaKmsKeyId"
	wrong := $"{place} names us-east-1, a key in us-east-1; the data is in us-west-2"
	_verdict(_replication, _encrypted("arn:aws:s3:::copies", _arn("us-east-1")), {}) == object.union(
		_examined,
		{"findings": {[_replica_key, wrong]}},
	)
	missing := $"{place} is missing"
	_verdict(_replication, _rule({"bucket": "arn:aws:s3:::copies"}), {}) == object.union(
		_examined,
		{"findings": {[_replica_key, missing]}},
	)
}

test_unknown_destination_outside_the_graph if {
	place := "rules.0.destination.encryptionConfiguration.replicaKmsKeyId"
	message := $"{place} names a key, but the region of the data is not known"
	_verdict(_replication, _encrypted("arn:aws:s3:::elsewhere", _arn("us-west-2")), {}) == object.union(
		_examined,
		{"unknowns": {[_replica_key, message]}},
	)
}

test_pass_copy_within_the_region if {
	_verdict("aws:rds/snapshotCopy:SnapshotCopy", {"kmsKeyId": _arn("us-east-1")}, {}) == _examined
	inputs := {"kmsKeyId": _arn("us-west-2"), "destinationRegion": "us-west-2"}
	_verdict("aws:rds/snapshotCopy:SnapshotCopy", inputs, {}) == _examined
}

test_unknown_destination_of_a_copy if {
	message := "kmsKeyId names a key, but the region of the data is not known"
	inputs := {"kmsKeyId": _arn("us-west-2"), "destinationRegion": {"$unknown": true}}
	_verdict("aws:rds/snapshotCopy:SnapshotCopy", inputs, {}) == object.union(
		_examined,
		{"unknowns": {["/inputs/kmsKeyId", message]}},
	)
}
