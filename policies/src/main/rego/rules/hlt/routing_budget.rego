# METADATA
# title: Traffic leaves a dead region within the budget of the profile
# description: |
#   Arithmetic on the inputs, not a measurement: by DNS, interval x failureThreshold + ttl (60 for every alias); by an
#   accelerator, interval x unhealthyThreshold of each target group + the time to re-route. The database is outside
#   this budget (K-06). The intervals are the demanded ones, because a wrong one is the finding of HLT-001 and
#   HLT-003. No budget, no subjects.
# related_resources:
#   - description: documentation
#     ref: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-how-route-53-chooses-records.html
# custom:
#   id: HLT-006
#   severity: HIGH
#   enforcement: mandatory
#   requirements: [B-52]
#   partial_requirements: [B-19]
#   controls:
#     nist-800-53-r5: [CP-10, CP-2(3)]
#   remediation: >-
#     Lower failureThreshold or unhealthyThreshold to 2, and give the record a short ttl (a CNAME may have 20, an
#     alias never).
#   parameters:
#     - routingBudgetSeconds
#     - acceleratorRerouteSeconds
#     - healthCheckIntervalSeconds
#     - targetGroupIntervalSeconds
package rules.hlt.routing_budget

import data.lib.failover
import data.lib.finding
import data.lib.health
import data.lib.params

targets := {path.resource.urn | some path in _paths}

findings contains problem if {
	some path in _paths
	path.seconds >= _budget
	problem := finding.with_actual(
		path.resource, path.pointer,
		$"Traffic moves after {path.seconds} seconds: {path.sum}.",
		_expected, path.seconds,
	)
}

unknowns contains problem if {
	some path in _paths
	path.state == "hidden"
	path.seconds < _budget
	problem := finding.new(
		path.resource, path.pointer,
		$"Traffic moves after at least {path.seconds} seconds; the rest is not known: {path.sum}.", _expected,
	)
}

references := set()

_budget := params.value("routingBudgetSeconds")

_expected := $"less than {_budget} seconds"

_paths := [path | _budget != null; some path in array.concat(_by_records, _by_accelerators)]

_by_records := [{"resource": record, "pointer": ttl.path, "seconds": seconds, "state": state, "sum": sum_text} |
	some record in failover.guarded
	ttl := failover.ttl(record)
	detection := failover.detection(record)
	cached := _seconds(ttl)
	seconds := detection.seconds + cached
	state := _state([ttl.state, detection.state])
	sum_text := $"{detection.seconds} to notice, {cached} until clients ask again"
]

_by_accelerators := [{
	"resource": check.resource,
	"pointer": threshold.path,
	"seconds": seconds,
	"state": state,
	"sum": sum_text,
} |
	count(health.endpoint_groups) > 0
	some check in health.routing
	check.state == "on"
	threshold := health.number(check.resource, array.concat(check.fact.block, [check.fact.unhealthyThreshold]), 3)
	noticed := health.target_interval * _seconds(threshold)
	rerouted := params.value("acceleratorRerouteSeconds")
	seconds := noticed + rerouted
	state := _state([threshold.state])
	sum_text := $"{noticed} to notice, {rerouted} to re-route"
]

_seconds(number) := number.value if {
	number.state == "known"
} else := 0

_state(states) := "known" if {
	every state in states {
		state == "known"
	}
} else := "hidden"
