# METADATA
# title: Customer-managed keys
# description: |
#   Decides whether a value denotes a customer-managed key of the graph in the wanted region. What is known is decided
#   by the value, what is unknown by its edges: a value that can only come from such a key is right although nobody has
#   seen it.
package lib.kms

import data.lib.graph
import data.lib.groups
import data.lib.known

# METADATA
# description: what a finding of a key says would be right
expected_key := "an aws:kms/key:Key or aws:kms/replicaKey:ReplicaKey of this program in the region of the data"

# METADATA
# description: URN to key, of both types that a customer manages and AWS rotates
keys := {key.urn: key |
	some type in ["aws:kms/key:Key", "aws:kms/replicaKey:ReplicaKey"]
	some key in graph.of_type(type)
}

# METADATA
# description: |
#   URN of a key or an alias to the URNs of the keys it stands for; an alias whose target is no key of the graph has
#   none
keys_behind := object.union(
	{urn: {urn} | some urn, _ in keys},
	{alias.urn: targets |
		some alias in graph.of_type("aws:kms/alias:Alias")
		targets := _alias_targets(alias)
	},
)

# METADATA
# description: |
#   URNs of the resources that a top-level input denotes: by its value when it is known, else by its edges.
denoted(resource, property) := urns if {
	value := object.get(resource.inputs, property, null)
	is_string(value)
	urns := object.get(graph.by_identity, value, set())
} else := graph.edges(resource, property)

# By edges only when all of them lead to keys: an edge to something else may be the one that counts.
_alias_targets(alias) := found if {
	found := {urn | some urn in denoted(alias, "targetKeyId"); keys[urn]}
	_only_keys(alias, found)
} else := set()

_only_keys(alias, _) if is_string(object.get(alias.inputs, "targetKeyId", null))

_only_keys(alias, found) if found == _sources({"resource": alias, "property": "targetKeyId"})

_aliases_named := groups.of([[alias.inputs.name, alias.urn] | some alias in graph.of_type("aws:kms/alias:Alias")])

# METADATA
# description: |
#   The verdict about a value that is present. `use` says where it stands: {resource, property (top-level input), region
#   (wanted, or null when not known), forms (names the service takes: arn, id, alias)}. Answers {is, message, via}: is
#   "right", "wrong", "unknown" or "reference"; via is the URN that proves a reference.
verdict(value, use) := _by_edges(use) if {
	_hidden(value)
} else := _wrong("is no text") if {
	not is_string(value)
} else := _wrong("is empty") if {
	value == ""
} else := _wrong($"names {value}, a key that AWS manages") if {
	_managed_by_aws(value)
} else := _by_identity(value, found, use) if {
	found := _resources_named(value, use.region)
	count(found) > 0
} else := _outside(value, use)

_hidden(value) if known.unknown(value)

_hidden(value) if known.secret(value)

_managed_by_aws(value) if startswith(value, "alias/aws/")

_managed_by_aws(value) if contains(value, ":alias/aws/")

# One alias name may stand in several regions; each means the key of its own.
_resources_named(value, region) := local if {
	local := {urn | some urn in _all_named(value); graph.by_urn[urn].region == region}
	count(local) > 0
} else := _all_named(value)

_all_named(value) := object.get(graph.by_identity, value, set()) | object.get(_aliases_named, value, set())

_by_identity(value, found, use) := _in_region(found_keys, use.region) if {
	found_keys := _keys_of(found)
	count(found_keys) > 0
	_form(value) in use.forms
} else := _wrong($"names the key by its {_form(value)}, which this input does not take") if {
	count(_keys_of(found)) > 0
} else := _undecided($"names {value}, an alias whose key is not known") if {
	some urn in found
	graph.by_urn[urn].type == "aws:kms/alias:Alias"
} else := _wrong($"names {concat(", ", sort(found))}, which is no customer-managed key")

_in_region(found, region) := {"is": "right", "message": "", "via": min(local)} if {
	local := {urn | some urn in found; is_string(region); keys[urn].region == region}
	count(local) > 0
} else := _undecided("names a key, but the region of the data is not known") if {
	not is_string(region)
} else := _undecided($"names {min(found)}, whose region is not known") if {
	some urn in found
	not is_string(object.get(keys[urn], "region", null))
} else := _wrong($"names {min(found)}, a key in {keys[min(found)].region}; the data is in {region}")

_form(value) := "alias" if {
	contains(value, "alias/")
} else := "arn" if {
	startswith(value, "arn:")
} else := "id"

# A key that is no resource of this program: its region can be read from the ARN, who manages it cannot.
_outside(value, use) := _wrong($"names a key in {region}; the data is in {use.region}") if {
	is_string(use.region)
	region := _region_in_arn(value)
	region != use.region
} else := _undecided($"names {value}, {_foreign}") if {
	_looks_like_key(value)
} else := _wrong($"is {value}, which is no KMS key")

_foreign := "which is no resource of this program: nothing proves that a customer manages it"

_region_in_arn(value) := parts[3] if {
	parts := split(value, ":")
	count(parts) == 6
	parts[0] == "arn"
	parts[2] == "kms"
}

_looks_like_key(value) if _region_in_arn(value)

_looks_like_key(value) if startswith(value, "alias/")

_looks_like_key(value) if regex.match(`^(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$`, value)

_by_edges(use) := _undecided("is known only after the deployment, and nothing tells where it comes from") if {
	count(_sources(use)) == 0
} else := _only_key(_keys_of(sources), use) if {
	sources := _sources(use)
	every urn in sources {
		count(object.get(keys_behind, urn, set())) > 0
	}
} else := _wrong($"can only come from {concat(", ", sort(sources))}, which is no customer-managed key") if {
	sources := _sources(use)
	every urn in sources {
		_cannot_be_key(urn)
	}
} else := _undecided($"is known only after the deployment; it may come from {concat(", ", sort(_sources(use)))}")

_only_key(found, use) := {"is": "reference", "message": "", "via": min(found)} if {
	is_string(use.region)
	every urn in found {
		keys[urn].region == use.region
	}
} else := _in_region(found, use.region) if {
	not _some_in_region(found, use.region)
} else := _undecided($"is known only after the deployment; it may come from {concat(", ", sort(found))}")

_some_in_region(found, region) if {
	some urn in found
	keys[urn].region == region
}

# Components pass values on and have none of their own.
_sources(use) := {urn |
	some urn in graph.edges(use.resource, use.property)
	graph.custom(object.get(graph.by_urn, urn, {"type": ""}))
}

# Only resources of AWS are known well enough to say so; another stack, for one, may hand over a key.
_cannot_be_key(urn) if {
	startswith(graph.by_urn[urn].type, "aws:")
	not startswith(graph.by_urn[urn].type, "aws:kms/")
}

_keys_of(urns) := {key |
	some urn in urns
	some key in object.get(keys_behind, urn, set())
}

_wrong(message) := {"is": "wrong", "message": message, "via": null}

_undecided(message) := {"is": "unknown", "message": message, "via": null}
