# METADATA
# title: A check of a target gives up before the next one starts
# description: |
#   AWS rejects a timeout that is not shorter than the interval; the provider's plan accepts it. The interval that
#   counts is the demanded one, because a wrong interval is HLT-003's finding. Without a block there is no timeout to
#   judge: that too is HLT-003's.
# related_resources:
#   - description: documentation
#     ref: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
# custom:
#   id: HLT-004
#   severity: MEDIUM
#   enforcement: mandatory
#   per_resource: true
#   requirements: []
#   partial_requirements: [B-19, G-09]
#   controls:
#     nist-800-53-r5: [CP-10]
#   remediation: Set healthCheck.timeout to less than the interval, for example 5.
#   parameters: [targetGroupIntervalSeconds]
package rules.hlt.target_timeout

import data.lib.finding
import data.lib.health

targets := {check.resource.urn | some [check, _] in _timeouts}

findings contains problem if {
	some [check, timeout] in _timeouts
	timeout.state != "hidden"
	not _shorter(timeout)
	problem := finding.with_actual(
		check.resource, timeout.path,
		$"A check may take {timeout.value} seconds, the next one starts after {health.target_interval}.",
		_expected, timeout.value,
	)
}

unknowns contains problem if {
	some [check, timeout] in _timeouts
	timeout.state == "hidden"
	problem := finding.new(check.resource, timeout.path, "The timeout is not known.", _expected)
}

references := set()

_expected := $"less than {health.target_interval}"

_shorter(timeout) if {
	timeout.state == "known"
	timeout.value < health.target_interval
}

_timeouts := [[check, timeout] |
	some check in health.routing
	check.state == "on"
	check.block.value != null
	steps := array.concat(check.fact.block, [check.fact.timeout])
	timeout := health.number(check.resource, steps, health.default_timeout(check))
]
