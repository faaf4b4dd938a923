# METADATA
# title: Mandatory tags reach what a resource starts or makes
# description: |
#   Instances of a group need propagateAtLaunch, instances and volumes of a launch template need tagSpecifications,
#   replicas and tasks need propagateTags: neither tags nor defaultTags of the maker reach them. Tables:
#   facts/tag_propagation, lib/carried_tags.
# related_resources:
#   - description: documentation
#     ref: https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-tagging.html
# custom:
#   id: TAG-003
#   severity: MEDIUM
#   enforcement: mandatory
#   requirements: []
#   partial_requirements: [X-03, A-24, B-59, C-64, D-34]
#   controls:
#     nist-800-53-r5: [CM-8]
#   remediation: Set propagateAtLaunch, propagateTags or tagSpecifications as named, with the mandatory tags.
#   parameters: [mandatoryTags, primaryRegion, secondaryRegion, environmentSuffix]
package rules.tag.handed_on

import data.lib.carried_tags
import data.lib.finding

targets := {check.resource.urn | some check in carried_tags.checks}

findings contains _problem(check) if {
	some check in carried_tags.checks
	check.state == "wrong"
}

unknowns contains _problem(check) if {
	some check in carried_tags.checks
	check.state == "undecided"
}

references := set()

_problem(check) := finding.with_actual(check.resource, check.path, check.message, check.expected, check.actual)
