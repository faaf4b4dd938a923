# METADATA
# title: ARNs in policies are literal
# description: |
#   A wildcard in the partition, service, region, account or name of an ARN reaches resources of others. Allowed is what
#   AWS demands (facts/iam/arns): what is inside one fully named parent (objects of a bucket, streams of a log group,
#   indexes of a table, versions of a function), and the narrowest form of a call that creates what it acts on (network
#   interfaces of a function). Any pattern of object keys is narrower than the whole bucket and passes like it. The
#   variables aws:username and aws:userid are no wildcards; the others are, for a caller may bring any value.
#   Resource "*" is judged by IAM-002, key policies by IAM-006, Deny and ceilings are free.
# related_resources:
#   - description: documentation
#     ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
# custom:
#   id: IAM-003
#   severity: HIGH
#   enforcement: mandatory
#   requirements: []
#   partial_requirements: [X-02, A-15, A-36, A-49, A-64]
#   controls:
#     nist-800-53-r5: [AC-6, AC-3]
#   remediation: >-
#     Write partition, region, account and name of the resource in full in Resource; take the ARN from the resource
#     itself.
package rules.iam.literal_arns

import data.lib.document
import data.lib.grammar
import data.lib.iam

_kinds := {"identity", "resource", "endpoint"}

# METADATA
# description: resources with a readable policy whose statements name resources
# scope: document
targets := document.subjects(_kinds)

# METADATA
# description: ARNs with a wildcard that AWS does not demand
# scope: document
findings contains violation if {
	some pattern in _patterns
	not iam.demanded(pattern.statement, pattern.arn)
	message := $"the resource {pattern.arn} has {pattern.loose}"
	violation := document.statement_finding(pattern.statement, message, "an ARN whose segments are all literal")
}

# METADATA
# description: ARNs with a wildcard that AWS demands
# scope: document
exemptions contains document.exemption(pattern.statement, $"{pattern.arn}: {reason}") if {
	some pattern in _patterns
	reason := iam.demanded(pattern.statement, pattern.arn)
}

# METADATA
# description: resources that are not known; a document that is not known as a whole is IAM-007's
# scope: document
unknowns := grammar.unknowns("resources")

# METADATA
# description: none
# scope: document
references := set()

_patterns := [{"statement": statement, "arn": arn, "loose": loose} |
	some statement in document.allowing(_kinds)
	some arn in statement.resources
	arn != "*"
	loose := _loose(arn)
]

_loose(arn) := "a wildcard" if {
	iam.wild(arn)
} else := "a variable that the caller chooses" if {
	iam.variable(arn)
}
