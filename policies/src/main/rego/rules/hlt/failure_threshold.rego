# METADATA
# title: Route 53 checks fail after the demanded number of failures
# description: |
#   Interval times threshold is the time until a dead endpoint is noticed. AWS takes 1 to 10 (3 when missing); a
#   profile may demand one number and a time. The interval that counts is the demanded one, because a wrong interval
#   is HLT-001's finding.
# related_resources:
#   - description: documentation
#     ref: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html
# custom:
#   id: HLT-007
#   severity: MEDIUM
#   enforcement: mandatory
#   per_resource: true
#   requirements: [C-26, C-82]
#   partial_requirements: [A-01]
#   controls:
#     nist-800-53-r5: [CP-10]
#   remediation: Set failureThreshold to the number of the profile, 3 where it says nothing.
#   parameters: [healthCheckFailureThreshold, detectionBudgetSeconds, healthCheckIntervalSeconds]
package rules.hlt.failure_threshold

import data.lib.finding
import data.lib.health
import data.lib.params

targets := {check.urn | some check in health.probes}

findings contains problem if {
	some [check, threshold] in _thresholds
	threshold.state != "hidden"
	not _right(threshold)
	problem := finding.with_actual(
		check, threshold.path,
		$"The check fails after {threshold.value} failures.", _expected, threshold.value,
	)
}

unknowns contains problem if {
	some [check, threshold] in _thresholds
	threshold.state == "hidden"
	problem := finding.new(check, threshold.path, "The threshold is not known.", _expected)
}

references := set()

_thresholds := [[check, health.failure_threshold(check)] | some check in health.probes]

_right(threshold) if {
	threshold.state == "known"
	threshold.value >= 1
	threshold.value <= _most
	_demanded in [null, threshold.value]
}

_demanded := params.value("healthCheckFailureThreshold")

_budget := params.value("detectionBudgetSeconds")

default _most := 10

_most := min([10, floor(_budget / health.probe_interval)]) if _budget != null

_expected := $"{_demanded}" if {
	_demanded != null
} else := $"1 to {_most}"
