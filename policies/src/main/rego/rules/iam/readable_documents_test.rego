package rules.iam.readable_documents_test

import data.lib.iam_fixture_test as fixture
import data.rules.iam.readable_documents

_good := {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/k"}

_policy(name, value) := fixture.resource("aws:iam/policy:Policy", name, {"policy": value})

_faults(statement) := _told_of(fixture.policy("p", [statement]))

_queue_faults(statement) := _told_of(fixture.holder("aws:sqs/queuePolicy:QueuePolicy", "q", [statement]))

_role_with(inline) := object.union(
	fixture.role("role", {"Principal": {"Service": "lambda.amazonaws.com"}}),
	{"inputs": {"inlinePolicies": inline}},
)

_told_of(resource) := messages if {
	findings := readable_documents.findings with input as fixture.given([resource])
	messages := {trim_prefix(finding.message, "statement 0: ") | some finding in findings}
}

test_pass_text_object_and_single_statement if {
	resources := [_policy("object", {"Id": "x", "Statement": _good}), _policy("text", fixture.text([_good]))]
	readable_documents.findings == set() with input as fixture.given(resources)
	readable_documents.unknowns | readable_documents.references == set() with input as fixture.given(resources)
	readable_documents.targets == {resources[0].urn, resources[1].urn} with input as fixture.given(resources)
}

test_fail_what_is_no_object if {
	policies := {"broken": "{\"Statement\":[", "list": "[]", "number": 1, "deep": [{"Statement": []}]}
	resources := [_policy(name, policy) | some name, policy in policies]
	fixture.told(readable_documents.findings) == {$"{resource.name} /inputs/policy the document is not a JSON object" |
		some resource in resources
	} with input as fixture.given(resources)
	readable_documents.unknowns == set() with input as fixture.given(resources)
}

test_fail_document_members if {
	resources := [_policy("p", {"Version": "2012", "statement": [], "Statement": []})]
	fixture.told(readable_documents.findings) == {
		"p /inputs/policy the member statement does not exist",
		"p /inputs/policy Version 2012 does not exist",
		"p /inputs/policy the document has no statement",
	} with input as fixture.given(resources)
}

test_fail_statement_members if {
	_faults("Allow") == {"it is not a JSON object"}
	_faults({"Action": "s3:GetObject", "Resource": "x"}) == {"Effect is neither Allow nor Deny"}
	_faults(object.union(_good, {"Effect": "allow"})) == {"Effect is neither Allow nor Deny"}
	_faults(object.union(_good, {"action": "s3:*"})) == {"the member action does not exist"}
	_faults(object.union(_good, {"Action": ["s3:GetObject", 1]})) == {"Action is neither a text nor a list of texts"}
	_faults(object.union(_good, {"Action": ["GetObject", "*"]})) == {"the action GetObject has no service prefix"}
	_faults(object.union(_good, {"Condition": {"StringEquals": "x"}})) == {"Condition is not a JSON object of objects"}
	_faults({"Effect": "Allow"}) == {"neither Action nor NotAction is given", "neither Resource nor NotResource is given"}
}

test_fail_principals if {
	queue := object.union(_good, {"Resource": "arn:aws:sqs:us-east-1:000000000000:q"})
	_queue_faults(queue) == {"neither Principal nor NotPrincipal is given"}
	_queue_faults(object.union(queue, {"Principal": "*"})) == set()
	_queue_faults(object.union(queue, {"Principal": {"AWS": ["a", {"$unknown": true}]}})) == set()
}

test_fail_every_wrong_principal if {
	every principal in [{}, "arn:aws:iam::000000000000:role/r", {"Aws": "x"}, {"AWS": [1]}] {
		_queue_faults(object.union(_good, {"Principal": principal})) == {"Principal is no principal"}
	}
}

test_unknown_documents if {
	resources := [
		_policy("unknown", {"$unknown": true}),
		_policy("secret", {"$secret": true}),
		_role_with({"$unknown": true}),
		fixture.resource("aws:s3control/multiRegionAccessPointPolicy:MultiRegionAccessPointPolicy", "block", {
			"details": {"$unknown": true},
		}),
	]
	fixture.told(readable_documents.unknowns) == {
		"unknown /inputs/policy the policy document is not known",
		"secret /inputs/policy the policy document is not known",
		"role /inputs/inlinePolicies the policy document is not known",
		"block /inputs/details the policy document is not known",
	} with input as fixture.given(resources)
	readable_documents.findings == set() with input as fixture.given(resources)
}

test_unknown_parts_are_named if {
	resource := _policy("p", {"Statement": [
		{"$unknown": true},
		object.union(_good, {
			"Effect": {"$unknown": true},
			"Resource": [{"$unknown": true}],
			"Condition": {"$unknown": true},
		}),
	]})
	fixture.told(readable_documents.unknowns) == {
		"p /inputs/policy /Statement/0 of the policy document is not known",
		"p /inputs/policy /Statement/1/Effect of the policy document is not known",
		"p /inputs/policy /Statement/1/Condition of the policy document is not known",
	} with input as fixture.given([resource])
	readable_documents.findings == set() with input as fixture.given([resource])
}

test_unknown_templates if {
	stack := "aws:cloudformation/stack:Stack"
	resources := [
		fixture.resource(stack, "plain", {"templateBody": "{\"Resources\": {}}"}),
		fixture.resource(stack, "roles", {"templateBody": "AssumeRolePolicyDocument: {}"}),
		fixture.resource(stack, "remote", {"templateUrl": "https://example.org/t"}),
		fixture.resource(stack, "unknown", {"templateBody": {"$unknown": true}}),
	]
	fixture.told(readable_documents.unknowns) == {
		"roles /inputs/templateBody the template carries a policy",
		"remote /inputs/templateUrl the template is elsewhere and may create policies",
		"unknown /inputs/templateBody the template is not known",
	} with input as fixture.given(resources)
	readable_documents.targets == {resource.urn | some resource in resources} with input as fixture.given(resources)
}

test_unknown_type_of_an_organisation_policy if {
	resources := [
		fixture.resource("aws:organizations/policy:Policy", "unknown", {"type": {"$unknown": true}, "content": "no JSON"}),
		fixture.resource("aws:organizations/policy:Policy", "tags", {"type": "TAG_POLICY", "content": "no JSON"}),
		fixture.resource("aws:organizations/policy:Policy", "default", {"content": "no JSON"}),
	]
	fixture.told(readable_documents.findings) == {
		"unknown /inputs/content the document is not a JSON object",
		"default /inputs/content the document is not a JSON object",
	} with input as fixture.given(resources)
}

test_unknown_document_that_must_be_there if {
	resources := [
		fixture.resource("aws:iam/rolePolicy:RolePolicy", "p", {"role": "r"}),
		fixture.resource("aws:s3control/multiRegionAccessPointPolicy:MultiRegionAccessPointPolicy", "m", {
			"details": {"name": "n"},
		}),
		fixture.resource("aws:sqs/queue:Queue", "q", {}),
	]
	fixture.told(readable_documents.unknowns) == {
		"p /inputs/policy the policy document is not given",
		"m /inputs/details/policy the policy document is not given",
	} with input as fixture.given(resources)
	readable_documents.targets == {resources[0].urn, resources[1].urn} with input as fixture.given(resources)
}

test_fail_a_member_given_twice if {
	every document in [
		`{"Statement":[{"Effect":"Allow","Action":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/k"}]}`,
		`{"Statement":[],"Statement":[{"Effect":"Deny","Action":"s3:GetObject","Resource":"*"}]}`,
		`{"Statement":[{"Effect":"Allow","\u0045ffect" : "Deny","Action":"*","Resource":"*"}]}`,
	] {
		_told_of(_policy("p", document)) == {"a member is given twice; readers disagree on which one counts"}
	}
}

test_pass_texts_that_look_like_members if {
	condition := {"StringEquals": {"aws:x": ["\":", ":", ": \\"]}}
	statement := object.union(_good, {"Sid": `a\": "b" : `, "Condition": condition})
	_told_of(_policy("p", fixture.text([statement]))) == set()
}

test_fail_what_follows_the_document if {
	every garbage in [" {}", " x", "]", "}", ", {}", "] [", "}, {", `,"document":{}`] {
		document := concat("", [fixture.text([_good]), garbage])
		_told_of(_policy("p", document)) == {"the document is not a JSON object"}
	}
	_told_of(_policy("p", concat("", [" \n", fixture.text([_good]), "\t\n"]))) == set()
}

test_unknown_template_that_spells_characters_as_escapes if {
	every body in [`{"x-amazon-apigateway-\u0070olicy": {}}`, `"x-amazon-apigateway-\x70olicy": {}`] {
		resources := [fixture.resource("aws:apigateway/restApi:RestApi", "api", {"body": body})]
		fixture.told(readable_documents.unknowns) == {
			"api /inputs/body the template spells characters as escapes and may carry a policy",
		} with input as fixture.given(resources)
	}
	plain := [fixture.resource("aws:apigateway/restApi:RestApi", "api", {"body": `{"title": "a \"b\" \\ \n"}`})]
	readable_documents.unknowns == set() with input as fixture.given(plain)
}
