package portcullis.conftest_test

import data.portcullis.conftest

_problem(urn, message) := {"urn": urn, "pointer": "/inputs/x", "message": message}

_rules := {"kms": {
	"keys": {
		"targets": {"urn:a", "urn:b", "urn:c"},
		"findings": {_problem("urn:a", "is wrong")},
		"unknowns": {_problem("urn:b", "is not known")},
		"references": {{"urn": "urn:c", "pointer": "/inputs/x", "via": "urn:k"}},
	},
	"other": {"targets": {"urn:c"}, "findings": set(), "unknowns": set(), "references": set()},
}}

test_fail_findings_and_unknowns_deny if {
	conftest.deny == {
		{"msg": "kms/keys: is wrong", "urn": "urn:a", "pointer": "/inputs/x"},
		{"msg": "kms/keys: is not known", "urn": "urn:b", "pointer": "/inputs/x"},
	} with data.rules as _rules
}

test_pass_references_and_clean_rules_do_not_deny if {
	clean := json.remove(_rules, ["kms/keys/findings", "kms/keys/unknowns"])
	rules := object.union(clean, {"kms": {"keys": {"findings": set(), "unknowns": set()}}})
	conftest.deny == set() with data.rules as rules
}

test_fail_the_pack_denies_through_conftest if {
	topic := {
		"urn": "urn:t",
		"type": "aws:sns/topic:Topic",
		"name": "t",
		"region": "us-east-1",
		"inputs": {"tags": {}},
	}
	denials := conftest.deny with input as {"resources": [topic]}
	some denial in denials
	denial.urn == "urn:t"
	startswith(denial.msg, "kms/encryption_at_rest: ")
}
