# METADATA
# title: Policies trust exact principals only
# description: |
#   "*" admits everybody, and a condition beside it is one edit away from being gone: name the principal, "*" belongs in
#   a Deny. Two places are different, because AWS demands "*" there: an endpoint policy, narrowed by exact callers, and
#   a grant to an organisation. A trust policy names exact service principals and exact roles, not the root of an
#   account (which is whoever that account lets in); services that pass aws:SourceAccount or aws:SourceArn must be held
#   to it, or another customer's resource can make them assume the role (confused deputy); a role of another account
#   needs sts:ExternalId or the organisation, a federation its audience. Key policies are judged by IAM-006.
# related_resources:
#   - description: documentation
#     ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
# custom:
#   id: IAM-004
#   severity: CRITICAL
#   enforcement: mandatory
#   requirements: []
#   partial_requirements: [X-02, A-36, A-64]
#   controls:
#     nist-800-53-r5: [AC-3, AC-6, IA-9]
#   remediation: >-
#     Name the exact service or role in Principal of the policy (assumeRolePolicy, policy), with a condition on
#     aws:SourceAccount for services.
package rules.iam.exact_principals

import data.lib.document
import data.lib.grammar
import data.lib.iam
import data.lib.trust

_kinds := {"trust", "resource", "endpoint", "grant"}

# METADATA
# description: resources with a readable policy or grant that names principals
# scope: document
targets := document.subjects(_kinds)

# METADATA
# description: statements that allow principals that are not exact, and trust that is not narrowed as it must be
# scope: document
findings contains violation if {
	some statement in document.allowing(_kinds)
	some principal in iam.wild_principals(statement)
	not _narrowed(statement)
	violation := document.statement_finding(
		statement,
		$"it allows the principal {principal}",
		"an exact service principal or role ARN",
	)
}

findings contains violation if {
	some statement in document.allowing({"trust"})
	some fault in trust.faults(statement)
	violation := document.statement_finding(statement, fault.message, fault.expected)
}

# METADATA
# description: principals "*" that are let through
# scope: document
exemptions contains document.exemption(statement, reason) if {
	some statement in document.allowing(_kinds)
	count(iam.wild_principals(statement)) > 0
	reason := _narrowed(statement)
}

# METADATA
# description: principals that are not known; a document that is not known as a whole is IAM-007's
# scope: document
unknowns := grammar.unknowns("principals")

# METADATA
# description: none
# scope: document
references := set()

_narrowed(statement) := "AWS demands the principal * in an endpoint policy; a condition names the callers" if {
	statement.kind == "endpoint"
	iam.pinned(statement, iam.caller_keys)
}

_narrowed(statement) := "AWS demands the principal * in a grant to an organisation" if statement.organization
