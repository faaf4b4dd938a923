package lib.document_test

import data.lib.attachment
import data.lib.document
import data.lib.iam_fixture_test as fixture

_everything := [{"Effect": "Allow", "Action": "*", "Resource": "*"}]

_boundary := object.union(
	fixture.holder("aws:iam/policy:Policy", "boundary", _everything),
	{"id": "arn:aws:iam::000000000000:policy/boundary"},
)

_bounded := fixture.resource("aws:iam/user:User", "u", {
	"permissionsBoundary": "arn:aws:iam::000000000000:policy/boundary",
})

_kinds(resources) := {doc.kind | some doc in documents} if {
	documents := document.found with input as fixture.given(resources)
}

test_pass_policy_that_is_only_a_boundary_is_a_ceiling if {
	_kinds([_boundary, _bounded]) == {"ceiling"}
	attachment.ceilings == {_boundary.urn} with input as fixture.given([_boundary, _bounded])
}

test_fail_policy_that_is_attached_too_is_no_ceiling if {
	attached := fixture.resource("aws:iam/policyAttachment:PolicyAttachment", "a", {
		"policyArn": "arn:aws:iam::000000000000:policy/boundary",
	})
	_kinds([_boundary, _bounded, attached]) == {"identity"}
	_kinds([_boundary]) == {"identity"}
}

test_fail_policy_that_is_attached_by_an_edge_is_no_ceiling if {
	attached := object.union(
		fixture.resource("aws:iam/role:Role", "r", {"managedPolicyArns": [{"$unknown": true}]}),
		{"propertyDependencies": {"managedPolicyArns": [_boundary.urn]}},
	)
	_kinds([_boundary, _bounded, attached]) == {"identity"}
}

test_pass_statement_in_every_form_reads_the_same if {
	full := {
		"Sid": "S",
		"Effect": "Allow",
		"Action": ["s3:GetObject"],
		"Resource": ["arn:aws:s3:::b/k"],
		"Principal": {"AWS": ["*"]},
		"Condition": {"StringEquals": {"AWS:SourceAccount": ["000000000000"]}},
	}
	short := object.union(full, {
		"Action": "s3:GetObject",
		"Resource": "arn:aws:s3:::b/k",
		"Principal": "*",
		"Condition": {"StringEquals": {"AWS:SourceAccount": "000000000000"}},
	})
	resources := [
		fixture.resource("aws:s3/bucketPolicy:BucketPolicy", "a", {"policy": {"Statement": short}}),
		fixture.resource("aws:s3/bucketPolicy:BucketPolicy", "b", {"policy": json.marshal({"Statement": [full]})}),
	]
	statements := document.allows with input as fixture.given(resources)
	count(statements) == 2
	every statement in statements {
		statement.label == "statement 0 (S)"
		statement.kind == "resource"
		statement.actions == ["s3:GetObject"]
		statement.resources == ["arn:aws:s3:::b/k"]
		statement.principals == [{"type": "AWS", "value": "*"}]
		statement.conditions == [{"operator": "stringequals", "key": "aws:sourceaccount", "values": ["000000000000"]}]
	}
}

test_pass_grants_read_like_statements if {
	resources := [fixture.resource("aws:acmpca/permission:Permission", "p", {
		"principal": "acm.amazonaws.com",
		"actions": ["acm-pca:GetCertificate"],
	})]
	statements := document.allows with input as fixture.given(resources)
	[[statement.kind, statement.path, statement.actions, statement.principals] | some statement in statements] == [
		["grant", ["inputs", "principal"], ["acm-pca:GetCertificate"], [{"type": "AWS", "value": "acm.amazonaws.com"}]],
	]
}

test_unknown_documents_have_no_content if {
	values := [{"$unknown": true}, {"$secret": true}, "{", "[]", 7]
	resources := [resource |
		some index, value in values
		resource := fixture.resource("aws:iam/policy:Policy", $"p{index}", {"policy": value})
	]
	documents := document.found with input as fixture.given(resources)
	count(documents) == count(values)
	every doc in documents {
		doc.content == null
	}
}
