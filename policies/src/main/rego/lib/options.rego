# METADATA
# title: Pulumi options of resources
# description: |
#   Switches that must be off on every custom resource; what the source of the graph does not tell is undecided, never
#   off. Components, providers and the stack block a destroy alike when one is on, but a graph need not tell it of them.
package lib.options

import data.lib.finding
import data.lib.graph
import data.lib.place

# METADATA
# description: URNs of the custom resources, and of the others with the option on
targets(option) := {resource.urn | some resource in _custom} | {resource.urn | some resource in _on(option)}

# METADATA
# description: resources with the option on
findings(option) := {problem |
	some resource in _on(option)
	value := _value(resource, option)
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

_on(option) := [resource |
	some resource in graph.resources
	value := _value(resource, option)
	value != null
	not place.is_hidden(value)
	place.normal(value) != false
]

_custom := [resource |
	some type, found in graph.by_type
	not startswith(type, "pulumi:")
	some resource in found
	graph.custom(resource)
]

_value(resource, option) := object.get(resource, ["options", option], null)

_untold(null)

_untold(value) if place.is_hidden(value)
