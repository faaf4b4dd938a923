# METADATA
# title: Attached managed policies are examined or agreed
# description: |
#   Managed policies of AWS have wildcards and change without notice: only those on the list allowedManagedPolicies may
#   be attached, each use is reported as an exemption. A customer-managed policy must be part of this program, because
#   only then its document has been examined.
# related_resources:
#   - description: documentation
#     ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html
# custom:
#   id: IAM-005
#   severity: HIGH
#   enforcement: mandatory
#   requirements: []
#   partial_requirements: [X-02, A-36, A-64, B-49]
#   controls:
#     nist-800-53-r5: [AC-6, CM-7]
#   remediation: >-
#     Replace the attachment (policyArn, managedPolicyArns) by an aws.iam.RolePolicy with the exact actions and
#     resources that are used.
#   parameters: [allowedManagedPolicies]
package rules.iam.managed_policies

import data.lib.attachment
import data.lib.finding
import data.lib.params

# METADATA
# description: resources that give a managed policy to a principal
# scope: document
targets := attachment.subjects

# METADATA
# description: policies of AWS that are not agreed, and policies that this program does not create
# scope: document
findings contains violation if {
	some attached in attachment.granted
	attachment.known_value(attached)
	aws_managed := attachment.aws_managed(attached)
	not _agreed(aws_managed)
	message := $"the managed policy {aws_managed} of AWS is attached"
	violation := finding.new(
		attached.resource,
		attached.path,
		message,
		"an inline policy with exact actions and resources",
	)
}

findings contains violation if {
	some attached in attachment.granted
	attachment.known_value(attached)
	not attachment.aws_managed(attached)
	not attachment.created(attached)
	message := $"{attached.value} is not a policy of this program, so nobody has examined it"
	violation := finding.new(attached.resource, attached.path, message, "the ARN of an aws.iam.Policy of this program")
}

# METADATA
# description: policies of AWS that are agreed
# scope: document
exemptions contains {"urn": attached.resource.urn, "pointer": finding.pointer(attached.path), "reason": reason} if {
	some attached in attachment.granted
	aws_managed := attachment.aws_managed(attached)
	_agreed(aws_managed)
	reason := $"the managed policy {aws_managed} of AWS is on the list allowedManagedPolicies"
}

# METADATA
# description: policies that are not known and whose edges do not lead to a policy of this program
# scope: document
unknowns contains violation if {
	some attached in attachment.granted
	not attachment.known_value(attached)
	not attachment.created(attached)
	violation := finding.new(
		attached.resource,
		attached.path,
		"the attached policy is not known",
		"the ARN of an aws.iam.Policy of this program",
	)
}

unknowns contains finding.new(
	attached.resource,
	attached.path,
	"no policy is given",
	"the ARN of an aws.iam.Policy of this program",
) if {
	some attached in attachment.empty
}

# METADATA
# description: policies that are not known, but can only be one of this program
# scope: document
references contains finding.reference(attached.resource, attached.path, urn) if {
	some attached in attachment.granted
	not attachment.known_value(attached)
	attachment.created(attached)
	some urn in attachment.policies(attached)
}

_agreed(aws_managed) if aws_managed in params.value("allowedManagedPolicies")
