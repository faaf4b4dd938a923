# METADATA
# description: |
#   Walks every slot of every type of the facts. One graph per question holds one resource per slot, which has nothing
#   but this slot, the conditions that make it count and the region it asks for.
package lib.encryption_table_test

import data.lib.encryption

_east_key := "arn:aws:kms:us-east-1:000000000000:key/east"

_west_key := "arn:aws:kms:us-west-2:000000000000:key/west"

_surroundings := [
	{
		"urn": "east",
		"type": "aws:kms/key:Key",
		"name": "east",
		"region": "us-east-1",
		"id": "east",
		"inputs": {},
		"outputs": {"arn": _east_key},
	},
	{
		"urn": "west",
		"type": "aws:kms/key:Key",
		"name": "west",
		"region": "us-west-2",
		"id": "west",
		"inputs": {},
		"outputs": {"arn": _west_key},
	},
	{
		"urn": "bucket",
		"type": "aws:s3/bucketV2:BucketV2",
		"name": "bucket",
		"region": "us-west-2",
		"id": "target",
		"inputs": {"bucket": "target"},
		"outputs": {"arn": "arn:aws:s3:::target"},
	},
]

_subjects := [{"urn": $"{type}#{index}", "type": type, "slot": slot} |
	some type, slots in data.facts.encryption.slots
	some index, slot in slots
]

_of_role(role) := [subject | some subject in _subjects; subject.slot.role == role]

_switches := array.concat(_of_role("toggle"), _of_role("mode"))

# Where a value stands in this table: the first element of every list.
_concrete(path) := [step |
	some raw in path
	step := object.get({"*": 0}, raw, raw)
]

_pointer(path) := concat("", [$"/{step}" | some step in _concrete(path)])

# The value at the path of an otherwise empty document.
_wrap([], value) := value

_wrap(path, value) := json.patch({}, array.concat(blocks, [{"op": "add", "path": _pointer(path), "value": value}])) if {
	count(path) > 0
	blocks := [{"op": "add", "path": _pointer(array.slice(path, 0, length)), "value": _container(path[length])} |
		some length in numbers.range(1, count(path) - 1)
		length > 0
		length < count(path)
	]
}

_container("*") := []

_container(step) := {} if step != "*"

_condition_value(condition) := condition.values[0] if condition.is == "one-of"

_condition_value(condition) := {"x": "x"} if condition.is == "present"

_anchor(slot) := slot.anchor if is_array(slot.anchor)

_anchor(slot) := [] if is_null(slot.anchor)

_anchor_parts(slot) := array.concat(conditions, regions) if {
	conditions := [_wrap(condition.path, _condition_value(condition)) | some condition in slot.when]
	regions := [_wrap(slot.region.path, _region_value(slot)) | slot.region.from == "anchor"]
}

_region_value(slot) := {"input": "us-west-2", "bucket": "target"}[slot.region.of]

_resource_part(slot) := _wrap(slot.region.path, _region_value(slot)) if {
	slot.region.from == "resource"
} else := {}

_inputs_without(slot) := object.union(_resource_part(slot), _wrap(_anchor(slot), object.union_n(_anchor_parts(slot))))

_inputs_with(slot, value) := object.union(_resource_part(slot), _wrap(_anchor(slot), anchor)) if {
	rest := array.slice(slot.path, count(_anchor(slot)), count(slot.path))
	anchor := object.union_n(array.concat(_anchor_parts(slot), [_wrap(rest, value)]))
}

_resource(subject, inputs, dependencies) := {
	"urn": subject.urn,
	"type": subject.type,
	"name": subject.urn,
	"region": "us-east-1",
	"inputs": inputs,
	"propertyDependencies": {subject.slot.path[0]: dependencies},
}

_right_key(slot) := "east" if slot.region.of == "resource"

_right_key(slot) := "west" if slot.region.of != "resource"

_arns := {"east": _east_key, "west": _west_key}

_other := {"east": "west", "west": "east"}

# What the judgements say at the very place of each slot.
_answers(subjects, resources, place) := {[subject.urn, judgement.is] |
	judgements := encryption.judgements with input.resources as array.concat(_surroundings, resources)
	by_place := {[judgement.urn, judgement.path]: judgement.is | some judgement in judgements}
	some subject in subjects
	at := [subject.urn, _concrete(place[subject.urn])]
	judgement := {"is": by_place[at]}
}

_places(subjects) := {subject.urn: subject.slot.path | some subject in subjects}

# A missing block is reported as far as its way is certain.
_missing_places(subjects) := {subject.urn: array.concat(subject.slot.anchor, _until_list(rest)) |
	some subject in subjects
	rest := array.slice(subject.slot.path, count(subject.slot.anchor), count(subject.slot.path))
}

_until_list(steps) := array.slice(steps, 0, min(stars | {count(steps)})) if {
	stars := {index | some index, step in steps; step == "*"}
}

_all(subjects, is) := {[subject.urn, is] | some subject in subjects}

_demanded(subjects) := [subject | some subject in subjects; is_array(subject.slot.anchor)]

test_fail_every_missing_key if {
	subjects := _demanded(_of_role("key"))
	count(subjects) > 200
	resources := [_resource(subject, _inputs_without(subject.slot), []) | some subject in subjects]
	_answers(subjects, resources, _missing_places(subjects)) == _all(subjects, "wrong")
}

test_fail_every_key_that_aws_manages if {
	subjects := _of_role("key")
	resources := [_resource(subject, _inputs_with(subject.slot, "alias/aws/service"), []) | some subject in subjects]
	_answers(subjects, resources, _places(subjects)) == _all(subjects, "wrong")
}

test_fail_every_key_of_another_region if {
	subjects := _of_role("key")
	resources := [_resource(subject, _inputs_with(subject.slot, _arns[_other[_right_key(subject.slot)]]), []) |
		some subject in subjects
	]
	_answers(subjects, resources, _places(subjects)) == _all(subjects, "wrong")
}

test_pass_every_right_key if {
	subjects := _of_role("key")
	resources := [_resource(subject, _inputs_with(subject.slot, _arns[_right_key(subject.slot)]), []) |
		some subject in subjects
	]
	_answers(subjects, resources, _places(subjects)) == _all(subjects, "right")
}

test_pass_every_unknown_key_with_an_edge_to_a_right_key if {
	subjects := _of_role("key")
	resources := [_resource(subject, _inputs_with(subject.slot, {"$unknown": true}), [_right_key(subject.slot)]) |
		some subject in subjects
	]
	_answers(subjects, resources, _places(subjects)) == _all(subjects, "reference")
}

test_unknown_every_unknown_key_without_an_edge if {
	subjects := _of_role("key")
	resources := [_resource(subject, _inputs_with(subject.slot, {"$unknown": true}), []) | some subject in subjects]
	_answers(subjects, resources, _places(subjects)) == _all(subjects, "unknown")
}

test_fail_every_missing_switch if {
	subjects := _demanded(_switches)
	count(subjects) > 80
	resources := [_resource(subject, _inputs_without(subject.slot), []) | some subject in subjects]
	_answers(subjects, resources, _missing_places(subjects)) == _all(subjects, "wrong")
}

test_fail_every_switch_that_is_off if {
	resources := [_resource(subject, _inputs_with(subject.slot, "off"), []) | some subject in _switches]
	_answers(_switches, resources, _places(_switches)) == _all(_switches, "wrong")
}

test_pass_every_switch_that_is_on if {
	resources := [_resource(subject, _inputs_with(subject.slot, subject.slot.expected[0]), []) | some subject in _switches]
	_answers(_switches, resources, _places(_switches)) == _all(_switches, "right")
}

test_unknown_every_unknown_switch if {
	resources := [_resource(subject, _inputs_with(subject.slot, {"$unknown": true}), []) | some subject in _switches]
	_answers(_switches, resources, _places(_switches)) == _all(_switches, "unknown")
}
