# METADATA
# title: Pulumi options of resources
# description: |
#   Switches that must be off on every custom resource. What the source of the graph does not tell is undecided, never
#   off.
package lib.options

import data.lib.finding
import data.lib.graph
import data.lib.place

# METADATA
# description: URNs of the custom resources
targets := {resource.urn | some resource in _custom}

# METADATA
# description: custom resources with the option on
findings(option) := {problem |
	some resource in _custom
	value := _value(resource, option)
	value != null
	not place.is_hidden(value)
	place.normal(value) != false
	problem := finding.new(resource, ["options", option], $"The option {option} is {value}.", "false")
}

# METADATA
# description: custom resources of which the graph does not tell the option
unknowns(option) := {problem |
	some resource in _custom
	_untold(_value(resource, option))
	problem := finding.new(
		resource, ["options", option],
		$"The graph does not tell the option {option}.",
		"false, told by a graph that was captured from the program",
	)
}

_custom := [resource |
	some type, found in graph.by_type
	not startswith(type, "pulumi:")
	some resource in found
	graph.custom(resource)
]

_value(resource, option) := object.get(resource, ["options", option], null)

_untold(null)

_untold(value) if place.is_hidden(value)
