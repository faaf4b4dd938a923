# METADATA
# title: Resource "*" only for actions that cannot be scoped
# description: |
#   Resource "*" is right only where AWS knows no resource to name: by its Service Authorization Reference, for every
#   action of the statement. Such a statement stands apart, its Sid begins with "Unscopable" so that a reader sees it
#   was meant, and where a condition can narrow the action (cloudwatch:namespace for PutMetricData) it must. A wildcard
#   action is never known to be unscopable. In a policy that is attached to a secret "*" is that secret; key policies
#   are judged by IAM-006, and Deny statements and ceilings are free. Conditions on other keys do not scope.
# related_resources:
#   - description: documentation
#     ref: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
# custom:
#   id: IAM-002
#   severity: HIGH
#   enforcement: mandatory
#   requirements: []
#   partial_requirements: [X-02, A-15, A-36, A-49, A-64]
#   controls:
#     nist-800-53-r5: [AC-6, AC-3]
#   remediation: >-
#     Give the exact ARNs in Resource; move actions that only accept "*" to a statement of their own whose Sid begins
#     with Unscopable.
package rules.iam.scoped_resources

import data.lib.document
import data.lib.grammar
import data.lib.iam

_kinds := {"identity", "resource", "endpoint"}

# METADATA
# description: resources with a readable policy whose statements name resources
# scope: document
targets := document.subjects(_kinds)

# METADATA
# description: statements whose "*" AWS does not demand, or that do not say that it does
# scope: document
findings contains violation if {
	some statement in _everywhere
	not statement.self
	some fault in _faults(statement)
	violation := document.statement_finding(statement, fault.message, fault.expected)
}

# METADATA
# description: statements whose "*" is let through
# scope: document
exemptions contains document.exemption(statement, reason) if {
	some statement in _everywhere
	not statement.self
	count(_faults(statement)) == 0
	reason := $"{concat(", ", sort(statement.actions))} can only be allowed on Resource *"
}

exemptions contains document.exemption(
	statement,
	"in a policy that is attached to a secret, Resource * is that secret",
) if {
	some statement in _everywhere
	statement.self
}

# METADATA
# description: resources that are not known; a document that is not known as a whole is IAM-007's
# scope: document
unknowns := grammar.unknowns("resources")

# METADATA
# description: none
# scope: document
references := set()

_everywhere := [statement | some statement in document.allowing(_kinds); "*" in statement.resources]

_faults(statement) := [{
	"message": $"it allows {concat(", ", actions)} on Resource *",
	"expected": "the ARNs of the resources",
}] if {
	actions := iam.scopable_actions(statement)
	count(actions) > 0
} else := array.concat(
	[{"message": "Resource * is not announced by its Sid", "expected": "a Sid that begins with Unscopable"} |
		not startswith(statement.sid, "Unscopable")
	],
	[{"message": $"it is not narrowed by {key}", "expected": $"a condition StringEquals on {key}"} |
		some key in iam.missing_conditions(statement)
	],
)
