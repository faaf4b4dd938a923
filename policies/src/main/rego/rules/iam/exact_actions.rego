# METADATA
# title: Policies allow exact actions only
# description: |
#   A wildcard in an action grants what nobody has read, today and with every action that AWS adds. NotAction,
#   NotResource and NotPrincipal in an Allow grant everything but what they name. Judged in identity, trust, resource
#   and endpoint policies and in grants; key policies are judged by IAM-006. Deny statements and ceilings (SCP,
#   boundary, session policy) grant nothing and are free. A wildcard action on Resource "*" also fails IAM-002, and on
#   the narrowest pattern of network interfaces IAM-003: nobody knows whether what it will mean needs them.
# related_resources:
#   - description: documentation
#     ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
# custom:
#   id: IAM-001
#   severity: CRITICAL
#   enforcement: mandatory
#   requirements: []
#   partial_requirements: [X-02, A-15, A-36, A-49, A-64]
#   controls:
#     nist-800-53-r5: [AC-6, AC-6(1)]
#   remediation: >-
#     Name every action in full in the statement of the policy document, and use Action, Resource and Principal instead
#     of their negations.
package rules.iam.exact_actions

import data.lib.document
import data.lib.grammar
import data.lib.iam

_kinds := {"identity", "trust", "resource", "endpoint", "grant"}

# METADATA
# description: resources with a readable policy that can grant something
# scope: document
targets := document.subjects(_kinds)

# METADATA
# description: statements that allow a wildcard action, or all but something
# scope: document
findings contains violation if {
	some statement in document.allowing(_kinds)
	actions := iam.wild_actions(statement)
	count(actions) > 0
	message := $"it allows wildcard actions: {concat(", ", actions)}"
	violation := document.statement_finding(statement, message, "exact actions, without * and ?")
}

findings contains violation if {
	some statement in document.allowing(_kinds)
	some member in iam.negations(statement)
	message := $"it allows everything but what {member} names"
	violation := document.statement_finding(statement, message, $"{trim_prefix(member, "Not")} with exact values")
}

# METADATA
# description: actions that are not known; a document that is not known as a whole is IAM-007's
# scope: document
unknowns := grammar.unknowns("actions")

# METADATA
# description: none
# scope: document
references := set()
