# METADATA
# title: Mandatory tags have the right values
# description: |
#   A tag with a wrong value files the resource under another environment, region or cost centre. Subjects are the
#   resources that have a mandatory tag. Resources of services without regions carry the primary region and the role
#   primary.
# related_resources:
#   - description: documentation
#     ref: https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html
# custom:
#   id: TAG-002
#   severity: MEDIUM
#   enforcement: mandatory
#   requirements: [X-03, A-24, B-59, B-60, B-61, B-62, C-64, C-71, D-34, D-41]
#   controls:
#     nist-800-53-r5: [CM-8]
#   remediation: Set the tag to the expected value, from the region and the configuration of the program.
#   parameters: [mandatoryTags, primaryRegion, secondaryRegion, environmentSuffix]
package rules.tag.values

import data.lib.finding
import data.lib.mandatory_tags
import data.lib.tags

targets := {judged.resource.urn | some judged in _judged}

findings contains problem if {
	some judged in _judged
	judged.state == "wrong"
	problem := _problem(judged, $"The tag {judged.key} has a wrong value.")
}

unknowns contains problem if {
	some judged in _judged
	judged.state == "undecided"
	problem := _problem(judged, $"The value of the tag {judged.key}, or what it should be, is not known.")
}

references := set()

_judged := [{
	"resource": resource,
	"demand": demand,
	"key": key,
	"value": value,
	"state": mandatory_tags.judge(demand, resource, value),
} |
	some resource in tags.taggable
	some demand in mandatory_tags.demands(resource)
	carried := tags.effective[resource.urn].tags
	some key in mandatory_tags.present(demand, carried)
	value := carried[key]
]

_problem(judged, message) := finding.with_actual(
	judged.resource, tags.path_of(judged.resource, judged.key),
	message, mandatory_tags.expected(judged.demand, judged.resource), judged.value,
)
