# METADATA
# title: Route 53 checks have the inputs of their type, and are switched on
# description: |
#   AWS rejects an interval on a check of an alarm, or an endpoint without an address; the provider's plan accepts
#   both. A disabled check counts as healthy for ever, and so does a calculated one that needs no healthy child; an
#   inverted one counts as healthy while what it checks is dead, and one of an alarm without data does unless
#   insufficientDataHealthStatus says Unhealthy. Table: facts/health_checks.
# related_resources:
#   - description: documentation
#     ref: https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html
# custom:
#   id: HLT-002
#   severity: HIGH
#   enforcement: mandatory
#   requirements: [G-06]
#   partial_requirements: [X-05, D-29]
#   controls:
#     nist-800-53-r5: [CP-10]
#   remediation: >-
#     Remove the input that the type does not have, add the one that it needs (insufficientDataHealthStatus Unhealthy
#     for an alarm), and set neither disabled nor invertHealthcheck.
package rules.hlt.fitting_inputs

import data.lib.calculated
import data.lib.finding
import data.lib.graph
import data.lib.health
import data.lib.place

targets := {check.urn | some [check, _] in _typed}

findings contains problem if {
	some [check, property, value] in _unfitting
	not place.is_hidden(value)
	problem := finding.new(check, ["inputs", property], _unfitting_message(check, property), "no value")
}

findings contains problem if {
	some [check, properties] in _needs
	every property in properties {
		_empty(_value(check, property))
	}
	choice := concat(" or ", properties)
	type := health.check_type(check)
	problem := finding.new(check, ["inputs", properties[0]], $"A check of type {type} needs {choice}.", "a value")
}

findings contains problem if {
	some [check, _] in _typed
	some switch, says in _off
	not place.normal(_value(check, switch)) in [null, false]
	not place.is_hidden(_value(check, switch))
	problem := finding.new(check, ["inputs", switch], says.wrong, "false, or no value")
}

findings contains problem if {
	some check in _calculated
	threshold := _value(check, "childHealthThreshold")
	not _empty(threshold)
	not place.is_hidden(threshold)
	not _positive(threshold)
	problem := finding.new(
		check,
		["inputs", "childHealthThreshold"],
		"A calculated check that needs no healthy child is healthy for ever.",
		"1 or more",
	)
}

findings contains problem if {
	some check in _alarms
	value := _value(check, "insufficientDataHealthStatus")
	value != "Unhealthy"
	not place.is_hidden(value)
	problem := finding.new(
		check,
		["inputs", "insufficientDataHealthStatus"],
		"An alarm that gets no data, as from a dead region, leaves the check healthy.",
		"Unhealthy",
	)
}

findings contains finding.new(check, path, "The child is no other health check.", _child) if {
	some [check, path] in calculated.wrong
}

unknowns contains problem if {
	some check in _alarms
	place.is_hidden(_value(check, "insufficientDataHealthStatus"))
	problem := finding.new(
		check,
		["inputs", "insufficientDataHealthStatus"],
		"It is not known what the check says when its alarm gets no data.",
		"Unhealthy",
	)
}

unknowns contains problem if {
	some check in _calculated
	place.is_hidden(_value(check, "childHealthThreshold"))
	problem := finding.new(
		check,
		["inputs", "childHealthThreshold"],
		"It is not known how many children must be healthy.",
		"1 or more",
	)
}

unknowns contains problem if {
	some [check, property, value] in _unfitting
	place.is_hidden(value)
	problem := finding.new(check, ["inputs", property], _unfitting_message(check, property), "no value")
}

unknowns contains problem if {
	some [check, property] in _hidden_needs
	graph.edges(check, property) == set()
	problem := finding.new(check, ["inputs", property], $"It is not known whether {property} has a value.", "a value")
}

unknowns contains problem if {
	some [check, _] in _typed
	some switch, says in _off
	place.is_hidden(_value(check, switch))
	problem := finding.new(check, ["inputs", switch], says.hidden, "false, or no value")
}

unknowns contains finding.new(check, path, "It is not known what the child checks.", _child) if {
	some [check, path] in calculated.unknown
}

references contains finding.reference(check, ["inputs", property], via) if {
	some [check, property] in _hidden_needs
	some via in graph.edges(check, property)
}

_off := {
	"disabled": {
		"wrong": "A disabled check counts as healthy for ever.",
		"hidden": "It is not known whether the check is disabled.",
	},
	"invertHealthcheck": {
		"wrong": "An inverted check counts as healthy while what it checks is dead.",
		"hidden": "It is not known whether the check is inverted.",
	},
}

_child := "the id of a health check of this program"

_typed := [[check, fact] |
	some check in health.route53
	fact := data.facts.health_checks.route53[health.check_type(check)]
]

_unfitting := [[check, property, value] |
	some [check, fact] in _typed
	some property in fact.forbids
	value := _value(check, property)
	not _empty(value)
]

_needs := [[check, properties] | some [check, fact] in _typed; some properties in fact.needs]

_hidden_needs := [[check, property] |
	some [check, properties] in _needs
	some property in properties
	property != "childHealthThreshold"
	place.is_hidden(_value(check, property))
]

_calculated := [check | some [check, _] in _typed; health.check_type(check) == "CALCULATED"]

_alarms := [check | some [check, _] in _typed; health.check_type(check) == "CLOUDWATCH_METRIC"]

_positive(threshold) if {
	is_number(threshold)
	threshold >= 1
}

_unfitting_message(check, property) := $"A check of type {health.check_type(check)} has no {property}; AWS rejects it."

_value(check, property) := object.get(check.inputs, property, null)

_empty(value) if value in [null, "", [], {}]
