package lib.spots_test

import data.lib.spots

_resource(inputs) := {"urn": "urn:r", "type": "t", "name": "r", "inputs": inputs}

test_pass_plain_nested_and_listed_values if {
	inputs := {
		"policy": "p",
		"details": {"policy": "d"},
		"inline": [{"policy": "i"}, {"name": "n"}, null],
		"arns": ["a", "b"],
	}
	spots.at(_resource(inputs), "policy") == [{"path": ["inputs", "policy"], "value": "p"}]
	spots.at(_resource(inputs), "details.policy") == [{"path": ["inputs", "details", "policy"], "value": "d"}]
	spots.at(_resource(inputs), "inline[].policy") == [{"path": ["inputs", "inline", 0, "policy"], "value": "i"}]
	spots.at(_resource(inputs), "arns[]") == [
		{"path": ["inputs", "arns", 0], "value": "a"},
		{"path": ["inputs", "arns", 1], "value": "b"},
	]
}

test_pass_absent_values_are_none if {
	every path in ["policy", "details.policy", "inline[].policy", "arns[]"] {
		spots.at(_resource({}), path) == []
	}
}

test_unknown_steps_end_the_walk if {
	unknown := {"$unknown": true}
	spots.at(_resource({"policy": unknown}), "policy") == [{"path": ["inputs", "policy"], "value": unknown}]
	spots.at(_resource({"details": unknown}), "details.policy") == [{"path": ["inputs", "details"], "value": unknown}]
	secret := {"$secret": true}
	spots.at(_resource({"a": {"b": secret}}), "a.b.c") == [{"path": ["inputs", "a", "b"], "value": secret}]
	spots.at(_resource({"inline": unknown}), "inline[].policy") == [{"path": ["inputs", "inline"], "value": unknown}]
	spots.at(_resource({"inline": [unknown]}), "inline[].policy") == [{"path": ["inputs", "inline", 0], "value": unknown}]
}

test_fail_other_shapes_end_the_walk if {
	spots.at(_resource({"details": "text"}), "details.policy") == [{"path": ["inputs", "details"], "value": "text"}]
	spots.at(_resource({"details": [{"policy": "p"}]}), "details.policy") == [
		{"path": ["inputs", "details"], "value": [{"policy": "p"}]},
	]
	spots.at(_resource({"inline": "text"}), "inline[].policy") == [{"path": ["inputs", "inline"], "value": "text"}]
}

test_pass_referents_by_identity_or_edge if {
	target := {"urn": "urn:t", "type": "t", "name": "t", "id": "id-of-t", "inputs": {}}
	known := _resource({"keyId": "id-of-t", "other": "nobody"})
	spots.referents(known, {"path": ["inputs", "keyId"], "value": "id-of-t"}) == {"urn:t"} with input as {
		"resources": [target, known],
	}
	spots.referents(known, {"path": ["inputs", "other"], "value": "nobody"}) == set() with input as {
		"resources": [target, known],
	}
	hidden := object.union(_resource({"keyId": {"$unknown": true}}), {"propertyDependencies": {"keyId": ["urn:t"]}})
	spots.referents(hidden, {"path": ["inputs", "keyId"], "value": {"$unknown": true}}) == {"urn:t"} with input as {
		"resources": [target, hidden],
	}
}
