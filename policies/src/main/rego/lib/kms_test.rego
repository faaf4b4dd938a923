package lib.kms_test

import data.lib.kms

_arn := "arn:aws:kms:us-east-1:000000000000:key/11111111-2222-3333-4444-555555555555"

_key := {
	"urn": "key",
	"type": "aws:kms/key:Key",
	"name": "key",
	"region": "us-east-1",
	"id": "11111111-2222-3333-4444-555555555555",
	"inputs": {},
	"outputs": {"arn": _arn},
}

_far := {
	"urn": "far",
	"type": "aws:kms/key:Key",
	"name": "far",
	"region": "eu-west-1",
	"id": "far-id",
	"inputs": {},
}

_lost := {"urn": "lost", "type": "aws:kms/key:Key", "name": "lost", "id": "lost-id", "inputs": {}}

_multi := [
	{"urn": "primary", "type": "aws:kms/key:Key", "name": "primary", "region": "us-east-1", "id": "mrk-1", "inputs": {}},
	{
		"urn": "replica",
		"type": "aws:kms/replicaKey:ReplicaKey",
		"name": "replica",
		"region": "eu-west-1",
		"id": "mrk-1",
		"inputs": {},
	},
]

_alias(urn, region, target) := {
	"urn": urn,
	"type": "aws:kms/alias:Alias",
	"name": urn,
	"region": region,
	"inputs": {"name": "alias/app", "targetKeyId": target},
}

_topic := {
	"urn": "topic",
	"type": "aws:sns/topic:Topic",
	"name": "topic",
	"region": "us-east-1",
	"id": "topic-id",
	"inputs": {},
}

_external := {
	"urn": "external",
	"type": "aws:kms/externalKey:ExternalKey",
	"name": "external",
	"region": "us-east-1",
	"id": "external-id",
	"inputs": {},
}

_stack := {"urn": "stack", "type": "pulumi:pulumi:StackReference", "name": "stack", "inputs": {}}

_component := {
	"urn": "component",
	"type": "portcullis:security:RegionalKey",
	"name": "component",
	"custom": false,
	"inputs": {},
}

_graph := array.concat(
	[
		_key, _far, _lost, _topic, _external, _stack, _component,
		_alias("alias-east", "us-east-1", "11111111-2222-3333-4444-555555555555"),
		_alias("alias-west", "us-west-2", "far-id"),
		_alias("alias-lost", "ap-south-1", {"$unknown": true}),
	],
	_multi,
)

_all_forms := {"arn", "id", "alias"}

_verdict(value, region, forms, dependencies) := verdict if {
	resource := {
		"urn": "queue",
		"type": "aws:sqs/queue:Queue",
		"name": "queue",
		"inputs": {},
		"propertyDependencies": {"key": dependencies},
	}
	use := {"resource": resource, "property": "key", "region": region, "forms": forms}
	verdict := kms.verdict(value, use) with input.resources as _graph
}

_right(urn) := {"is": "right", "message": "", "via": urn}

_reference(urn) := {"is": "reference", "message": "", "via": urn}

_wrong(message) := {"is": "wrong", "message": message, "via": null}

_unknown(message) := {"is": "unknown", "message": message, "via": null}

_known(value) := _verdict(value, "us-east-1", _all_forms, [])

_by_edges(dependencies) := _verdict({"$unknown": true}, "us-east-1", {"arn"}, dependencies)

test_pass_known_values if {
	_known(_arn) == _right("key")
	_known("11111111-2222-3333-4444-555555555555") == _right("key")
	_known("alias/app") == _right("key")
	_known("mrk-1") == _right("primary")
	_verdict("mrk-1", "eu-west-1", {"id"}, []) == _right("replica")
}

test_fail_values_that_are_no_key if {
	_known(7) == _wrong("is no text")
	_known("") == _wrong("is empty")
	_known("alias/aws/sqs") == _wrong("names alias/aws/sqs, a key that AWS manages")
	managed := "arn:aws:kms:us-east-1:000000000000:alias/aws/sqs"
	_known(managed) == _wrong($"names {managed}, a key that AWS manages")
	_known("topic-id") == _wrong("names topic, which is no customer-managed key")
	_known("external-id") == _wrong("names external, which is no customer-managed key")
	_known("S3_MANAGED_KEY") == _wrong("is S3_MANAGED_KEY, which is no KMS key")
}

test_fail_keys_of_another_region if {
	_known("far-id") == _wrong("names far, a key in eu-west-1; the data is in us-east-1")
	_verdict("alias/app", "us-west-2", _all_forms, []) == _wrong("names far, a key in eu-west-1; the data is in us-west-2")
	_known("arn:aws:kms:eu-west-1:1:key/x") == _wrong("names a key in eu-west-1; the data is in us-east-1")
	_by_edges(["far"]) == _wrong("names far, a key in eu-west-1; the data is in us-east-1")
}

test_fail_a_form_that_the_service_does_not_take if {
	message := "names the key by its id, which this input does not take"
	_verdict("11111111-2222-3333-4444-555555555555", "us-east-1", {"arn"}, []) == _wrong(message)
	_verdict("alias/app", "us-east-1", {"arn"}, []) == _wrong("names the key by its alias, which this input does not take")
}

test_unknown_keys_that_no_resource_of_the_program_is if {
	message := "which is no resource of this program: nothing proves that a customer manages it"
	every value in {
		"arn:aws:kms:us-east-1:1:key/x",
		"alias/elsewhere",
		"99999999-2222-3333-4444-555555555555",
		"mrk-0123456789abcdef0123456789abcdef",
	} {
		_known(value) == _unknown($"names {value}, {message}")
	}
}

test_unknown_regions if {
	_verdict(_arn, null, {"arn"}, []) == _unknown("names a key, but the region of the data is not known")
	by_edge := _verdict({"$unknown": true}, null, {"arn"}, ["key"])
	by_edge == _unknown("names a key, but the region of the data is not known")
	_known("lost-id") == _unknown("names lost, whose region is not known")
	_by_edges(["lost"]) == _unknown("names lost, whose region is not known")
}

test_unknown_alias_without_a_known_key if {
	_verdict("alias/app", "ap-south-1", _all_forms, []) == _unknown("names alias/app, an alias whose key is not known")
}

test_pass_unknown_values_by_their_edges if {
	_by_edges(["key"]) == _reference("key")
	_by_edges(["component", "key"]) == _reference("key")
	_by_edges(["alias-east"]) == _reference("key")
	_verdict({"$secret": true}, "us-east-1", {"arn"}, ["key"]) == _reference("key")
}

test_fail_an_unknown_value_that_can_be_no_key if {
	_by_edges(["topic"]) == _wrong("can only come from topic, which is no customer-managed key")
}

test_unknown_values_whose_edges_do_not_decide if {
	_by_edges([]) == _unknown("is known only after the deployment, and nothing tells where it comes from")
	_by_edges(["component"]) == _unknown("is known only after the deployment, and nothing tells where it comes from")
	may_come := "is known only after the deployment; it may come from"
	_by_edges(["key", "topic"]) == _unknown($"{may_come} key, topic")
	_by_edges(["key", "far"]) == _unknown($"{may_come} far, key")
	_by_edges(["stack"]) == _unknown($"{may_come} stack")
	_by_edges(["external"]) == _unknown($"{may_come} external")
	_by_edges(["alias-lost"]) == _unknown($"{may_come} alias-lost")
	_by_edges(["nowhere"]) == _unknown($"{may_come} nowhere")
}

test_unknown_alias_whose_target_may_be_no_key if {
	alias := {
		"urn": "mixed",
		"type": "aws:kms/alias:Alias",
		"name": "mixed",
		"inputs": {"name": "alias/mixed", "targetKeyId": {"$unknown": true}},
		"propertyDependencies": {"targetKeyId": ["key", "topic"]},
	}
	kms.keys_behind.mixed == set() with input as {"resources": [_key, _topic, alias]}
	certain := object.union(alias, {"propertyDependencies": {"targetKeyId": ["component", "key"]}})
	kms.keys_behind.mixed == {"key"} with input as {"resources": [_key, _component, certain]}
}
