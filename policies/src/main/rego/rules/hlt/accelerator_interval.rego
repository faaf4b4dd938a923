# METADATA
# title: Endpoint groups of accelerators check at the demanded interval
# description: |
#   Global Accelerator accepts 10 or 30 seconds although the provider accepts everything between. For load balancers
#   behind it their own target checks decide (HLT-003); this one counts for every other endpoint.
# related_resources:
#   - description: documentation
#     ref: https://docs.aws.amazon.com/global-accelerator/latest/dg/about-endpoint-groups-health-check-options.html
# custom:
#   id: HLT-005
#   severity: MEDIUM
#   enforcement: mandatory
#   per_resource: true
#   requirements: []
#   partial_requirements: [X-05, G-11]
#   controls:
#     nist-800-53-r5: [CP-10]
#   remediation: Set healthCheckIntervalSeconds to 10.
#   parameters: [acceleratorIntervalSeconds]
package rules.hlt.accelerator_interval

import data.lib.finding
import data.lib.health
import data.lib.params

targets := {group.urn | some [group, _] in _intervals}

findings contains problem if {
	some [group, interval] in _intervals
	interval.state != "hidden"
	interval.value != _demanded
	problem := finding.with_actual(
		group, interval.path,
		$"The endpoints are checked every {interval.value} seconds.",
		$"{_demanded}", interval.value,
	)
}

unknowns contains problem if {
	some [group, interval] in _intervals
	interval.state == "hidden"
	problem := finding.new(group, interval.path, "The interval is not known.", $"{_demanded}")
}

references := set()

_demanded := params.value("acceleratorIntervalSeconds")

_intervals := [[group, interval] |
	some group in health.endpoint_groups
	interval := health.number(group, ["healthCheckIntervalSeconds"], 30)
]
