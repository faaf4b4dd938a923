# METADATA
# title: Data at rest is encrypted with a customer-managed key of its region
# description: |
#   With a key that AWS owns or manages nobody can see, limit or revoke its use. Examines every input of every AWS type
#   that takes a key, as classified in facts/encryption; a type that the pack does not know is undecided.
# related_resources:
#   - description: documentation
#     ref: https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-mgmt
# custom:
#   id: KMS-001
#   severity: HIGH
#   enforcement: mandatory
#   requirements: []
#   partial_requirements: [X-01, A-18, A-20, A-35, A-52, A-59, G-34, G-36]
#   controls:
#     nist-800-53-r5: [SC-12, SC-28, SC-28(1)]
#   remediation: >-
#     Set the named input to the ARN of an aws:kms/key:Key that is created in the same region as the resource.
package rules.kms.encryption_at_rest

import data.lib.encryption
import data.lib.finding
import data.lib.graph

# METADATA
# description: resources with an input for a key that matters, and resources of a type that nobody classified
targets := (encryption.targets("KMS-001") | encryption.unclassified) | encryption.templates

# METADATA
# description: keys that are missing, managed by AWS, of another region, or no keys at all
findings := encryption.findings("KMS-001")

# METADATA
# description: keys that neither their value nor their edges decide, and types that nobody classified
unknowns := (encryption.unknowns("KMS-001") | {unknown |
	some urn in encryption.unclassified
	message := "this version of the provider has no such type: nobody classified what it encrypts"
	unknown := finding.new(graph.by_urn[urn], ["type"], message, "a type of the provider that the pack was built for")
}) | {unknown |
	some urn in encryption.templates
	message := "makes resources out of a template: nobody sees what they encrypt"
	unknown := finding.new(graph.by_urn[urn], ["type"], message, "resources of the program instead of the template")
}

# METADATA
# description: keys that are unknown and can only come from a key of the right region
references := encryption.references("KMS-001")
