# METADATA
# title: Key policies
# description: What is wrong with a statement of a key policy.
package lib.keypolicy

import data.lib.iam

# METADATA
# description: |
#   "[{message, expected, root_star}]" of an Allow; root_star tells that it is kms:* for the root of an account and
#   nothing more
faults(statement) := array.concat(
	_action_faults(statement),
	array.concat(
		[_fault($"it allows everything but what {member} names", "exact values") | some member in iam.negations(statement)],
		array.concat(
			[_fault($"the resource {arn} has a wildcard", "Resource *, which is this key") |
				some arn in statement.resources
				arn != "*"
				iam.wild(arn)
			],
			[_fault($"it allows the principal {principal}", "an exact service principal or role ARN") |
				some principal in iam.wild_principals(statement)
				not iam.pinned(statement, iam.caller_keys)
			],
		),
	),
)

_action_faults(statement) := [{
	"message": $"it allows wildcard actions: {concat(", ", actions)}",
	"expected": "exact actions, without * and ?",
	"root_star": _root_star(statement, actions),
}] if {
	actions := iam.wild_actions(statement)
	count(actions) > 0
} else := []

_fault(message, expected) := {"message": message, "expected": expected, "root_star": false}

_root_star(statement, actions) if {
	{lower(action) | some action in actions} == {"kms:*"}
	count(statement.principals) > 0
	every principal in statement.principals {
		iam.account_root(principal)
	}
} else := false
