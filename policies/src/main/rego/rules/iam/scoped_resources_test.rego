package rules.iam.scoped_resources_test

import data.lib.iam_fixture_test as fixture
import data.rules.iam.scoped_resources

test_pass_unscopable_actions_are_exempt if {
	resources := [fixture.policy("p", [{
		"Sid": "UnscopableTracing",
		"Effect": "Allow",
		"Action": ["XRAY:PutTraceSegments", "ssm:UpdateInstanceInformation"],
		"Resource": ["*"],
	}])]
	scoped_resources.findings == set() with input as fixture.given(resources)
	scoped_resources.targets == {resources[0].urn} with input as fixture.given(resources)
	scoped_resources.unknowns | scoped_resources.references == set() with input as fixture.given(resources)
	actions := "XRAY:PutTraceSegments, ssm:UpdateInstanceInformation"
	scoped_resources.exemptions == {{
		"urn": resources[0].urn,
		"pointer": "/inputs/policy",
		"reason": $"statement 0 (UnscopableTracing): {actions} can only be allowed on Resource *",
	}} with input as fixture.given(resources)
}

test_pass_namespace_pinned if {
	resources := [fixture.policy("p", [{
		"Sid": "UnscopableMetrics",
		"Effect": "Allow",
		"Action": "cloudwatch:PutMetricData",
		"Resource": "*",
		"Condition": {"StringEquals": {"cloudwatch:namespace": ["Orders"]}},
	}])]
	scoped_resources.findings == set() with input as fixture.given(resources)
	count(scoped_resources.exemptions) == 1 with input as fixture.given(resources)
}

test_pass_secret_policy_is_about_itself if {
	resources := [fixture.holder("aws:secretsmanager/secretPolicy:SecretPolicy", "p", [{
		"Effect": "Allow",
		"Principal": {"AWS": "arn:aws:iam::000000000000:role/r"},
		"Action": "secretsmanager:GetSecretValue",
		"Resource": "*",
	}])]
	scoped_resources.findings == set() with input as fixture.given(resources)
	fixture.excused(scoped_resources.exemptions) == {
		"/inputs/policy statement 0: in a policy that is attached to a secret, Resource * is that secret",
	} with input as fixture.given(resources)
}

test_pass_exact_resources_and_denials_are_no_exemption if {
	resources := [fixture.policy("p", [
		{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/k"},
		{"Effect": "Deny", "Action": "s3:GetObject", "Resource": "*"},
	])]
	scoped_resources.findings | scoped_resources.exemptions == set() with input as fixture.given(resources)
	scoped_resources.targets == {resources[0].urn} with input as fixture.given(resources)
}

test_fail_scopable_and_wildcard_actions if {
	resources := [fixture.policy("p", [{
		"Sid": "UnscopableNot",
		"Effect": "Allow",
		"Action": ["sqs:SendMessage", "xray:Put*", "xray:PutTraceSegments"],
		"Resource": "*",
	}])]
	fixture.told(scoped_resources.findings) == {
		"p /inputs/policy statement 0 (UnscopableNot): it allows sqs:SendMessage, xray:Put* on Resource *",
	} with input as fixture.given(resources)
	scoped_resources.exemptions == set() with input as fixture.given(resources)
}

test_fail_everything_else_on_everything if {
	resources := [
		fixture.policy("p", [{"Sid": "UnscopableNot", "Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}]),
	]
	fixture.told(scoped_resources.findings) == {
		"p /inputs/policy statement 0 (UnscopableNot): it allows everything else on Resource *",
	} with input as fixture.given(resources)
	scoped_resources.exemptions == set() with input as fixture.given(resources)
}

test_fail_silent_sid_and_missing_namespace if {
	resources := [fixture.policy("p", [{"Effect": "Allow", "Action": "cloudwatch:PutMetricData", "Resource": "*"}])]
	fixture.told(scoped_resources.findings) == {
		"p /inputs/policy statement 0: Resource * is not announced by its Sid",
		"p /inputs/policy statement 0: it is not narrowed by cloudwatch:namespace",
	} with input as fixture.given(resources)
}

test_unknown_document_is_left_to_readable_documents if {
	resources := [fixture.resource("aws:iam/rolePolicy:RolePolicy", "p", {"policy": {"$unknown": true}})]
	scoped_resources.targets == set() with input as fixture.given(resources)
}

test_unknown_resources if {
	resources := [fixture.resource("aws:iam/rolePolicy:RolePolicy", "p", {"policy": {"Statement": [{
		"Effect": "Allow",
		"Action": {"$unknown": true},
		"Resource": ["arn:aws:s3:::b/k", {"$unknown": true}],
	}]}})]
	fixture.told(scoped_resources.unknowns) == {
		"p /inputs/policy /Statement/0/Resource/1 of the policy document is not known",
	} with input as fixture.given(resources)
	scoped_resources.findings == set() with input as fixture.given(resources)
}
