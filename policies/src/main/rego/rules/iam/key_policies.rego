# METADATA
# title: Key policies name exact principals and actions
# description: |
#   In a key policy Resource "*" means "this key" and is right. Everything else is judged here, and only here: no
#   wildcard in an action, no negation in an Allow, no ARN with a wildcard, and the principal "*" only when a condition
#   names the callers (kms:CallerAccount, aws:PrincipalArn …), as AWS itself writes it. kms:* for the root of the
#   account hands the key to the IAM policies of the account: parameter allowRootKmsStar lets it pass. A key without a
#   policy gets just that one from AWS: KMS-005 refuses it.
# related_resources:
#   - description: documentation
#     ref: https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
# custom:
#   id: IAM-006
#   severity: CRITICAL
#   enforcement: mandatory
#   requirements: []
#   partial_requirements: [X-02, A-35, A-36]
#   controls:
#     nist-800-53-r5: [AC-6, SC-12]
#   remediation: >-
#     Set policy of the key (or of an aws.kms.KeyPolicy) with exact actions; the root needs the administrative ones,
#     with kms:PutKeyPolicy.
#   parameters: [allowRootKmsStar]
package rules.iam.key_policies

import data.lib.document
import data.lib.grammar
import data.lib.iam
import data.lib.keypolicy
import data.lib.params

# METADATA
# description: keys and key policies with a readable document
# scope: document
targets := document.subjects({"key"})

# METADATA
# description: statements that are not exact
# scope: document
findings contains violation if {
	some statement in document.allowing({"key"})
	some fault in keypolicy.faults(statement)
	not _agreed(fault)
	violation := document.statement_finding(statement, fault.message, fault.expected)
}

# METADATA
# description: what a parameter or a condition lets through
# scope: document
exemptions contains document.exemption(statement, reason) if {
	some statement in document.allowing({"key"})
	some fault in keypolicy.faults(statement)
	_agreed(fault)
	reason := $"{fault.message}, which parameter allowRootKmsStar allows"
}

exemptions contains document.exemption(statement, "the principal * is narrowed to callers that a condition names") if {
	some statement in document.allowing({"key"})
	count(iam.wild_principals(statement)) > 0
	iam.pinned(statement, iam.caller_keys)
}

# METADATA
# description: parts of a key policy that are not known; a document that is not known as a whole is IAM-007's
# scope: document
unknowns := grammar.unknowns("key")

# METADATA
# description: none
# scope: document
references := set()

_agreed(fault) if {
	fault.root_star
	params.value("allowRootKmsStar")
}
