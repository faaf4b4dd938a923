package lib.graph_test

import data.lib.graph

_queue := {
	"urn": "urn:q",
	"type": "aws:sqs/queue:Queue",
	"name": "q",
	"id": "https://sqs/q",
	"outputs": {"arn": "arn:aws:sqs:us-east-1:000000000000:q", "id": "https://sqs/q", "url": "https://sqs/q"},
	"inputs": {"redrivePolicy": {"maxReceiveCount": 5}, "delaySeconds": null},
	"propertyDependencies": {"kmsMasterKeyId": ["urn:k", "urn:a", "urn:k"], "broken": {"kmsMasterKeyId": "urn:k"}},
}

_key := {
	"urn": "urn:k",
	"type": "aws:kms/key:Key",
	"name": "k",
	"id": {"$unknown": true},
	"outputs": {"arn": "", "keyId": "1234"},
	"inputs": {},
}

# Same type and same id as the first queue, and nothing else: a graph that was read knows no more.
_twin := {"urn": "urn:t", "type": "aws:sqs/queue:Queue", "name": "t", "id": "https://sqs/q"}

_graph := {"resources": [_queue, _key, _twin]}

# The schema of the graph types the indexes: a fixture that lacks a member can never equal an entry, its URN can.
_urns(resources) := [resource.urn | some resource in resources]

test_pass_resources_by_urn if {
	_urns(graph.resources) == ["urn:q", "urn:k", "urn:t"] with input as _graph
	urns := {urn: resource.urn | some urn, resource in graph.by_urn} with input as _graph
	urns == {"urn:q": "urn:q", "urn:k": "urn:k", "urn:t": "urn:t"}
}

test_pass_resources_by_type_in_the_order_of_the_graph if {
	types := {type: _urns(resources) | some type, resources in graph.by_type} with input as _graph
	types == {"aws:sqs/queue:Queue": ["urn:q", "urn:t"], "aws:kms/key:Key": ["urn:k"]}
	_urns(graph.of_type("aws:sqs/queue:Queue")) == ["urn:q", "urn:t"] with input as _graph
	count(graph.of_type("aws:sns/topic:Topic")) == 0 with input as _graph
}

test_pass_identities_are_texts_that_are_not_empty if {
	graph.by_identity == {
		"https://sqs/q": {"urn:q", "urn:t"},
		"arn:aws:sqs:us-east-1:000000000000:q": {"urn:q"},
		"1234": {"urn:k"},
	} with input as _graph
}

test_pass_indexes_of_an_empty_graph_are_empty if {
	[graph.by_urn, graph.by_type, graph.by_identity] == [{}, {}, {}] with input as {"resources": []}
}

test_pass_inputs_have_a_default_at_every_step if {
	graph.input_of(_queue, ["redrivePolicy", "maxReceiveCount"], 0) == 5
	graph.input_of(_queue, ["redrivePolicy", "deadLetterTargetArn"], "none") == "none"
	graph.input_of(_queue, ["tags", "Owner"], "none") == "none"
	graph.input_of(_queue, ["delaySeconds", "deeper"], "none") == "none"
	graph.input_of(_twin, ["delaySeconds"], "none") == "none"
}

test_pass_a_null_is_no_absence if graph.input_of(_queue, ["delaySeconds"], "none") == null

test_pass_edges if graph.edges(_queue, "kmsMasterKeyId") == {"urn:k", "urn:a"}

test_unknown_edges_are_none if {
	graph.edges(_queue, "delaySeconds") == set()
	graph.edges(_queue, "broken") == set()
	graph.edges(_twin, "kmsMasterKeyId") == set()
}
