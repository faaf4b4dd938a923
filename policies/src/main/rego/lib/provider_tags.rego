# METADATA
# title: Tags of providers
# description: |
#   What a provider adds to the tags of its resources (defaultTags) and what it keeps off them (ignoreTags). The
#   inputs of a provider may stand in the graph as objects or, as the engine stores them, as JSON texts.
package lib.provider_tags

import data.lib.graph
import data.lib.place
import data.lib.text

# METADATA
# description: |
#   What the provider of a resource does to tags: {tags, hidden, ignoredKeys, ignoredPrefixes}; nothing when the graph
#   does not know the provider. `hidden` says that some of it cannot be read.
of(resource) := object.get(_by_urn, object.get(resource, "provider", null), _nothing)

_nothing := {"tags": {}, "hidden": false, "ignoredKeys": set(), "ignoredPrefixes": []}

_by_urn := {provider.urn: effect |
	some provider in graph.of_type("pulumi:providers:aws")
	defaults := _document(provider, "defaultTags")
	ignored := _document(provider, "ignoreTags")
	tags := _read(object.get(defaults, "tags", {}))
	keys := _read(object.get(ignored, "keys", []))
	prefixes := _read(object.get(ignored, "keyPrefixes", []))
	effect := {
		"tags": {key: value | some key, value in tags; key != "$unknown"; value != null},
		"hidden": _any_hidden([defaults, ignored, tags, keys, prefixes]),
		"ignoredKeys": {key | some key in keys; is_string(key)},
		"ignoredPrefixes": [prefix | some prefix in prefixes; is_string(prefix)],
	}
}

_document(provider, property) := _object(_read(graph.input_of(provider, [property], {})))

_object(value) := value if {
	is_object(value)
} else := {}

# A text that is no JSON tells as little as an unknown value.
_read(value) := read if {
	is_string(value)
	read := text.json_value(value)
} else := {"$unknown": true} if {
	is_string(value)
} else := value

_any_hidden(values) if {
	some value in values
	_hidden(value)
} else := false

_hidden(value) if place.is_hidden(value)

_hidden(value) if {
	is_array(value)
	some element in value
	place.is_hidden(element)
}
