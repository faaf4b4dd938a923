package rules.iam.exact_actions_test

import data.lib.iam_fixture_test as fixture
import data.rules.iam.exact_actions

test_pass_exact_actions if {
	resources := [fixture.policy("p", [{"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "arn:aws:s3:::b/k"}])]
	exact_actions.findings == set() with input as fixture.given(resources)
	exact_actions.targets == {resources[0].urn} with input as fixture.given(resources)
	exact_actions.unknowns | exact_actions.references == set() with input as fixture.given(resources)
}

test_pass_deny_with_wildcards_and_negations if {
	resources := [fixture.policy("p", [{"Effect": "Deny", "NotAction": "iam:*", "Resource": "*"}])]
	exact_actions.findings == set() with input as fixture.given(resources)
	exact_actions.targets == {resources[0].urn} with input as fixture.given(resources)
}

test_pass_ceilings_are_no_targets if {
	resources := [fixture.resource("aws:organizations/policy:Policy", "scp", {
		"content": fixture.text([{"Effect": "Allow", "Action": "*", "Resource": "*"}]),
	})]
	exact_actions.targets == set() with input as fixture.given(resources)
	exact_actions.findings == set() with input as fixture.given(resources)
}

test_fail_wildcard_actions_of_one_statement_are_one_finding_with_the_statement_as_evidence if {
	statement := {
		"Sid": "Bad",
		"Effect": "Allow",
		"Action": ["sqs:*", "s3:Get?bject", "s3:GetObject"],
		"Resource": "arn:aws:s3:::b/k",
	}
	resource := fixture.policy("p", [statement])
	exact_actions.findings == {{
		"urn": resource.urn,
		"type": resource.type,
		"name": "p",
		"region": null,
		"pointer": "/inputs/policy",
		"message": "statement 0 (Bad): it allows wildcard actions: s3:Get?bject, sqs:*",
		"expected": "exact actions, without * and ?",
		"actual": statement,
	}} with input as fixture.given([resource])
}

test_fail_negations if {
	resources := [fixture.policy("p", [
		{"Effect": "Allow", "NotAction": "iam:PassRole", "Resource": "arn:aws:s3:::b/k"},
		{"Effect": "Allow", "Action": "s3:GetObject", "NotResource": "arn:aws:s3:::b/k"},
		{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/k", "NotPrincipal": {
			"AWS": "arn:aws:iam::000000000000:role/r",
		}},
	])]
	fixture.told(exact_actions.findings) == {
		"p /inputs/policy statement 0: it allows everything but what NotAction names",
		"p /inputs/policy statement 1: it allows everything but what NotResource names",
		"p /inputs/policy statement 2: it allows everything but what NotPrincipal names",
	} with input as fixture.given(resources)
}

test_fail_grant_with_wildcard_action if {
	resources := [fixture.resource("aws:lambda/permission:Permission", "p", {
		"action": "lambda:*",
		"principal": "events.amazonaws.com",
	})]
	fixture.told(exact_actions.findings) == {
		"p /inputs/principal grant: it allows wildcard actions: lambda:*",
	} with input as fixture.given(resources)
	exact_actions.targets == {resources[0].urn} with input as fixture.given(resources)
}

test_unknown_document_is_left_to_readable_documents if {
	resources := [fixture.resource("aws:iam/rolePolicy:RolePolicy", "p", {"policy": {"$unknown": true}})]
	exact_actions.targets == set() with input as fixture.given(resources)
}

test_unknown_actions if {
	unknown := {"$unknown": true}
	resources := [
		fixture.resource("aws:iam/rolePolicy:RolePolicy", "p", {
			"policy": {"Statement": {"Effect": "Allow", "Action": ["s3:GetObject", unknown], "Resource": unknown}},
		}),
		fixture.resource("aws:acmpca/permission:Permission", "g", {
			"principal": unknown,
			"actions": ["acm-pca:GetCertificate", unknown],
		}),
		fixture.resource("aws:organizations/policy:Policy", "c", {
			"content": {"Statement": {"Effect": "Deny", "Action": unknown, "Resource": "*"}},
		}),
	]
	fixture.told(exact_actions.unknowns) == {
		"p /inputs/policy /Statement/Action/1 of the policy document is not known",
		"g /inputs/actions/1 what is granted, or to whom, is not known",
	} with input as fixture.given(resources)
	exact_actions.findings == set() with input as fixture.given(resources)
	exact_actions.targets == {resources[0].urn, resources[1].urn} with input as fixture.given(resources)
}
