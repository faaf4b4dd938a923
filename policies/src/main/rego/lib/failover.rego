# METADATA
# title: Failover by records
# description: |
#   How the records with a routing policy are guarded by health checks, and how long they take to move clients.
package lib.failover

import data.lib.graph
import data.lib.health
import data.lib.place

# METADATA
# description: records whose failover policy is PRIMARY, or cannot be read
primary := [record |
	some record in graph.of_type("aws:route53/record:Record")
	_primary(record)
]

# METADATA
# description: records among which Route 53 chooses, and that a health check or the health of an alias target takes out
guarded := [record |
	some record in graph.of_type("aws:route53/record:Record")
	_routed(record)
	guard(record) != "none"
]

# METADATA
# description: |
#   What guards a record: "check" (a known id), "reference" (an unknown id whose edge leads to a health check),
#   "target" (health of the alias target), "hidden" or "none".
guard(record) := "check" if {
	is_string(_id(record))
	checks(record) != set()
} else := "reference" if {
	place.is_hidden(_id(record))
	checks(record) != set()
	checks(record) == {urn | some urn in _candidates(record); graph.custom(graph.by_urn[urn])}
} else := "target" if {
	_evaluated(_aliases(record))
} else := "hidden" if {
	_foreign(_id(record))
} else := "hidden" if {
	some value in array.concat([_id(record), _aliases(record)], _evaluations(record))
	place.is_hidden(value)
} else := "none"

# METADATA
# description: URNs of the health checks of a record, by the known id or by the edge of an unknown one
checks(record) := {urn |
	some urn in _candidates(record)
	graph.by_urn[urn].type == "aws:route53/healthCheck:HealthCheck"
}

# METADATA
# description: seconds for which a client keeps the answer, as lib.health.number tells numbers; 60 for every alias
ttl(record) := {"path": ["inputs", "aliases"], "value": 60, "state": "known"} if {
	not _aliases(record) in [null, []]
} else := health.number(record, ["ttl"], "")

_candidates(record) := object.get(graph.by_identity, _id(record), set()) if {
	is_string(_id(record))
} else := graph.edges(record, "healthCheckId")

_id(record) := graph.input_of(record, ["healthCheckId"], null)

_aliases(record) := graph.input_of(record, ["aliases"], null)

_evaluations(record) := [value |
	some alias in _aliases(record)
	some value in [alias, object.get(alias, "evaluateTargetHealth", null)]
]

_evaluated(aliases) if {
	is_array(aliases)
	count(aliases) > 0
	every alias in aliases {
		is_object(alias)
		place.normal(object.get(alias, "evaluateTargetHealth", null)) == true
	}
}

# The id of something outside of this program: nothing proves that it is a check.
_foreign(id) if {
	is_string(id)
	id != ""
	not graph.by_identity[id]
}

# Whatever is not known to be secondary counts as primary, and so does a policy that is no list.
_primary(record) if {
	some policy in graph.input_of(record, ["failoverRoutingPolicies"], [])
	not _secondary(policy)
}

_primary(record) if not type_name(graph.input_of(record, ["failoverRoutingPolicies"], [])) in {"array", "null"}

_secondary(policy) if {
	is_object(policy)
	policy.type == "SECONDARY"
}

_routed(record) if {
	some property in [
		"cidrRoutingPolicy", "failoverRoutingPolicies", "geolocationRoutingPolicies", "geoproximityRoutingPolicy",
		"latencyRoutingPolicies", "multivalueAnswerRoutingPolicy", "weightedRoutingPolicies",
	]
	not graph.input_of(record, [property], null) in [null, [], false]
}

# METADATA
# description: |
#   What is known of the time until a guarded record is taken out, as {seconds, state}: the slowest of its checks,
#   counted with the demanded interval; a calculated check takes as long as the slowest of its children. Hidden when a
#   check does not probe an endpoint, is not in the graph, or hides its threshold.
detection(record) := {"seconds": health.probe_interval * max(thresholds), "state": "known"} if {
	thresholds := _thresholds(checks(record))
	count(thresholds) > 0
	count(thresholds) == count(checks(record))
} else := {"seconds": 0, "state": "hidden"}

_thresholds(urns) := [_slowest_of[urn] | some urn in urns]

# Once for each check: a thousand records may have the same one.
_slowest_of := {check.urn: _slowest(check) | some check in health.route53}

_slowest(check) := _threshold(check) if {
	data.facts.health_checks.route53[health.check_type(check)].probes
} else := max(thresholds) if {
	health.check_type(check) == "CALCULATED"
	thresholds := [_threshold(graph.by_urn[urn]) | some urn in _children(check)]
	count(thresholds) > 0
	count(thresholds) == count(_children(check))
	count(thresholds) >= count(_given_children(check))
}

_given_children(check) := children if {
	children := graph.input_of(check, ["childHealthchecks"], [])
	is_array(children)
} else := [""]

# By their ids, or by the edges of what is not known.
_children(check) := {urn |
	some id in _given_children(check)
	is_string(id)
	some urn in object.get(graph.by_identity, id, set())
} | {urn |
	some id in _given_children(check)
	place.is_hidden(id)
	some urn in graph.edges(check, "childHealthchecks")
}

# A threshold that AWS does not take is HLT-007's finding; the default stands for it here.
_threshold(check) := value if {
	data.facts.health_checks.route53[health.check_type(check)].probes
	threshold := health.failure_threshold(check)
	threshold.state != "hidden"
	value := _sane(threshold.value)
}

_sane(value) := value if {
	is_number(value)
	value >= 1
	value <= 10
} else := 3
