package rules.iam.literal_arns_test

import data.lib.iam_fixture_test as fixture
import data.rules.iam.literal_arns

test_pass_demanded_wildcards_are_exempt if {
	arns := [
		"arn:aws:s3:::b/*",
		"arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/f:*",
		"arn:aws:dynamodb:us-east-1:000000000000:table/t",
	]
	resources := [fixture.policy("p", [{"Effect": "Allow", "Action": "x:Y", "Resource": arns}])]
	literal_arns.findings == set() with input as fixture.given(resources)
	literal_arns.targets == {resources[0].urn} with input as fixture.given(resources)
	literal_arns.unknowns | literal_arns.references == set() with input as fixture.given(resources)
	fixture.excused(literal_arns.exemptions) == {
		"/inputs/policy statement 0: arn:aws:s3:::b/*: objects of one bucket",
		"/inputs/policy statement 0: arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/f:*: log streams of one group",
	} with input as fixture.given(resources)
}

test_pass_network_interfaces_of_a_function if {
	resources := [fixture.policy("p", [{
		"Effect": "Allow",
		"Action": ["ec2:CreateNetworkInterface", "EC2:DeleteNetworkInterface"],
		"Resource": "arn:aws:ec2:us-east-1:000000000000:*/*",
	}])]
	literal_arns.findings == set() with input as fixture.given(resources)
	count(literal_arns.exemptions) == 1 with input as fixture.given(resources)
}

test_fail_each_arn_is_a_finding if {
	bad := [
		"arn:aws:s3:::*",
		"arn:aws:s3:::app-*/k",
		"arn:aws:s3:us-east-1:000000000000:accesspoint/*",
		"arn:aws:dynamodb:*:000000000000:table/t/index/*",
		"arn:aws:kms:us-east-1:000000000000:key/*",
		"arn:aws:ec2:us-east-1:000000000000:*/*",
		"bucket/*",
		"arn:aws:s3",
		"**",
	]
	resources := [fixture.policy("p", [
		{"Effect": "Allow", "Action": ["ec2:CreateNetworkInterface", "ec2:RunInstances"], "Resource": bad},
	])]
	fixture.told(literal_arns.findings) == {$"p /inputs/policy statement 0: the resource {arn} has a wildcard" |
		some arn in bad
		contains(arn, "*")
	} with input as fixture.given(resources)
	literal_arns.exemptions == set() with input as fixture.given(resources)
}

test_fail_narrowest_form_for_any_action if {
	resources := [fixture.policy("p", [
		{"Effect": "Allow", "NotAction": "iam:PassRole", "Resource": "arn:aws:ec2:us-east-1:000000000000:*/*"},
	])]
	count(literal_arns.findings) == 1 with input as fixture.given(resources)
}

test_unknown_document_is_left_to_readable_documents if {
	resources := [fixture.resource("aws:iam/rolePolicy:RolePolicy", "p", {"policy": {"$unknown": true}})]
	literal_arns.targets == set() with input as fixture.given(resources)
}

test_unknown_resources if {
	resources := [fixture.resource("aws:iam/rolePolicy:RolePolicy", "p", {"policy": {"Statement": [{
		"Effect": "Allow",
		"Action": {"$unknown": true},
		"Resource": ["arn:aws:s3:::b/k", {"$unknown": true}],
	}]}})]
	fixture.told(literal_arns.unknowns) == {
		"p /inputs/policy /Statement/0/Resource/1 of the policy document is not known",
	} with input as fixture.given(resources)
	literal_arns.findings == set() with input as fixture.given(resources)
}

test_fail_name_that_the_caller_chooses if {
	arn := "arn:aws:dynamodb:us-east-1:000000000000:table/${aws:RequestTag/t}"
	resources := [fixture.policy("p", [{"Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": arn}])]
	fixture.told(literal_arns.findings) == {
		$"p /inputs/policy statement 0: the resource {arn} has a variable that the caller chooses",
	} with input as fixture.given(resources)
	below := "arn:aws:s3:::b/${aws:PrincipalTag/x}/k"
	named := [fixture.policy("p", [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": below}])]
	literal_arns.findings == set() with input as fixture.given(named)
	count(literal_arns.exemptions) == 1 with input as fixture.given(named)
}

test_fail_objects_of_a_bucket_that_a_variable_names if {
	resources := [fixture.policy("p", [
		{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::${aws:PrincipalTag/x}/*"},
	])]
	count(literal_arns.findings) == 1 with input as fixture.given(resources)
}
