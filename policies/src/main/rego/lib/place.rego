# METADATA
# title: Places in the inputs of a resource
# description: |
#   Finds the values that a path of the facts leads to, through lists of blocks. A value behind something unknown or
#   secret is a hidden place: never an absent one, because absence often is the right value.
package lib.place

import data.lib.known

# METADATA
# description: |
#   Places at the steps, e.g. ["blockDeviceMappings", "[]", "ebs"], as {path, value, hidden}; the path starts with
#   "inputs". Without "[]" there is exactly one place, with the value null when it is absent; through lists there is
#   one for each value that exists.
at(resource, steps) := _in_lists(resource.inputs, steps) if {
	"[]" in steps
} else := [_single(resource.inputs, steps)]

# METADATA
# scope: document
# description: the value cannot be read here, so nothing may be concluded from it
is_hidden(value) if known.unknown(value)

is_hidden(value) if known.secret(value)

# METADATA
# description: the two spellings of a boolean made one
normal(value) if {
	known.is_true(value)
} else := false if {
	known.is_false(value)
} else := value

_single(inputs, steps) := {
	"path": array.concat(["inputs"], steps),
	"value": object.get(inputs, steps, null),
	"hidden": _behind_hidden(inputs, steps),
}

_behind_hidden(inputs, steps) if {
	some length in numbers.range(0, count(steps))
	is_hidden(object.get(inputs, array.slice(steps, 0, length), null))
} else := false

_in_lists(inputs, steps) := [found |
	concerned := _concerned(inputs, steps)
	walk(concerned, [path, value])
	hidden := _hidden(value)
	_leads_to([_step(key) | some key in path], steps, hidden)
	found := {"path": array.concat(["inputs"], path), "value": value, "hidden": hidden}
]

# Nothing beside the first step can lead to the value.
_concerned(inputs, steps) := inputs if {
	is_hidden(inputs)
} else := object.filter(inputs, [steps[0]])

_hidden(value) if {
	is_hidden(value)
} else := false

_leads_to(reached, steps, _) if reached == steps

_leads_to(reached, steps, hidden) if {
	hidden == true
	reached == array.slice(steps, 0, count(reached))
}

_step(key) := "[]" if {
	is_number(key)
} else := key
