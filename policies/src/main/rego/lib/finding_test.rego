package lib.finding_test

import data.lib.finding

_resource := {
	"urn": "urn:q",
	"type": "aws:sqs/queue:Queue",
	"name": "q",
	"region": "us-east-1",
	"inputs": {"tags": {"a/b": "c"}, "policies": ["first", "second"]},
}

_expected := {
	"urn": "urn:q",
	"type": "aws:sqs/queue:Queue",
	"name": "q",
	"region": "us-east-1",
	"pointer": "/inputs/policies/1",
	"message": "is wrong",
	"expected": "something right",
	"actual": "second",
}

test_pass_a_finding_says_where_and_what if {
	finding.new(_resource, ["inputs", "policies", 1], "is wrong", "something right") == _expected
}

# Undefined would take the finding with it, and the subject would pass.
test_pass_a_finding_about_nothing_is_still_a_finding if {
	bare := object.remove(_resource, ["region", "inputs"])
	finding.new(bare, ["inputs", "policies", 1], "is wrong", "something right") == object.union(
		_expected,
		{"region": null, "actual": null},
	)
}

test_pass_an_actual_value_of_its_own_replaces_the_one_found if {
	actual := {"Action": "*"}
	found := finding.with_actual(_resource, ["inputs", "policies", 1], "is wrong", "something right", actual)
	found == object.union(_expected, {"actual": actual})
}

test_pass_a_reference_names_its_proof if {
	finding.reference(_resource, ["inputs", "key"], "urn:k") == {
		"urn": "urn:q",
		"pointer": "/inputs/key",
		"via": "urn:k",
	}
}

test_pass_pointers_escape if {
	finding.pointer([]) == ""
	finding.pointer(["inputs", "tags", "a/b"]) == "/inputs/tags/a~1b"
	finding.pointer(["~/~1", 0, ""]) == "/~0~1~01/0/"
}
