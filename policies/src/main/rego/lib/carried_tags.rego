# METADATA
# title: Tags handed on
# description: |
#   Instances, volumes, replicas and tasks that a resource starts or makes do not stand in the graph, and the tags of
#   their maker do not reach them by themselves. `checks` lists what decides whether they do, as {resource, path,
#   state, message, expected, actual} with the state right, wrong or undecided; only the mandatory tags count.
package lib.carried_tags

import data.lib.graph
import data.lib.mandatory_tags
import data.lib.place
import data.lib.provider_tags
import data.lib.tags

# METADATA
# description: every check of every resource; none when no tag is mandatory
checks := [check |
	count(mandatory_tags.all_keys) > 0
	some check in array.flatten([_group_flags, _flags, _missing, _values])
]

# Groups: each tag says itself whether instances get it.
_group_flags := [_flag(resource, path, tag, "propagateAtLaunch", [true]) |
	some [resource, path, tag] in array.concat(_group_tags, _group_tag_resources)
	mandatory_tags.all_keys[tag.key]
]

_group_tags := [[resource, ["inputs", "tags", index], tag] |
	some resource in graph.of_type("aws:autoscaling/group:Group")
	some index, tag in graph.input_of(resource, ["tags"], [])
]

_group_tag_resources := [[resource, ["inputs", "tag"], tag] |
	some resource in graph.of_type("aws:autoscaling/tag:Tag")
	tag := graph.input_of(resource, ["tag"], {})
]

# Other types: one switch for all tags.
_flags := [_flag(resource, found.path, _block(found), fact.property, fact.accept) |
	some type, fact in data.facts.tag_propagation
	some resource in graph.of_type(type)
	some found in _blocks(resource, fact.block)
	_block(found) != null
]

_blocks(resource, steps) := [{"path": ["inputs"], "value": resource.inputs, "hidden": false}] if {
	steps == []
} else := place.at(resource, steps)

_block(found) := {"$unknown": true} if {
	found.hidden
} else := found.value

_flag(resource, path, block, property, accept) := {
	"resource": resource,
	"path": array.concat(path, [property]),
	"state": _flag_state(block, value, accept),
	"message": $"What this resource starts or makes does not get its tags: {property} is not {right}.",
	"expected": right,
	"actual": value,
} if {
	value := object.get(block, property, null)
	right := concat(" or ", [$"{one}" | some one in accept])
}

_flag_state(block, value, accept) := "undecided" if {
	some read in [block, value]
	place.is_hidden(read)
} else := "right" if {
	place.normal(value) in accept
} else := "wrong"

# Launch templates and instances: the tags of the made resources stand in blocks of their own.
_missing := [{
	"resource": carrier.resource,
	"path": carrier.path,
	"state": _missing_state(absent, carrier.hidden),
	"message": message,
	"expected": expected,
	"actual": null,
} |
	some carrier in _carriers
	absent := [demand.key |
		some demand in mandatory_tags.demands(carrier.resource)
		mandatory_tags.present(demand, carrier.tags) == []
	]
	missing := concat(", ", absent)
	message := $"The {carrier.made} of this resource do not get the tags {missing}."
	expected := $"the tags {missing}"
]

_missing_state(absent, hidden) := "right" if {
	absent == []
} else := "undecided" if {
	hidden
} else := "wrong"

_values := [{
	"resource": carrier.resource,
	"path": array.concat(carrier.path, [key]),
	"state": mandatory_tags.judge(demand, carrier.resource, value),
	"message": message,
	"expected": mandatory_tags.expected(demand, carrier.resource),
	"actual": value,
} |
	some carrier in _carriers
	some demand in mandatory_tags.demands(carrier.resource)
	some key in mandatory_tags.present(demand, carrier.tags)
	value := carrier.tags[key]
	message := $"The {carrier.made} of this resource get a wrong tag {key}, or one that is not known."
]

_carriers := array.flatten([_template_carriers, _volume_carriers, _spot_carriers])

_template_carriers := [object.union({"resource": resource, "made": made}, _specification(resource, kind)) |
	some resource in graph.of_type("aws:ec2/launchTemplate:LaunchTemplate")
	some kind, made in {"instance": "instances", "volume": "volumes"}
]

_specification(resource, kind) := object.union(
	tags.readable(object.get(specification, "tags", {})),
	{"path": ["inputs", "tagSpecifications", index, "tags"]},
) if {
	specifications := graph.input_of(resource, ["tagSpecifications"], [])
	index := min([position | some position, found in specifications; found.resourceType == kind])
	specification := specifications[index]
} else := {
	"path": ["inputs", "tagSpecifications"],
	"tags": {},
	"hidden": _hidden_kind(graph.input_of(resource, ["tagSpecifications"], [])),
}

_hidden_kind(specifications) if {
	place.is_hidden(specifications)
} else if {
	some found in specifications
	some value in [found, object.get(found, "resourceType", null)]
	place.is_hidden(value)
} else := false

# Provider defaults reach the volumes of an instance; volumeTags and the tags of a block come on top.
_volume_carriers := [{
	"resource": resource,
	"made": "volumes",
	"path": array.concat(device.path, ["tags"]),
	"tags": object.union_n([defaults.tags, common.tags, own.tags]),
	"hidden": true in [defaults.hidden, common.hidden, own.hidden, device.hidden],
} |
	some type in ["aws:ec2/instance:Instance", "aws:ec2/spotInstanceRequest:SpotInstanceRequest"]
	some resource in graph.of_type(type)
	some steps in [["rootBlockDevice"], ["ebsBlockDevices", "[]"]]
	some device in place.at(resource, steps)
	defaults := provider_tags.of(resource)
	common := tags.readable(graph.input_of(resource, ["volumeTags"], {}))
	own := _tags_of(device.value)
]

_spot_carriers := [object.union(
	{"resource": resource, "made": "instances", "path": array.concat(launch.path, ["tags"])},
	_tags_of(launch.value),
) |
	some resource in graph.of_type("aws:ec2/spotFleetRequest:SpotFleetRequest")
	some launch in place.at(resource, ["launchSpecifications", "[]"])
]

_tags_of(block) := tags.readable(block) if {
	place.is_hidden(block)
} else := tags.readable(object.get(block, "tags", {})) if {
	is_object(block)
} else := tags.readable({})
