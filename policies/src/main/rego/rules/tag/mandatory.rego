# METADATA
# title: Every taggable resource has the mandatory tags
# description: |
#   Tags are how cost, environment and owner of a resource are found. Every type with a tags input is a subject; the
#   provider's defaultTags count where they reach (they do not reach auto scaling groups). Whether a value is right is
#   TAG-002's question, so that one offence is reported once.
# related_resources:
#   - description: documentation
#     ref: https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html
# custom:
#   id: TAG-001
#   severity: MEDIUM
#   enforcement: mandatory
#   requirements: [X-03, A-24, B-59, B-60, B-61, B-62, C-64, C-71, D-34, D-41]
#   controls:
#     nist-800-53-r5: [CM-8]
#   remediation: Set the missing key in tags (keys are case-sensitive), and in defaultTags of the provider.
#   parameters: [mandatoryTags, primaryRegion, secondaryRegion, environmentSuffix]
package rules.tag.mandatory

import data.lib.finding
import data.lib.mandatory_tags
import data.lib.tags

targets := {resource.urn | some [resource, _] in _demanded}

findings contains problem if {
	some [resource, demand] in _missing
	not tags.effective[resource.urn].hidden
	misspelt := mandatory_tags.misspelt(demand, tags.effective[resource.urn].tags)
	problem := finding.with_actual(
		resource, ["inputs", "tags", demand.key],
		_message(demand, misspelt),
		$"{demand.key}: {mandatory_tags.expected(demand, resource)}",
		_found(misspelt),
	)
}

unknowns contains problem if {
	some [resource, _] in _missing
	tags.effective[resource.urn].hidden
	keys := concat(", ", [demand.key | some demand in mandatory_tags.demands(resource)])
	problem := finding.new(
		resource, ["inputs", "tags"],
		"Not all tags are known, so the mandatory ones may be missing.",
		$"the tags {keys}",
	)
}

references := set()

_demanded := [[resource, demand] |
	some resource in tags.taggable
	some demand in mandatory_tags.demands(resource)
]

_missing := [[resource, demand] |
	some [resource, demand] in _demanded
	mandatory_tags.present(demand, tags.effective[resource.urn].tags) == []
]

_message(demand, []) := $"The mandatory tag {demand.key} is missing."

_message(demand, misspelt) := $"The mandatory tag {demand.key} is missing; {misspelt[0]} is another key." if {
	count(misspelt) > 0
}

_found([]) := null

_found(misspelt) := misspelt[0] if count(misspelt) > 0
