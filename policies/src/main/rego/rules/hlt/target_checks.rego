# METADATA
# title: Load balancers check their targets at the demanded interval
# description: |
#   Targets of type lambda are not checked unless the check is enabled, and a load balancer without checks counts as
#   healthy for ever. A missing interval is AWS's default, thirty seconds or more. Types: facts/health_checks.
# related_resources:
#   - description: documentation
#     ref: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
# custom:
#   id: HLT-003
#   severity: HIGH
#   enforcement: mandatory
#   per_resource: true
#   requirements: [X-05]
#   partial_requirements: [B-19, C-19, G-09]
#   controls:
#     nist-800-53-r5: [CP-10]
#   remediation: Set healthCheck.enabled to true and healthCheck.interval to the interval of the profile.
#   parameters: [targetGroupIntervalSeconds]
package rules.hlt.target_checks

import data.lib.finding
import data.lib.health

targets := {check.resource.urn | some check in health.routing}

findings contains problem if {
	some check in health.routing
	check.state == "off"
	problem := finding.new(
		check.resource, array.concat(check.block.path, [check.fact.enabled]),
		"The targets are not checked, so they count as healthy for ever.", "true",
	)
}

findings contains problem if {
	some [check, interval] in _intervals
	interval.state != "hidden"
	interval.value != health.target_interval
	problem := finding.with_actual(
		check.resource, interval.path,
		$"The targets are checked every {interval.value} seconds.",
		$"{health.target_interval}", interval.value,
	)
}

unknowns contains problem if {
	some check in health.routing
	check.state == "hidden"
	problem := finding.new(
		check.resource,
		check.block.path,
		"It is not known whether the targets are checked.",
		"a check that is enabled",
	)
}

unknowns contains problem if {
	some [check, interval] in _intervals
	interval.state == "hidden"
	problem := finding.new(check.resource, interval.path, "The interval is not known.", $"{health.target_interval}")
}

references := set()

_intervals := [[check, interval] |
	some check in health.routing
	check.state == "on"
	interval := health.number(check.resource, array.concat(check.fact.block, [check.fact.interval]), 30)
]
