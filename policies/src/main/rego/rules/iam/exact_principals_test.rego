package rules.iam.exact_principals_test

import data.lib.iam_fixture_test as fixture
import data.rules.iam.exact_principals

test_pass_exact_principals if {
	resources := [
		fixture.role("lambda", {"Principal": {"Service": "lambda.amazonaws.com"}}),
		fixture.role("flow-logs", {
			"Principal": {"Service": "vpc-flow-logs.amazonaws.com"},
			"Condition": {"StringEquals": {"aws:SourceAccount": "000000000000"}},
		}),
		fixture.role("other", {
			"Principal": {"AWS": ["arn:aws:iam::000000000000:role/a", "arn:aws:iam::111111111111:user/b"]},
		}),
	]
	exact_principals.findings == set() with input as fixture.given(resources)
	exact_principals.targets == {resource.urn | some resource in resources} with input as fixture.given(resources)
	exact_principals.unknowns | exact_principals.references == set() with input as fixture.given(resources)
	exact_principals.exemptions == set() with input as fixture.given(resources)
}

test_pass_demanded_asterisks_are_exempt if {
	resources := [
		fixture.holder("aws:ec2/vpcEndpoint:VpcEndpoint", "e", [{
			"Effect": "Allow",
			"Principal": "*",
			"Action": "s3:GetObject",
			"Resource": "arn:aws:s3:::b/*",
			"Condition": {"StringEquals": {"aws:PrincipalAccount": "000000000000"}},
		}]),
		fixture.resource(
			"aws:lambda/layerVersionPermission:LayerVersionPermission",
			"l",
			{"principal": "*", "action": "lambda:GetLayerVersion", "organizationId": "o-1"},
		),
	]
	exact_principals.findings == set() with input as fixture.given(resources)
	fixture.excused(exact_principals.exemptions) == {
		"/inputs/policy statement 0: AWS demands the principal * in an endpoint policy; a condition names the callers",
		"/inputs/principal grant: AWS demands the principal * in a grant to an organisation",
	} with input as fixture.given(resources)
}

test_pass_denial_for_everybody if {
	resources := [fixture.holder("aws:s3/bucketPolicy:BucketPolicy", "b", [
		{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::b/*"},
	])]
	exact_principals.findings == set() with input as fixture.given(resources)
}

test_fail_everybody if {
	resources := [
		fixture.holder("aws:sqs/queuePolicy:QueuePolicy", "q", [{
			"Effect": "Allow",
			"Principal": {"AWS": ["*"]},
			"Action": "sqs:SendMessage",
			"Resource": "arn:aws:sqs:us-east-1:000000000000:q",
			"Condition": {"StringEquals": {"aws:PrincipalAccount": "000000000000"}},
		}]),
		fixture.role("r", {"Principal": "*"}),
		fixture.resource("aws:lambda/permission:Permission", "p", {"principal": "*", "action": "lambda:InvokeFunction"}),
		fixture.resource(
			"aws:lambda/permission:Permission",
			"u",
			{"principal": "*", "action": "lambda:InvokeFunction", "principalOrgId": {"$unknown": true}},
		),
	]
	fixture.told(exact_principals.findings) == {
		"q /inputs/policy statement 0: it allows the principal *",
		"r /inputs/assumeRolePolicy statement 0: it allows the principal *",
		"p /inputs/principal grant: it allows the principal *",
		"u /inputs/principal grant: it allows the principal *",
	} with input as fixture.given(resources)
	exact_principals.exemptions == set() with input as fixture.given(resources)
}

test_fail_trust_that_is_too_wide if {
	resources := [
		fixture.role("root", {"Principal": {"AWS": "arn:aws:iam::000000000000:root"}}),
		fixture.role("number", {"Principal": {"AWS": "000000000000"}}),
		fixture.role("id", {"Principal": {"AWS": "AROAEXAMPLEID"}}),
		fixture.role("service", {"Principal": {"Service": "events.amazonaws.com"}}),
		fixture.role("regional", {"Principal": {"Service": "logs.us-east-1.amazonaws.com"}}),
		fixture.role("federation", {"Principal": {"Federated": "cognito-identity.amazonaws.com"}}),
		object.union(
			fixture.role("foreign", {"Principal": {"AWS": "arn:aws:iam::111111111111:role/a"}}),
			{"outputs": {"arn": "arn:aws:iam::000000000000:role/foreign"}},
		),
	]
	fixture.told(exact_principals.findings) == {
		"root /inputs/assumeRolePolicy statement 0: it trusts the whole account arn:aws:iam::000000000000:root",
		"number /inputs/assumeRolePolicy statement 0: it trusts the whole account 000000000000",
		"id /inputs/assumeRolePolicy statement 0: it trusts AROAEXAMPLEID, which is no role, user or service",
		"service /inputs/assumeRolePolicy statement 0: it trusts events.amazonaws.com for whatever account it acts",
		"regional /inputs/assumeRolePolicy statement 0: it trusts logs.us-east-1.amazonaws.com for whatever account it acts",
		"federation /inputs/assumeRolePolicy statement 0: it trusts every user of cognito-identity.amazonaws.com",
		concat(" ", [
			"foreign /inputs/assumeRolePolicy statement 0: it trusts arn:aws:iam::111111111111:role/a",
			"of another account without a condition",
		]),
	} with input as fixture.given(resources)
}

test_pass_federation_and_foreign_role_with_condition if {
	resources := [
		fixture.role("saml", {"Principal": {"Federated": "arn:aws:iam::000000000000:saml-provider/p"}, "Condition": {
			"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"},
		}}),
		fixture.role("oidc", {"Principal": {"Federated": "idp"}, "Condition": {
			"ForAnyValue:StringLike": {"idp:sub": ["a"]},
		}}),
		object.union(
			fixture.role("foreign", {
				"Principal": {"AWS": "arn:aws:iam::111111111111:role/a"},
				"Condition": {"StringEquals": {"sts:ExternalId": "agreed"}},
			}),
			{"outputs": {"arn": "arn:aws:iam::000000000000:role/foreign"}},
		),
	]
	exact_principals.findings == set() with input as fixture.given(resources)
}

test_fail_federation_whose_condition_holds_to_nothing if {
	every condition in [
		{"ForAnyValue:StringLike": {"idp:sub": "*"}},
		{"ForAnyValue:StringNotEquals": {"idp:sub": "a"}},
		{"StringEquals": {"idp:sub": "${idp:sub}"}},
	] {
		resources := [fixture.role("oidc", {"Principal": {"Federated": "idp"}, "Condition": condition})]
		fixture.told(exact_principals.findings) == {
			"oidc /inputs/assumeRolePolicy statement 0: it trusts every user of idp",
		} with input as fixture.given(resources)
	}
}

test_pass_role_of_any_account_while_the_own_one_is_not_known if {
	resources := [object.union(
		fixture.role("r", {"Principal": {"AWS": "arn:aws:iam::111111111111:role/a"}}),
		{"outputs": {"arn": {"$unknown": true}}},
	)]
	exact_principals.findings == set() with input as fixture.given(resources)
}

test_unknown_trust_policy_is_left_to_readable_documents if {
	resources := [fixture.resource("aws:iam/role:Role", "r", {"assumeRolePolicy": {"$unknown": true}})]
	exact_principals.targets == set() with input as fixture.given(resources)
}

test_unknown_principals if {
	unknown := {"$unknown": true}
	resources := [
		fixture.resource("aws:iam/role:Role", "r", {
			"assumeRolePolicy": {"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": unknown}}]},
		}),
		fixture.resource("aws:lambda/permission:Permission", "g", {"principal": unknown, "action": "lambda:InvokeFunction"}),
	]
	fixture.told(exact_principals.unknowns) == {
		"r /inputs/assumeRolePolicy /Statement/0/Principal/AWS of the policy document is not known",
		"g /inputs/principal what is granted, or to whom, is not known",
	} with input as fixture.given(resources)
	exact_principals.findings == set() with input as fixture.given(resources)
	exact_principals.targets == {resource.urn | some resource in resources} with input as fixture.given(resources)
}

test_fail_an_organisation_that_narrows_nothing if {
	type := "aws:lambda/permission:Permission"
	every organization in ["", "*", "${aws:PrincipalOrgID}", false, {"$unknown": true}] {
		inputs := {"principal": "*", "action": "lambda:InvokeFunction", "principalOrgId": organization}
		resources := [fixture.resource(type, "p", inputs)]
		fixture.told(exact_principals.findings) == {
			"p /inputs/principal grant: it allows the principal *",
		} with input as fixture.given(resources)
	}
	condition := {"key": "aws:PrincipalOrgID", "type": "StringEquals", "value": "o-1"}
	inputs := {"principal": "*", "action": "events:PutEvents", "condition": condition}
	resources := [fixture.resource("aws:cloudwatch/eventPermission:EventPermission", "e", inputs)]
	exact_principals.findings == set() with input as fixture.given(resources)
}

test_unknown_grant_without_a_principal if {
	resources := [fixture.resource("aws:lambda/permission:Permission", "p", {"action": "lambda:InvokeFunction"})]
	fixture.told(exact_principals.unknowns) == {
		"p /inputs/principal what is granted, or to whom, is not known",
	} with input as fixture.given(resources)
}
