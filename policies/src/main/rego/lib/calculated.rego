# METADATA
# title: Calculated health checks
# description: |
#   The children of calculated checks. Only a check of this program, and not the calculated one itself, is known to
#   probe anything; an unknown id is decided by its edges.
package lib.calculated

import data.lib.graph
import data.lib.known

_type := "aws:route53/healthCheck:HealthCheck"

# METADATA
# description: children that are no checks, as [check, path]
wrong := [[place.check, place.path] | some place in _children; _state(place) == "wrong"]

# METADATA
# description: children of which nobody knows what they check, as [check, path]
unknown := [[place.check, place.path] | some place in _children; _state(place) == "unknown"]

_children := array.concat(
	[{"check": check, "path": ["inputs", "childHealthchecks", index], "value": child} |
		some check in _calculated
		children := _given(check)
		is_array(children)
		some index, child in children
	],
	[{"check": check, "path": ["inputs", "childHealthchecks"], "value": children} |
		some check in _calculated
		children := _given(check)
		not is_array(children)
		not children in {null, "", {}}
	],
)

_calculated := [check |
	some check in graph.of_type(_type)
	object.get(check.inputs, "type", null) == "CALCULATED"
]

_given(check) := object.get(check.inputs, "childHealthchecks", null)

_state(place) := _state_of(place.check, graph.edges(place.check, "childHealthchecks"), "unknown") if {
	_hidden(place.value)
} else := "wrong" if {
	not is_string(place.value)
} else := "wrong" if {
	place.value == ""
} else := "wrong" if {
	count(place.path) == 2
} else := _state_of(place.check, object.get(graph.by_identity, place.value, set()), "wrong")

# Nothing known behind it is undecided; something that is no other check is not.
_state_of(check, urns, otherwise) := "unknown" if {
	count(urns) == 0
} else := "right" if {
	every urn in urns {
		graph.by_urn[urn].type == _type
		urn != check.urn
	}
} else := otherwise

_hidden(value) if known.unknown(value)

_hidden(value) if known.secret(value)
