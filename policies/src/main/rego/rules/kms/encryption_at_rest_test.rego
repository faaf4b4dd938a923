package rules.kms.encryption_at_rest_test

import data.rules.kms.encryption_at_rest as rule

_arn := "arn:aws:kms:us-east-1:000000000000:key/k"

_key := {
	"urn": "key",
	"type": "aws:kms/key:Key",
	"name": "key",
	"region": "us-east-1",
	"id": "k",
	"inputs": {},
	"outputs": {"arn": _arn},
}

_resource(type, inputs, dependencies) := {
	"urn": "subject",
	"type": type,
	"name": "subject",
	"region": "us-east-1",
	"inputs": inputs,
	"propertyDependencies": dependencies,
}

_verdict(type, inputs, dependencies) := verdict if {
	verdict := {
		"targets": rule.targets,
		"findings": {[found.urn, found.pointer, found.message] | some found in rule.findings},
		"unknowns": {[found.urn, found.pointer, found.message] | some found in rule.unknowns},
		"references": rule.references,
	} with input.resources as [_key, _resource(type, inputs, dependencies)]
}

_nothing := {"targets": set(), "findings": set(), "unknowns": set(), "references": set()}

_examined := object.union(_nothing, {"targets": {"subject"}})

_function := "aws:lambda/function:Function"

_instance := "aws:rds/instance:Instance"

test_pass_queue if {
	_verdict("aws:sqs/queue:Queue", {"kmsMasterKeyId": "k"}, {}) == _examined
}

test_fail_queue_without_key if {
	_verdict("aws:sqs/queue:Queue", {}, {}) == object.union(
		_examined,
		{"findings": {["subject", "/inputs/kmsMasterKeyId", "kmsMasterKeyId is missing"]}},
	)
}

test_pass_unknown_key_with_an_edge if {
	_verdict("aws:sqs/queue:Queue", {"kmsMasterKeyId": {"$unknown": true}}, {"kmsMasterKeyId": ["key"]}) == object.union(
		_examined,
		{"references": {{"urn": "subject", "pointer": "/inputs/kmsMasterKeyId", "via": "key"}}},
	)
}

test_unknown_key_without_an_edge if {
	message := "kmsMasterKeyId is known only after the deployment, and nothing tells where it comes from"
	_verdict("aws:sqs/queue:Queue", {"kmsMasterKeyId": {"$unknown": true}}, {}) == object.union(
		_examined,
		{"unknowns": {["subject", "/inputs/kmsMasterKeyId", message]}},
	)
}

test_pass_function_without_variables_is_not_examined if {
	_verdict(_function, {}, {}) == _nothing
	_verdict(_function, {"environment": {"variables": {}}}, {}) == _nothing
}

test_fail_function_with_variables if {
	_verdict(_function, {"environment": {"variables": {"A": "b"}}}, {}) == object.union(
		_examined,
		{"findings": {["subject", "/inputs/kmsKeyArn", "kmsKeyArn is missing"]}},
	)
}

test_unknown_function_with_unknown_variables if {
	message := "kmsKeyArn is missing, and whether it is needed is not known"
	_verdict(_function, {"environment": {"$secret": true}}, {}) == object.union(
		_examined,
		{"unknowns": {["subject", "/inputs/kmsKeyArn", message]}},
	)
	_verdict(_function, {"environment": {"$secret": true}, "kmsKeyArn": _arn}, {}) == _examined
}

test_fail_replica_of_another_region_without_key if {
	source := {"replicateSourceDb": "arn:aws:rds:us-west-2:000000000000:db:source"}
	_verdict(_instance, source, {}) == object.union(
		_examined,
		{"findings": {["subject", "/inputs/kmsKeyId", "kmsKeyId is missing"]}},
	)
	_verdict(_instance, object.union(source, {"kmsKeyId": _arn}), {}) == _examined
}

test_pass_replica_of_the_same_region_has_the_key_of_its_source if {
	_verdict(_instance, {"replicateSourceDb": "source"}, {}) == _nothing
}

test_fail_performance_insights_and_managed_password if {
	inputs := {"kmsKeyId": _arn, "performanceInsightsEnabled": true, "manageMasterUserPassword": true}
	_verdict(_instance, inputs, {}) == object.union(_examined, {"findings": {
		["subject", "/inputs/masterUserSecretKmsKeyId", "masterUserSecretKmsKeyId is missing"],
		["subject", "/inputs/performanceInsightsKmsKeyId", "performanceInsightsKmsKeyId is missing"],
	}})
}

test_unknown_block if {
	message := "serverSideEncryption is unknown or has another shape than the provider takes"
	inputs := {"serverSideEncryption": {"$unknown": true}}
	_verdict("aws:dynamodb/table:Table", inputs, {"serverSideEncryption": ["key"]}) == object.union(
		_examined,
		{"unknowns": {["subject", "/inputs/serverSideEncryption", message]}},
	)
}

test_unknown_type if {
	message := "this version of the provider has no such type: nobody classified what it encrypts"
	_verdict("aws:future/thing:Thing", {}, {}) == object.union(_examined, {"unknowns": {["subject", "/type", message]}})
}

test_pass_types_that_encrypt_nothing_and_other_providers if {
	_verdict("aws:ec2/vpc:Vpc", {}, {}) == _nothing
	_verdict("pulumi:providers:aws", {}, {}) == _nothing
	_verdict("portcullis:data:Queue", {}, {}) == _nothing
}

test_unknown_type_of_another_provider_of_aws if {
	message := "this version of the provider has no such type: nobody classified what it encrypts"
	every type in ["aws-native:sqs:Queue", "awscc:sqs/queue:Queue", "AWS:sqs/queue:Queue"] {
		_verdict(type, {}, {}) == object.union(_examined, {"unknowns": {["subject", "/type", message]}})
	}
}

test_unknown_what_a_template_makes if {
	message := "makes resources out of a template: nobody sees what they encrypt"
	every type in ["aws:cloudformation/stack:Stack", "aws:cloudcontrol/resource:Resource"] {
		_verdict(type, {}, {}) == object.union(_examined, {"unknowns": {["subject", "/type", message]}})
	}
}

# Native providers have no components; what calls itself one is a resource.
test_unknown_native_type_that_is_called_a_component if {
	resource := object.union(_resource("aws-native:s3:Bucket", {}, {}), {"custom": false})
	rule.targets == {"subject"} with input.resources as [resource]
	component := object.union(_resource("awsx:ec2:Vpc", {}, {}), {"custom": false})
	rule.targets == set() with input.resources as [component]
}
