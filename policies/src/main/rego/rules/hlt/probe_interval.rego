# METADATA
# title: Route 53 probes its endpoints at the demanded interval
# description: |
#   The interval bounds how fast a dead region is noticed. Ten seconds by the card; healthcare demands thirty in its
#   own words (C-26), which is a parameter of its profile and no waiver (K-01). A missing interval is AWS's default,
#   thirty.
# related_resources:
#   - description: documentation
#     ref: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html
# custom:
#   id: HLT-001
#   severity: HIGH
#   enforcement: mandatory
#   per_resource: true
#   requirements: [X-05, B-22, C-26, C-82]
#   partial_requirements: [A-01]
#   controls:
#     nist-800-53-r5: [CP-10]
#   remediation: |-
#     Set requestInterval to the interval of the profile (10 or 30); the input is immutable, so the check is replaced.
#   parameters: [healthCheckIntervalSeconds]
package rules.hlt.probe_interval

import data.lib.finding
import data.lib.health

targets := {check.urn | some check in _subjects}

findings contains problem if {
	some check in health.probes
	interval := health.number(check, ["requestInterval"], 30)
	interval.state != "hidden"
	interval.value != health.probe_interval
	problem := finding.with_actual(
		check, interval.path,
		$"The endpoint is probed every {interval.value} seconds.",
		$"{health.probe_interval}", interval.value,
	)
}

findings contains problem if {
	some check in health.route53
	_type_state(check) == "odd"
	problem := finding.new(check, ["inputs", "type"], "This is no type of a Route 53 health check.", _types)
}

unknowns contains problem if {
	some check in health.probes
	interval := health.number(check, ["requestInterval"], 30)
	interval.state == "hidden"
	problem := finding.new(check, interval.path, "The interval is not known.", $"{health.probe_interval}")
}

unknowns contains problem if {
	some check in health.route53
	_type_state(check) == "hidden"
	problem := finding.new(
		check,
		["inputs", "type"],
		"The type is not known, so neither is whether the check has an interval.",
		_types,
	)
}

references := set()

_subjects := array.concat(health.probes, [check | some check in health.route53; _type_state(check) != "known"])

_types := concat(", ", object.keys(data.facts.health_checks.route53))

_type_state(check) := "known" if {
	data.facts.health_checks.route53[health.check_type(check)]
} else := "hidden" if {
	is_object(object.get(check.inputs, "type", ""))
} else := "odd"
