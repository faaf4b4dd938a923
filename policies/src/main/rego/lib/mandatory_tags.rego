# METADATA
# title: Mandatory tags
# description: |
#   The tags that the profile demands (parameter mandatoryTags), what each demands of one resource, and how a value
#   compares. A demand is {key, equals | oneOf | equalsParameter | equalsRegion | roleByRegion | nonEmpty}, with
#   `orKey` for an alternative key and `only: global` when it concerns only resources of services without regions.
package lib.mandatory_tags

import data.lib.groups
import data.lib.params
import data.lib.place
import data.lib.tags

# METADATA
# description: the demands on a resource
demands(resource) := [demand |
	some demand in params.value("mandatoryTags")
	_concerns(demand, resource)
]

# METADATA
# description: every key that some demand names
all_keys := {key | some demand in params.value("mandatoryTags"); some key in _keys(demand)}

# METADATA
# description: the keys of a demand that stand in a map of tags
present(demand, values) := [key | some key in _keys(demand); values[key] != null]

# METADATA
# description: keys of the map that are the demanded one but for case and separators, e.g. "project" or "Cost-Center"
misspelt(demand, values) := [key |
	some key, _ in values
	some wanted in _keys(demand)
	_folded(key) == _folded(wanted)
]

# METADATA
# description: a value is right, wrong, or (unreadable, or the demand cannot be worked out for the resource) undecided
judge(demand, resource, value) := "undecided" if {
	place.is_hidden(value)
} else := "right" if {
	demand.nonEmpty == true
	is_string(value)
	trim_space(value) != ""
} else := "wrong" if {
	demand.nonEmpty == true
} else := "undecided" if {
	wanted(demand, resource) == []
} else := "right" if {
	value in wanted(demand, resource)
} else := "wrong"

# METADATA
# description: the right values; empty when they cannot be worked out
wanted(demand, resource) := [value | some value in _candidates(demand, resource); is_string(value); value != ""]

# METADATA
# description: the demand in words
expected(demand, resource) := "a value" if {
	demand.nonEmpty == true
} else := concat(" or ", wanted(demand, resource)) if {
	wanted(demand, resource) != []
} else := "a value that follows from the parameters and the region of the resource"

_candidates(demand, _) := [demand.equals] if demand.equals

_candidates(demand, _) := demand.oneOf

_candidates(demand, _) := [_parameter(demand.equalsParameter)] if demand.equalsParameter

_candidates(demand, resource) := [_region(resource)] if demand.equalsRegion == true

_candidates(demand, resource) := [object.get(demand.roleByRegion, role, null) |
	some parameter, role in {"primaryRegion": "primary", "secondaryRegion": "secondary"}
	_region(resource) != null
	_region(resource) == params.value(parameter)
] if {
	demand.roleByRegion
}

# A parameter without a value is looked up in the configuration of the program.
_parameter(name) := value if {
	value := params.value(name)
	value != null
} else := min(_configured[lower(name)])

# With or without the name of the project in front, and in either way of writing it: D-36 says environment_suffix.
_configured := groups.of([[name, value] |
	some key, value in object.get(input, ["source", "config"], {})
	parts := split(key, ":")
	name := lower(replace(parts[count(parts) - 1], "_", ""))
])

_region(resource) := params.value("primaryRegion") if {
	tags.global(resource)
} else := object.get(resource, "region", null)

_keys(demand) := [key | some property in ["key", "orKey"]; key := demand[property]]

_folded(key) := replace(replace(replace(lower(key), "-", ""), "_", ""), " ", "")

_concerns(demand, _) if not demand.only

_concerns(demand, resource) if {
	demand.only == "global"
	tags.global(resource)
}
