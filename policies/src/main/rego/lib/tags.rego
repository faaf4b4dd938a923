# METADATA
# title: Effective tags
# description: |
#   The tags that a resource will really carry: the provider's defaults, the explicit tags over them, tags given by
#   separate tag resources, minus what the provider ignores. Shapes of the `tags` inputs come from facts/tags: a map
#   everywhere but in auto scaling groups, which have a list that provider defaults do not reach.
package lib.tags

import data.lib.graph
import data.lib.groups
import data.lib.place
import data.lib.provider_tags

# METADATA
# description: every resource with tags of its own
taggable := [resource |
	some type, found in graph.by_type
	object.get(data.facts.tags, type, "") in {"map", "list"}
	some resource in found
]

# METADATA
# description: |
#   URN of each taggable resource to {tags, hidden}: key to value, and whether there may be more tags than can be
#   read. Values may be unknown or secret themselves.
effective := {resource.urn: _effective(resource) | some resource in taggable}

_effective(resource) := {
	"tags": {key: value | some key, value in tags; not _ignored(key, provider)},
	"hidden": _any([explicit.hidden, defaults.hidden]),
} if {
	provider := provider_tags.of(resource)
	explicit := _explicit(resource)
	defaults := _defaults(resource, provider)
	tags := object.union_n([_standing(defaults.tags, explicit), explicit.tags, _attached(resource)])
}

# An explicit tag that cannot be read may stand over any default.
_standing(defaults, explicit) := {key: {"$unknown": true} | some key, _ in defaults} if {
	explicit.hidden
} else := defaults

# METADATA
# description: map of tags as {tags, hidden}; null values are no tags
readable(value) := {"tags": {}, "hidden": true} if {
	place.is_hidden(value)
} else := {"tags": {key: tag | some key, tag in value; tag != null}, "hidden": false} if {
	is_object(value)
} else := {"tags": {}, "hidden": false}

# METADATA
# description: path of the tag with a key, for findings
path_of(resource, key) := ["inputs", "tags", index, "value"] if {
	is_array(_input(resource))
	index := max([position | some position, entry in _input(resource); entry.key == key])
} else := ["inputs", "tags", key]

# METADATA
# scope: document
# description: the service of the resource has no regions
global(resource) if _global[resource.type]

global(resource) if {
	resource.type in data.facts.global_types.byScope
	graph.input_of(resource, ["scope"], "") == "CLOUDFRONT"
}

# Judged once for each type and not for each resource.
_global := {type |
	some type, _ in graph.by_type
	_global_type(type)
}

_global_type(type) if split(split(type, ":")[1], "/")[0] in data.facts.global_types.modules

_global_type(type) if type in data.facts.global_types.types

_input(resource) := resource.inputs if {
	place.is_hidden(resource.inputs)
} else := graph.input_of(resource, ["tags"], {})

_explicit(resource) := {
	"tags": _merged([{entry.key: entry.value} | some entry in entries; _complete(entry)]),
	"hidden": _any([_unreadable(entry) | some entry in entries]),
} if {
	entries := _input(resource)
	is_array(entries)
} else := readable(_input(resource))

_complete(entry) if {
	is_string(entry.key)
	entry.value != null
}

_unreadable(entry) if {
	place.is_hidden(entry)
} else if {
	place.is_hidden(object.get(entry, "key", null))
} else := false

_defaults(resource, provider) := {"tags": provider.tags, "hidden": provider.hidden} if {
	data.facts.tags[resource.type] == "map"
} else := {"tags": {}, "hidden": false}

_ignored(key, provider) if provider.ignoredKeys[key]

_ignored(key, provider) if {
	some prefix in provider.ignoredPrefixes
	startswith(key, prefix)
}

_any(values) if {
	some value in values
	value == true
} else := false

# Tag resources: type to the input that names the tagged resource.
_tag_resources := {
	"aws:autoscaling/tag:Tag": "autoscalingGroupName",
	"aws:dynamodb/tag:Tag": "resourceArn",
	"aws:ec2/tag:Tag": "resourceId",
	"aws:ecs/tag:Tag": "resourceArn",
	"aws:transfer/tag:Tag": "resourceArn",
}

_attached(resource) := _merged([{attachment.key: attachment.value} |
	some attachment in object.get(_attachments_by_urn, resource.urn, set())
])

_attachments_by_urn := groups.of([[urn, {"key": tag.key, "value": tag.value}] |
	some type, property in _tag_resources
	some resource in graph.of_type(type)
	tag := object.get(resource.inputs, "tag", resource.inputs)
	_complete(tag)
	some urn in _tagged(resource, property)
])

_tagged(resource, property) := object.get(graph.by_identity, value, set()) if {
	value := graph.input_of(resource, [property], null)
	is_string(value)
} else := urns if {
	urns := {urn | some urn in graph.edges(resource, property); graph.custom(graph.by_urn[urn])}
	count(urns) == 1
} else := set()

# The later wins. In WebAssembly union_n of no objects is undefined, so there is always one.
_merged(objects) := object.union_n(array.concat([{}], objects))
