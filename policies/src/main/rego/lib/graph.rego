# METADATA
# title: Indexes of the resource graph
# description: |
#   The only reader of the graph document. Indexes are complete rules over comprehensions and never partial objects,
#   which make a rule quadratic (docs/graph.md says which habits do).
# schemas:
#   - input: schema.input
package lib.graph

import data.lib.groups

# METADATA
# description: every resource of the graph, components and providers included
resources := input.resources

# METADATA
# description: URN to resource
by_urn := {resource.urn: resource | some resource in input.resources}

# METADATA
# description: type token to the list of its resources
by_type := {type: found |
	some type, positions in groups.of([[resource.type, position] | some position, resource in input.resources])
	found := [input.resources[position] | some position in positions]
}

# METADATA
# description: resources of a type; empty when there are none, never undefined
of_type(type) := object.get(by_type, type, [])

# METADATA
# description: |
#   id or ARN to the URNs of the resources that have it. A value that stands here is a reference, known exactly. Usually
#   one URN; several only when the program gave two resources the same name.
by_identity := groups.of(_identities)

_identities := [[identity, resource.urn] |
	some resource in input.resources
	some identity in _own_identities(resource)
]

_own_identities(resource) := {value |
	some path in [["id"], ["outputs", "arn"], ["outputs", "id"], ["outputs", "keyId"]]
	value := object.get(resource, path, null)
	is_string(value)
	value != ""
}

# METADATA
# description: value of an input path, or the default when any step of the path is absent
input_of(resource, path, default_value) := object.get(resource, array.concat(["inputs"], path), default_value)

# METADATA
# description: |
#   URNs that the named top-level input depends on, by the edges that the capture recorded. Empty when the source of the
#   graph does not tell (propertyDependencies absent), so an unknown value without an edge stays undecided.
edges(resource, property) := {urn | some urn in _edge_list(resource, property)}

_edge_list(resource, property) := urns if {
	urns := object.get(resource, ["propertyDependencies", property], [])
	is_array(urns)
} else := []

# METADATA
# description: |
#   Whether the resource is managed by a provider, and no component. Not told means managed; and a type of AWS is no
#   component, whatever the graph says.
# scope: document
custom(resource) if object.get(resource, "custom", true) != false

custom(resource) if startswith(resource.type, "aws:")
