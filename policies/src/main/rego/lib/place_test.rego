package lib.place_test

import data.lib.place

_hidden := {"$unknown": true}

_at(inputs, steps) := place.at({"inputs": inputs}, steps)

test_plain_value if {
	_at({"a": {"b": false}}, ["a", "b"]) == [{"path": ["inputs", "a", "b"], "value": false, "hidden": false}]
}

test_absent_value_is_one_place if {
	_at({}, ["a", "b"]) == [{"path": ["inputs", "a", "b"], "value": null, "hidden": false}]
}

test_value_behind_an_unknown_or_secret_block_is_hidden if {
	every block in [_hidden, {"$secret": true}] {
		_at({"a": block}, ["a", "b"]) == [{"path": ["inputs", "a", "b"], "value": null, "hidden": true}]
	}
}

test_everything_is_hidden_behind_unknown_inputs if {
	_at(_hidden, ["a"]) == [{"path": ["inputs", "a"], "value": null, "hidden": true}]
	_at(_hidden, ["a", "[]"]) == [{"path": ["inputs"], "value": _hidden, "hidden": true}]
}

test_each_element_of_a_list if {
	_at({"a": [{"b": 1}, {}, {"b": 2}]}, ["a", "[]", "b"]) == [
		{"path": ["inputs", "a", 0, "b"], "value": 1, "hidden": false},
		{"path": ["inputs", "a", 2, "b"], "value": 2, "hidden": false},
	]
}

test_an_unknown_list_and_an_unknown_element_are_hidden if {
	_at({"a": _hidden}, ["a", "[]", "b"]) == [{"path": ["inputs", "a"], "value": _hidden, "hidden": true}]
	_at({"a": [_hidden]}, ["a", "[]", "b"]) == [{"path": ["inputs", "a", 0], "value": _hidden, "hidden": true}]
	_at({"c": _hidden}, ["a", "[]", "b"]) == []
}

test_spellings_of_booleans if {
	place.normal("true") == true
	place.normal("false") == false
	place.normal("Enabled") == "Enabled"
}
