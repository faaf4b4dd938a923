# METADATA
# title: Deletion inputs
# description: |
#   What policies/src/facts/deletion.yaml says about the inputs that delay or prevent deletion, applied to the
#   resources of the graph. A role is one rule's share: protection, leftover, window or lock.
package lib.deletion

import data.lib.finding
import data.lib.graph
import data.lib.known
import data.lib.params
import data.lib.place

# METADATA
# description: URNs of the resources that have an input of the role
targets(role) := {resource.urn | some [resource, _] in _subjects(role)}

# METADATA
# description: every wrong value of the role
findings(role) := {problem |
	some [resource, input_fact] in _subjects(role)
	some found in _places(resource, input_fact)
	not found.hidden
	_wrong(resource, input_fact, found.value)
	problem := finding.with_actual(
		resource, found.path,
		_message(input_fact, found.value),
		_expected(input_fact), found.value,
	)
}

# METADATA
# description: every value of the role that cannot be read
unknowns(role) := {problem |
	some [resource, input_fact] in _subjects(role)
	some found in _places(resource, input_fact)
	hidden_place(found)
	problem := finding.new(
		resource, found.path,
		$"{input_fact.path} is not known: {input_fact.reason}.",
		_expected(input_fact),
	)
}

# METADATA
# scope: document
# description: the value, or a block around it, cannot be read
hidden_place(found) if found.hidden

hidden_place(found) if place.is_hidden(found.value)

_subjects(role) := [[resource, input_fact] |
	some type, found in graph.by_type
	some input_fact in object.get(data.facts.deletion, type, [])
	input_fact.role == role
	some resource in found
]

# The mere existence of the resource is a value at its type.
_places(resource, input_fact) := [{"path": ["type"], "value": resource.type, "hidden": false}] if {
	input_fact.steps == []
} else := place.at(resource, input_fact.steps)

_wrong(resource, input_fact, value) if {
	_absent(value)
	_absence(resource, input_fact) == "wrong"
}

_wrong(_, input_fact, value) if {
	not _absent(value)
	not place.is_hidden(value)
	not _accepted(input_fact, place.normal(value))
}

_absent(value) if known.absent(value)

_absent("")

_absence(resource, input_fact) := "wrong" if {
	resource.type in params.value("explicitDeletionProtection")
	input_fact.path == "deletionProtection"
} else := input_fact.absent

_accepted(input_fact, value) if value in input_fact.accept

# A value that cannot be compared with the rejected ones, such as a text for a boolean, is not accepted.
_accepted(input_fact, value) if {
	not value in input_fact.reject
	{type_name(wrong) | some wrong in input_fact.reject} == {type_name(value)}
}

_accepted(input_fact, value) if {
	is_number(value)
	value <= input_fact.atMost
}

_message(input_fact, value) := $"The resource exists: {input_fact.reason}." if {
	input_fact.steps == []
} else := $"{input_fact.path} {_shown(value)}: {input_fact.reason}."

_shown(value) := "is not set" if {
	_absent(value)
} else := $"is {value}" if {
	not is_object(value)
	not is_array(value)
} else := "is set"

_expected(input_fact) := "no resource of this type" if {
	input_fact.steps == []
} else := "no value" if {
	input_fact.accept == []
} else := concat(" or ", [$"{value}" | some value in input_fact.accept]) if {
	input_fact.accept
} else := $"at most {input_fact.atMost}" if {
	input_fact.atMost
} else := "true, or no value" if {
	input_fact.reject == [false]
} else := "false, or no value" if {
	input_fact.reject == [true]
} else := concat(" ", ["anything but", concat(", ", input_fact.reject)])
