package lib.slots_test

import data.lib.slots

_slot(path, anchor, conditions) := {"path": path, "anchor": anchor, "when": conditions}

_place(path, value, kind, demand, anchor) := {
	"path": path,
	"value": value,
	"kind": kind,
	"demand": demand,
	"anchor": anchor,
}

_unknown := {"$unknown": true}

_volumes := ["volumes", "*", "ebs", "key"]

test_pass_top_level if {
	inputs := {"key": "k"}
	slots.places(inputs, _slot(["key"], [], [])) == [_place(["key"], "k", "set", "yes", inputs)]
	slots.places({}, _slot(["key"], [], [])) == [_place(["key"], null, "missing", "yes", {})]
	slots.places({}, _slot(["key"], null, [])) == []
}

test_pass_every_element_of_a_list if {
	inputs := {"volumes": [{"ebs": {"key": "k"}}, {"ebs": {}}, {"virtualName": "ephemeral0"}]}
	slots.places(inputs, _slot(_volumes, ["volumes", "*", "ebs"], [])) == [
		_place(["volumes", 0, "ebs", "key"], "k", "set", "yes", {"key": "k"}),
		_place(["volumes", 1, "ebs", "key"], null, "missing", "yes", {}),
	]
	slots.places(inputs, _slot(_volumes, null, [])) == [_place(["volumes", 0, "ebs", "key"], "k", "set", "yes", inputs)]
}

test_fail_a_block_that_is_not_there if {
	every inputs in [{}, {"volumes": []}, {"volumes": null}, {"volumes": [{}]}] {
		slots.places(inputs, _slot(_volumes, [], [])) == [_place(["volumes"], null, "missing", "yes", inputs)]
	}
	inputs := {"volumes": [{"ebs": {}}, {}]}
	slots.places(inputs, _slot(_volumes, ["volumes", "*"], [])) == [
		_place(["volumes", 0, "ebs", "key"], null, "missing", "yes", {"ebs": {}}),
		_place(["volumes", 1, "ebs", "key"], null, "missing", "yes", {}),
	]
}

test_unknown_blocks if {
	every value in [_unknown, {"$secret": true}, "text", {"ebs": {}}] {
		inputs := {"volumes": value}
		slots.places(inputs, _slot(_volumes, [], [])) == [_place(["volumes"], value, "opaque", "yes", inputs)]
	}
	inputs := {"volumes": [{"ebs": _unknown}, {"ebs": [{}]}]}
	slots.places(inputs, _slot(_volumes, ["volumes", "*"], [])) == [
		_place(["volumes", 0, "ebs"], _unknown, "opaque", "yes", {"ebs": _unknown}),
		_place(["volumes", 1, "ebs"], [{}], "opaque", "yes", {"ebs": [{}]}),
	]
}

_demand(inputs, condition) := {place.demand |
	some place in slots.places(object.union({"key": "k"}, inputs), _slot(["key"], [], [condition]))
}

test_pass_conditions if {
	one_of := {"path": ["engine", "mode"], "is": "one-of", "values": [true, "on"]}
	_demand({"engine": {"mode": "on"}}, one_of) == {"yes"}
	_demand({"engine": {"mode": "true"}}, one_of) == {"yes"}
	_demand({"engine": {"mode": "off"}}, one_of) == {"no"}
	_demand({}, one_of) == {"no"}
	_demand({"engine": _unknown}, one_of) == {"unknown"}
	_demand({"engine": {"mode": {"$secret": true}}}, one_of) == {"unknown"}
	present := {"path": ["source"], "is": "present", "values": []}
	_demand({"source": {"a": 1}}, present) == {"yes"}
	_demand({"source": {}}, present) == {"no"}
	absent := {"path": ["source"], "is": "absent", "values": []}
	_demand({"source": "x"}, absent) == {"no"}
	_demand({}, absent) == {"yes"}
	_demand({"source": _unknown}, absent) == {"unknown"}
	arn := {"path": ["source"], "is": "arn-or-absent", "values": []}
	_demand({"source": "arn:aws:rds:us-east-1:1:db:x"}, arn) == {"yes"}
	_demand({"source": "x"}, arn) == {"no"}
	_demand({}, arn) == {"yes"}
}

test_pass_nothing_is_missing_where_nothing_is_demanded if {
	condition := {"path": ["on"], "is": "one-of", "values": [true]}
	slots.places({}, _slot(["key"], [], [condition])) == []
	slots.places({"on": _unknown}, _slot(["key"], [], [condition])) == [
		_place(["key"], null, "missing", "unknown", {"on": _unknown}),
	]
	slots.places({"block": _unknown}, _slot(["block", "key"], [], [condition])) == []
}

test_unknown_anchor_hides_its_conditions if {
	condition := {"path": ["mode"], "is": "one-of", "values": ["on"]}
	_demand_of({"blocks": [_unknown]}, condition) == [[["blocks", 0], "opaque", "unknown"]]
	_demand_of({"blocks": _unknown}, condition) == [[["blocks"], "opaque", "unknown"]]
	_demand_of({"blocks": ["x"]}, condition) == [[["blocks", 0], "opaque", "unknown"]]
	_demand_of({"blocks": [{"mode": "off"}]}, condition) == []
}

_demand_of(inputs, condition) := [[place.path, place.kind, place.demand] |
	some place in slots.places(inputs, _slot(["blocks", "*", "key"], ["blocks", "*"], [condition]))
]
