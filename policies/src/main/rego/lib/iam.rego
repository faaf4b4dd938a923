# METADATA
# title: Meaning of IAM statements
# description: |
#   Wildcards, ARNs, conditions and principals, as section X-02 of the requirements judges them; takes statements of
#   lib.document.
package lib.iam

# METADATA
# scope: document
# description: |
#   The text has a wildcard. The policy variables ${*}, ${?} and ${$} stand for the character itself, and
#   ${aws:username} for one exact value.
wild(text) if contains(_without_escapes(text), "*")

wild(text) if contains(_without_escapes(text), "?")

_without_escapes(text) := replace(replace(text, "${*}", ""), "${?}", "")

# METADATA
# description: |
#   the text has a policy variable that may be anything; the name and the id of the caller, and the escapes, are not
variable(text) if {
	named := replace(replace(lower(text), "${aws:username}", ""), "${aws:userid}", "")
	contains(replace(_without_escapes(named), "${$}", ""), "${")
}

# METADATA
# description: actions of a statement that have a wildcard, sorted
wild_actions(statement) := sort([action | some action in statement.actions; wild(action)])

# METADATA
# description: members by which an Allow grants everything but something; they cannot be exact
negations(statement) := [member |
	some member in ["NotAction", "NotResource", "NotPrincipal"]
	_ := statement.raw[member]
]

# METADATA
# description: |
#   What a statement allows that can be given exact resources, sorted. A wildcard action always can, for nobody knows
#   what it will mean, and so can everything but what NotAction names.
scopable_actions(statement) := sort(array.concat(
	[action | some action in statement.actions; not _unscopable(lower(action))],
	["everything else" | _ := statement.raw.NotAction],
))

_unscopable(action) if data.facts.iam.unscopable.actions[action]

_unscopable(action) if data.facts.iam.arns.more_unscopable[action]

# METADATA
# description: condition keys that an action with Resource "*" must be narrowed by, and that the statement lacks, sorted
missing_conditions(statement) := sort([key |
	some action in statement.actions
	key := data.facts.iam.arns.demanded_conditions[lower(action)]
	not pinned(statement, {key})
])

# METADATA
# description: why the wildcard in an ARN is demanded by AWS; undefined when it is not
demanded(statement, arn) := reasons[0] if {
	parts := _parts(arn)
	not wild(concat(":", [parts.partition, parts.service, parts.region, parts.account]))
	reasons := array.concat(_child_reasons(parts), _narrowest_reasons(statement, parts))
}

_child_reasons(parts) := [child.reason |
	some child in data.facts.iam.arns.children
	child.service == parts.service
	child.regional == _is_regional(parts)
	startswith(parts.resource, child.prefix)
	name := _before(substring(parts.resource, count(child.prefix), -1), child.separator)
	name != ""
	not wild(name)
	not contains(name, "${")
]

_narrowest_reasons(statement, parts) := [form.reason |
	some form in data.facts.iam.arns.narrowest
	form.service == parts.service
	form.resource == parts.resource
	exact := {lower(action) | some action in form.actions}
	count(statement.actions) > 0
	every action in statement.actions {
		exact[lower(action)]
	}
]

# the text before the separator; empty when there is none
_before(text, separator) := split(text, separator)[0] if {
	contains(text, separator)
} else := ""

_parts(arn) := {
	"partition": parts[1],
	"service": parts[2],
	"region": parts[3],
	"account": parts[4],
	"resource": concat(":", array.slice(parts, 5, count(parts))),
} if {
	parts := split(arn, ":")
	parts[0] == "arn"
	count(parts) > 5
}

_is_regional(parts) if {
	concat("", [parts.region, parts.account]) != ""
} else := false

_positive := {"stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike"}

# METADATA
# description: |
#   A condition lets the statement apply only where one of the keys (a set, lower case) has one of some values, none of
#   which is just any. An operator with IfExists or ForAllValues does not: it also applies where the key is absent.
pinned(statement, keys) if {
	some condition in statement.conditions
	keys[condition.key]
	_positive[condition.operator]
	count(condition.values) > 0
	every value in condition.values {
		_pinning(value)
	}
}

_pinning(value) if exact(value)

# the account of an ARN says whose it is
_pinning(value) if exact(_parts(value).account)

# METADATA
# description: |
#   A text that says one thing: no wildcard, and no policy variable, which stands for whatever the caller brings
#   (aws:PrincipalAccount equals ${aws:PrincipalAccount} for everybody).
exact(value) if {
	is_string(value)
	value != ""
	not wild(value)
	not contains(value, "${")
}

# METADATA
# description: keys that say who calls; exact values of them narrow the principal "*" to known callers
caller_keys := {"kms:calleraccount", "aws:principalaccount", "aws:principalarn", "aws:principalorgid"}

# METADATA
# description: keys that say for whom a service acts
source_keys := {"aws:sourceaccount", "aws:sourcearn"}

# METADATA
# description: principals of a statement that are no exact ones, sorted
wild_principals(statement) := sort([principal.value | some principal in statement.principals; wild(principal.value)])

# METADATA
# scope: document
# description: the principal is an account (its root stands for whoever that account lets in)
account_root(principal) if {
	principal.type == "AWS"
	endswith(principal.value, ":root")
}

account_root(principal) if {
	principal.type == "AWS"
	count(principal.value) == 12
	to_number(principal.value) >= 0
}

# METADATA
# description: the principal is exactly one role, user or session
identity(principal) if {
	startswith(principal.value, "arn:")
	some form in [":role/", ":user/", ":assumed-role/"]
	contains(principal.value, form)
}

# METADATA
# description: account of an ARN; empty when there is none
account(arn) := _parts(arn).account if {
	is_string(arn)
} else := ""

# METADATA
# scope: document
# description: |
#   the service passes a source condition when it assumes a role; the region in a regional name (logs.eu-west-1.…) and
#   the partition at its end (….com.cn) do not matter
gives_source(principal) if {
	principal.type == "Service"
	_service(principal.value) in data.facts.iam.services.source_conditions
}

_service(principal) := concat(".", [label |
	some label in split(trim_suffix(lower(principal), ".cn"), ".")
	not regex.match(`^[a-z]{2}(-[a-z]+)+-[0-9]+$`, label)
])
