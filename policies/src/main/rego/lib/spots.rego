# METADATA
# title: Values at an input path
# description: |
#   Reads inputs by the paths of the fact tables: `policy`, `details.policy`, `inlinePolicies[].policy`, `policyArns[]`.
#   A step that is not known (or is no object) ends the walk and is itself the value found, so that nobody takes what is
#   hidden behind it for absent.
package lib.spots

import data.lib.graph
import data.lib.known

# METADATA
# description: "[{path, value}] of a resource, without those that are absent; `path` is a path of the resource"
at(resource, path) := [spot |
	some spot in _spots(resource, split(path, "[]"))
	not known.absent(spot.value)
]

# METADATA
# description: |
#   URNs of the resources that a spot refers to: the one whose id or ARN stands there, or, when the value is not known,
#   those at the far ends of its dependency edges. Empty when neither tells.
referents(resource, spot) := object.get(graph.by_identity, spot.value, set()) if {
	is_string(spot.value)
} else := graph.edges(resource, spot.path[1])

_spots(resource, [path]) := [_descend(["inputs"], resource.inputs, split(path, "."))]

_spots(resource, [outer, inner]) := _elements(
	_descend(["inputs"], resource.inputs, split(outer, ".")),
	[step | some step in split(inner, "."); step != ""],
)

_elements(list, steps) := [_descend(array.concat(list.path, [index]), element, steps) |
	some index, element in list.value
] if {
	is_array(list.value)
} else := [list]

_descend(path, value, steps) := {"path": array.concat(path, prefix), "value": _get(value, prefix)} if {
	closed := [length |
		some length, _ in steps
		_closed(_get(value, array.slice(steps, 0, length)))
	]
	count(closed) > 0
	prefix := array.slice(steps, 0, min(closed))
} else := {"path": array.concat(path, steps), "value": _get(value, steps)}

_get(value, steps) := value if {
	count(steps) == 0
} else := object.get(value, steps, null) if {
	is_object(value)
} else := null

_closed(value) if known.unknown(value)

_closed(value) if known.secret(value)

_closed(value) if not type_name(value) in {"object", "null"}
