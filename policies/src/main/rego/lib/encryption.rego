# METADATA
# title: Encryption inputs of the graph
# description: |
#   Applies the slots of facts/encryption to every resource of their types, once for all KMS rules. Only types that the
#   graph holds are visited. Judgements are lists because they are iterated and never looked up.
package lib.encryption

import data.lib.bucket
import data.lib.finding
import data.lib.graph
import data.lib.kms
import data.lib.known
import data.lib.slots

# METADATA
# description: |
#   A judgement per place: {rule, urn, path, is, message, expected, via}; `is` and via as in lib.kms.verdict, rule the
#   id of the rule that reports it.
judgements := [judgement |
	some type, resources in graph.by_type
	some slot in object.get(data.facts.encryption.slots, type, [])
	some resource in resources
	some place in slots.places(resource.inputs, slot)
	_examined(slot.role, place.demand)
	verdict := _verdict(resource, slot, place)
	judgement := {
		"rule": slot.rule,
		"urn": resource.urn,
		"path": place.path,
		"is": verdict.is,
		"message": verdict.message,
		"via": verdict.via,
		"expected": _expected(slot),
	}
]

# METADATA
# description: URNs of the keys that something in the graph is encrypted with
keys_in_use := {judgement.via |
	some judgement in judgements
	is_string(judgement.via)
}

# METADATA
# description: URNs of the resources that a rule judged
targets(rule) := {judgement.urn | some judgement in judgements; judgement.rule == rule}

# METADATA
# description: |
#   URNs of resources whose type the pack does not know, so nobody can say what they encrypt: new types, and those of
#   other providers of AWS (aws-native, awscc), which have no components
unclassified := {resource.urn |
	some type, resources in graph.by_type
	startswith(lower(type), "aws")
	not data.facts.encryption.types[type]
	some resource in resources
	_managed(resource)
}

_managed(resource) if graph.custom(resource)

_managed(resource) if split(lower(resource.type), ":")[0] in {"aws", "aws-native", "awscc"}

# METADATA
# description: URNs of resources that make others out of a template, which no rule sees
templates := {resource.urn |
	some type in [
		"aws:cloudcontrol/resource:Resource", "aws:cloudformation/stack:Stack", "aws:cloudformation/stackSet:StackSet",
		"aws:serverlessrepository/cloudFormationStack:CloudFormationStack",
		"aws:servicecatalog/provisionedProduct:ProvisionedProduct",
	]
	some resource in graph.of_type(type)
}

# METADATA
# description: what a rule found wrong
findings(rule) := _reported(rule, "wrong")

# METADATA
# description: what a rule cannot decide
unknowns(rule) := _reported(rule, "unknown")

# Most judgements are right: each rule looks at the others only.
_remarkable := [judgement | some judgement in judgements; judgement.is != "right"]

_reported(rule, is) := {problem |
	some judgement in _remarkable
	judgement.rule == rule
	judgement.is == is
	resource := graph.by_urn[judgement.urn]
	problem := finding.new(resource, _input(judgement), judgement.message, judgement.expected)
}

# METADATA
# description: evidence of what an edge proves to a rule
references(rule) := {finding.reference(graph.by_urn[judgement.urn], _input(judgement), judgement.via) |
	some judgement in _remarkable
	judgement.rule == rule
	judgement.is == "reference"
}

_input(judgement) := array.concat(["inputs"], judgement.path)

# A key is examined wherever one is set; a switch only where its conditions may hold.
_examined("key", _)

_examined(role, demand) if {
	role != "key"
	demand != "no"
}

_expected(slot) := kms.expected_key if {
	slot.role == "key"
} else := concat(" or ", [$"{value}" | some value in slot.expected])

_verdict(resource, slot, place) := _nothing_there(place) if {
	place.kind != "set"
} else := _switch_verdict(slot, place) if {
	slot.role != "key"
} else := {"is": verdict.is, "message": $"{_name(place)} {verdict.message}", "via": verdict.via} if {
	verdict := kms.verdict(place.value, {
		"resource": resource,
		"property": place.path[0],
		"region": _region(resource, slot.region, place),
		"forms": slot.forms,
	})
}

_switch_verdict(slot, place) := _answer("right", "") if {
	slots.some_equal(place.value, slot.expected)
} else := _answer("unknown", $"{_name(place)} is known only after the deployment") if {
	_hidden(place.value)
} else := _answer("unknown", $"{_name(place)} is {place.value}, and whether it matters is not known") if {
	place.demand == "unknown"
} else := _answer("wrong", $"{_name(place)} is {place.value}")

_nothing_there(place) := _answer("unknown", $"{_name(place)} {_unreadable}") if {
	place.kind == "opaque"
} else := _answer("unknown", $"{_name(place)} is missing, and whether it is needed is not known") if {
	place.demand == "unknown"
} else := _answer("wrong", $"{_name(place)} is missing")

_unreadable := "is unknown or has another shape than the provider takes"

_answer(is, message) := {"is": is, "message": message, "via": null}

_name(place) := concat(".", [$"{step}" | some step in place.path])

_hidden(value) if known.unknown(value)

_hidden(value) if known.secret(value)

# Region that the key must live in; null when nobody knows.
_region(resource, where, place) := object.get(resource, "region", null) if {
	where.of == "resource"
} else := region if {
	where.of == "input"
	region := _said(resource, where, place)
	is_string(region)
} else := region if {
	where.of == "bucket"
	region := bucket.region(resource, _said_in(where, place), _said(resource, where, place))
	is_string(region)
} else := object.get(resource, "region", null) if {
	where["else"] == "resource"
	not _hidden(_said(resource, where, place))
} else := null

# What the resource says about where its data lies: a region or a bucket.
_said(resource, where, place) := object.get(resource.inputs, where.path, null) if {
	where.from == "resource"
} else := object.get(place.anchor, where.path, null)

_said_in(where, place) := where.path[0] if {
	where.from == "resource"
} else := place.path[0]
