package rules.del.leftovers_test

import data.rules.del.leftovers

_verdict(type, inputs) := verdict if {
	verdict := {
		"targets": count(leftovers.targets),
		"findings": {[problem.pointer, problem.expected] | some problem in leftovers.findings},
		"unknowns": {problem.pointer | some problem in leftovers.unknowns},
	} with input as {"resources": [{"urn": "u", "type": type, "name": "x", "inputs": inputs}]}
}

_right := {"targets": 1, "findings": set(), "unknowns": set()}

_wrong(pointer, expected) := {"targets": 1, "findings": {[pointer, expected]}, "unknowns": set()}

test_pass_what_goes_with_its_owner if {
	every example in [
		["aws:s3/bucketV2:BucketV2", {"forceDestroy": true}],
		["aws:route53/zone:Zone", {"forceDestroy": "true"}],
		["aws:rds/instance:Instance", {"skipFinalSnapshot": true, "deleteAutomatedBackups": true}],
		["aws:rds/cluster:Cluster", {"skipFinalSnapshot": true, "finalSnapshotIdentifier": ""}],
		[
			"aws:ec2/launchTemplate:LaunchTemplate",
			{"blockDeviceMappings": [{"ebs": {"deleteOnTermination": "true"}}, {"ebs": {}}]},
		],
		["aws:sagemaker/domain:Domain", {"retentionPolicy": {"homeEfsFileSystem": "Delete"}}],
	] {
		[type, inputs] := example
		_verdict(type, inputs) == _right
	}
	count(leftovers.references) == 0
}

test_fail_what_stays if {
	_verdict("aws:s3/bucketV2:BucketV2", {}) == _wrong("/inputs/forceDestroy", "true")
	_verdict("aws:backup/vault:Vault", {"forceDestroy": false}) == _wrong("/inputs/forceDestroy", "true")
	_verdict("aws:autoscaling/group:Group", {}) == _wrong("/inputs/forceDelete", "true")
	_verdict("aws:rds/cluster:Cluster", {"skipFinalSnapshot": false}) == _wrong("/inputs/skipFinalSnapshot", "true")
	_verdict(
		"aws:memorydb/cluster:Cluster",
		{"finalSnapshotName": "last"},
	) == _wrong("/inputs/finalSnapshotName", "no value")
	_verdict(
		"aws:bedrock/agentDataSource:AgentDataSource",
		{"dataDeletionPolicy": "RETAIN"},
	) == _wrong("/inputs/dataDeletionPolicy", "anything but RETAIN")
	_verdict(
		"aws:rds/instance:Instance",
		{"skipFinalSnapshot": true, "deleteAutomatedBackups": false},
	) == _wrong("/inputs/deleteAutomatedBackups", "true, or no value")
	_verdict(
		"aws:ec2/launchTemplate:LaunchTemplate",
		{"blockDeviceMappings": [{"ebs": {}}, {"ebs": {"deleteOnTermination": "false"}}]},
	) == _wrong("/inputs/blockDeviceMappings/1/ebs/deleteOnTermination", "true, or no value")
}

test_unknown_values_and_lists if {
	unknown := {"$unknown": true}
	_verdict("aws:s3/bucketV2:BucketV2", {"forceDestroy": unknown}) == {
		"targets": 1,
		"findings": set(),
		"unknowns": {"/inputs/forceDestroy"},
	}
	_verdict("aws:ec2/ami:Ami", {"ebsBlockDevices": unknown}) == {
		"targets": 1,
		"findings": set(),
		"unknowns": {"/inputs/ebsBlockDevices"},
	}
}
