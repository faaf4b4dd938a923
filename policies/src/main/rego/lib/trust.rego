# METADATA
# title: Trust policies
# description: What is wrong with the principals of a statement by which a role may be assumed, besides wildcards.
package lib.trust

import data.lib.iam

# METADATA
# description: "[{message, expected}] of a statement of kind trust"
faults(statement) := [fault |
	some principal in statement.principals
	not iam.wild(principal.value)
	fault := _fault(statement, principal)
]

_fault(statement, principal) := {
	"message": $"it trusts the whole account {principal.value}",
	"expected": "the ARNs of the roles that may assume this one",
} if {
	iam.account_root(principal)
} else := {
	"message": $"it trusts {principal.value}, which is no role, user or service",
	"expected": "the ARN of a role",
} if {
	principal.type == "AWS"
	not iam.identity(principal)
} else := _unnarrowed(statement, principal)

_unnarrowed(statement, principal) := {
	"message": $"it trusts {principal.value} for whatever account it acts",
	"expected": "a condition on aws:SourceAccount or aws:SourceArn",
} if {
	iam.gives_source(principal)
	not iam.pinned(statement, iam.source_keys)
} else := {
	"message": $"it trusts {principal.value} of another account without a condition",
	"expected": "a condition StringEquals on sts:ExternalId or aws:PrincipalOrgID",
} if {
	principal.type == "AWS"
	_foreign(statement, principal)
	not iam.pinned(statement, {"sts:externalid", "aws:principalorgid"})
} else := {
	"message": $"it trusts every user of {principal.value}",
	"expected": "a condition on the audience or subject of the token",
} if {
	principal.type == "Federated"
	not _audience(statement)
}

# only when the ARN of the role is known
_foreign(statement, principal) if {
	own := iam.account(object.get(statement.resource, ["outputs", "arn"], ""))
	own != ""
	iam.account(principal.value) != own
}

_audience(statement) if {
	some condition in statement.conditions
	some claim in [":aud", ":sub"]
	endswith(condition.key, claim)
	iam.pinned(statement, {condition.key})
}

# One of several values is enough: the values must hold to something here as well.
_audience(statement) if {
	some condition in statement.conditions
	some claim in [":aud", ":sub"]
	endswith(condition.key, claim)
	startswith(condition.operator, "foranyvalue:")
	alone := object.union(condition, {"operator": trim_prefix(condition.operator, "foranyvalue:")})
	iam.pinned({"conditions": [alone]}, {condition.key})
}
