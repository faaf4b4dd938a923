package rules.iam.key_policies_test

import data.lib.iam_fixture_test as fixture
import data.rules.iam.key_policies

_key_type := "aws:kms/key:Key"

_root := {"AWS": "arn:aws:iam::000000000000:root"}

_root_star := fixture.holder(_key_type, "k", [
	{"Effect": "Allow", "Principal": _root, "Action": "kms:*", "Resource": "*"},
])

_lenient(resources) := object.union(
	fixture.given(resources),
	{"evaluation": {"profile": {"name": "lenient", "parameters": {"allowRootKmsStar": true}}}},
)

test_pass_exact_actions_on_this_key if {
	resources := [fixture.holder(_key_type, "k", [
		{"Effect": "Allow", "Principal": _root, "Action": ["kms:PutKeyPolicy"], "Resource": "*"},
	])]
	key_policies.findings | key_policies.unknowns == set() with input as fixture.given(resources)
	key_policies.references | key_policies.exemptions == set() with input as fixture.given(resources)
	key_policies.targets == {resources[0].urn} with input as fixture.given(resources)
}

test_pass_everybody_of_a_known_account_is_exempt if {
	resources := [fixture.holder(_key_type, "k", [{
		"Effect": "Allow",
		"Principal": {"AWS": "*"},
		"Action": "kms:Decrypt",
		"Resource": "*",
		"Condition": {"StringEquals": {"kms:CallerAccount": "000000000000"}},
	}])]
	key_policies.findings == set() with input as fixture.given(resources)
	fixture.excused(key_policies.exemptions) == {
		"/inputs/policy statement 0: the principal * is narrowed to callers that a condition names",
	} with input as fixture.given(resources)
}

test_pass_root_star_where_the_parameter_says_so if {
	key_policies.findings == set() with input as _lenient([_root_star])
	fixture.excused(key_policies.exemptions) == {
		"/inputs/policy statement 0: it allows wildcard actions: kms:*, which parameter allowRootKmsStar allows",
	} with input as _lenient([_root_star])
}

test_fail_root_star if {
	fixture.told(key_policies.findings) == {
		"k /inputs/policy statement 0: it allows wildcard actions: kms:*",
	} with input as fixture.given([_root_star])
	key_policies.exemptions == set() with input as fixture.given([_root_star])
}

test_fail_parameter_is_for_the_root_and_kms_only if {
	resources := [
		fixture.holder(_key_type, "role", [
			{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::000000000000:role/r"}, "Action": "kms:*", "Resource": "*"},
		]),
		fixture.holder(_key_type, "more", [
			{"Effect": "Allow", "Principal": _root, "Action": ["kms:*", "kms:Re*"], "Resource": "*"},
		]),
		fixture.holder(_key_type, "nobody", [{"Effect": "Allow", "NotPrincipal": _root, "Action": "kms:*", "Resource": "*"}]),
	]
	fixture.told(key_policies.findings) == {
		"role /inputs/policy statement 0: it allows wildcard actions: kms:*",
		"more /inputs/policy statement 0: it allows wildcard actions: kms:*, kms:Re*",
		"nobody /inputs/policy statement 0: it allows wildcard actions: kms:*",
		"nobody /inputs/policy statement 0: it allows everything but what NotPrincipal names",
	} with input as _lenient(resources)
}

test_fail_everybody_and_wildcard_arn if {
	resources := [fixture.holder("aws:kms/replicaKey:ReplicaKey", "k", [{
		"Effect": "Allow",
		"Principal": "*",
		"Action": "kms:Decrypt",
		"Resource": ["*", "arn:aws:kms:*:000000000000:key/k"],
		"Condition": {"StringEquals": {"kms:ViaService": "rds.us-east-1.amazonaws.com"}},
	}])]
	fixture.told(key_policies.findings) == {
		"k /inputs/policy statement 0: it allows the principal *",
		"k /inputs/policy statement 0: the resource arn:aws:kms:*:000000000000:key/k has a wildcard",
	} with input as fixture.given(resources)
}

test_unknown_policy_is_left_to_readable_documents if {
	resources := [fixture.resource(_key_type, "k", {"policy": {"$unknown": true}})]
	key_policies.targets == set() with input as fixture.given(resources)
}

test_pass_keys_without_policy_are_no_targets if {
	key_policies.targets == set() with input as fixture.given([fixture.resource(_key_type, "k", {})])
}

test_unknown_parts_of_a_key_policy if {
	resources := [fixture.resource(_key_type, "k", {"policy": {"Statement": [{
		"Effect": "Allow",
		"Principal": {"AWS": {"$unknown": true}},
		"Action": "kms:Decrypt",
		"Resource": "*",
	}]}})]
	fixture.told(key_policies.unknowns) == {
		"k /inputs/policy /Statement/0/Principal/AWS of the policy document is not known",
	} with input as fixture.given(resources)
	key_policies.findings == set() with input as fixture.given(resources)
}
