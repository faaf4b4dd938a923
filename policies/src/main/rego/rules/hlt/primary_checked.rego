# METADATA
# title: Every primary failover record has a health check
# description: |
#   A primary record without a check is answered for ever, whatever happens to its region. An alias may evaluate its
#   target's health instead.
# related_resources:
#   - description: documentation
#     ref: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-configuring.html
# custom:
#   id: HLT-008
#   severity: HIGH
#   enforcement: mandatory
#   requirements: []
#   partial_requirements: [A-01, C-06, C-25, G-33]
#   controls:
#     nist-800-53-r5: [CP-10]
#   remediation: Set healthCheckId to the check of the record's region, or evaluateTargetHealth on its alias to true.
package rules.hlt.primary_checked

import data.lib.failover
import data.lib.finding

targets := {record.urn | some record in failover.primary}

findings contains problem if {
	some record in failover.primary
	failover.guard(record) == "none"
	problem := finding.new(record, ["inputs", "healthCheckId"], "The primary record has no health check.", _expected)
}

unknowns contains problem if {
	some record in failover.primary
	failover.guard(record) == "hidden"
	problem := finding.new(
		record,
		["inputs", "healthCheckId"],
		"It is not known whether the primary record has a health check.",
		_expected,
	)
}

references contains finding.reference(record, ["inputs", "healthCheckId"], via) if {
	some record in failover.primary
	failover.guard(record) == "reference"
	some via in failover.checks(record)
}

_expected := "the id of a Route 53 health check, or an alias with evaluateTargetHealth"
