# METADATA
# title: Places of encryption inputs
# description: |
#   Finds, for one resource, the places where a slot of facts/encryption stands or should stand. A slot's path has "*"
#   for the elements of a list. Its anchor is the block whose existence makes a missing value an offence; null when a
#   missing value is right.
package lib.slots

import data.lib.known

# METADATA
# description: |
#   Every place of the slot in the inputs: {path, value, anchor, kind, demand}. kind is "set" (a value stands there),
#   "missing" (it should and does not) or "opaque" (a block on the way is unknown or has another shape, so nothing
#   inside can be judged). anchor is the block that the conditions and the region are relative to; demand tells whether
#   the conditions hold: "yes", "no" or "unknown". Paths are relative to the inputs.
places(inputs, slot) := [place] if {
	value := object.get(inputs, slot.path, null)
	not is_null(value)
	anchor := _direct_anchor(inputs, slot.anchor)
	place := {"path": slot.path, "value": value, "kind": "set", "demand": _demand(anchor, slot.when), "anchor": anchor}
} else := [] if {
	is_null(object.get(inputs, slot.path[0], null))
	slot.anchor != []
} else := [object.union(place, {"demand": demand}) |
	nodes := _nodes(inputs, slot.path)
	some place in _candidates(nodes, slot)
	demand := _demand(place.anchor, slot.when)
	_relevant(place.kind, demand)
]

# The usual case, a value at the end of a path without lists, needs no walk.
_direct_anchor(inputs, anchor) := object.get(inputs, anchor, null) if {
	is_array(anchor)
	count(anchor) > 0
} else := inputs

_relevant("set", _)

_relevant(kind, demand) if {
	kind != "set"
	demand != "no"
}

_candidates(nodes, slot) := array.concat(
	array.concat(_leaves(nodes, by_path, slot), _opaque(nodes, by_path, slot)),
	_missing_blocks(nodes, slot),
) if {
	by_path := {node.path: node.value | some node in nodes}
}

_nodes(inputs, pattern) := [{"path": [], "value": inputs}] if {
	count(pattern) == 1
} else := array.concat([{"path": [], "value": inputs}], _reached(inputs, pattern))

_reached(inputs, pattern) := [{"path": path, "value": value} |
	top := object.get(inputs, pattern[0], null)
	walk(top, [rest, value])
	count(rest) < count(pattern) - 1
	path := array.concat([pattern[0]], rest)
	_matches(path, pattern)
]

_matches(path, pattern) if every index, step in path {
	_step_matches(step, pattern[index])
}

_step_matches(step, "*") if is_number(step)

_step_matches(step, step)

_leaves(nodes, by_path, slot) := [place |
	some node in nodes
	count(node.path) == count(slot.path) - 1
	_is_block(node.value)
	last := slot.path[count(slot.path) - 1]
	value := object.get(node.value, last, null)
	kind := _leaf_kind(value, slot.anchor)
	place := {
		"path": array.concat(node.path, [last]),
		"value": value,
		"kind": kind,
		"anchor": _anchor_value(by_path, node.path, slot.anchor),
	}
]

_leaf_kind(value, _) := "set" if not is_null(value)

_leaf_kind(null, anchor) := "missing" if is_array(anchor)

_opaque(nodes, by_path, slot) := [place |
	some node in nodes
	not is_null(node.value)
	not _passable(node.value, slot.path[count(node.path)])
	place := {
		"path": node.path,
		"value": node.value,
		"kind": "opaque",
		"anchor": _anchor_value(by_path, node.path, slot.anchor),
	}
]

_passable(value, "*") if is_array(value)

_passable(value, step) if {
	step != "*"
	_is_block(value)
}

_is_block(value) if {
	is_object(value)
	not known.unknown(value)
	not known.secret(value)
}

# Anchors under which the way to the value ends early. The pointer leads as far as it is certain: an absent list has no
# element to point at.
_missing_blocks(nodes, slot) := [place |
	is_array(slot.anchor)
	led_on := {array.slice(node.path, 0, count(slot.anchor)) | some node in nodes; _ends_way(node, slot.path)}
	some node in nodes
	count(node.path) == count(slot.anchor)
	_is_block(node.value)
	not led_on[node.path]
	rest := array.slice(slot.path, count(slot.anchor), count(slot.path))
	place := {
		"path": array.concat(node.path, _certain(rest)),
		"value": null,
		"kind": "missing",
		"anchor": node.value,
	}
]

_ends_way(node, pattern) if {
	count(node.path) == count(pattern) - 1
	_is_block(node.value)
}

_ends_way(node, pattern) if {
	not is_null(node.value)
	not _passable(node.value, pattern[count(node.path)])
}

_certain(steps) := array.slice(steps, 0, min(stars)) if {
	stars := {index | some index, step in steps; step == "*"}
	count(stars) > 0
} else := steps

_anchor_value(by_path, path, anchor) := by_path[array.slice(path, 0, count(anchor))] if {
	is_array(anchor)
} else := by_path[[]]

_demand(_, []) := "yes"

_demand(anchor, conditions) := _weakest(anchor, conditions) if count(conditions) > 0

# An anchor that is unknown, or no block, hides what the conditions ask for.
_weakest(anchor, conditions) := "unknown" if {
	not _is_block(anchor)
} else := "no" if {
	some condition in conditions
	_holds(anchor, condition) == "no"
} else := "unknown" if {
	some condition in conditions
	_holds(anchor, condition) == "unknown"
} else := "yes"

_holds(anchor, condition) := "unknown" if {
	some index, _ in condition.path
	_hidden(object.get(anchor, array.slice(condition.path, 0, index + 1), null))
} else := "yes" if {
	_satisfied(condition.is, object.get(anchor, condition.path, null), condition.values)
} else := "no"

_hidden(value) if known.unknown(value)

_hidden(value) if known.secret(value)

_satisfied("one-of", value, values) if some_equal(value, values)

_satisfied("present", value, _) if not _empty(value)

_satisfied("absent", value, _) if _empty(value)

_satisfied("arn-or-absent", value, _) if _empty(value)

_satisfied("arn-or-absent", value, _) if startswith(value, "arn:")

_empty(value) if value in {null, "", {}, []}

# METADATA
# scope: document
# description: the value is one of the expected ones; Pulumi lets a boolean be given as text
some_equal(value, expected) if value in expected

some_equal(value, expected) if {
	is_string(value)
	some item in expected
	is_boolean(item)
	value == $"{item}"
}
