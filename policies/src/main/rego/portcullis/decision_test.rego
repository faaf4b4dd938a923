package portcullis.decision_test

import data.portcullis.decision

_clean := {"targets": {"urn:a"}, "findings": set(), "unknowns": set(), "references": set()}

_finding := {"urn": "urn:a", "pointer": "/inputs/x", "message": "is wrong"}

_broken := {"targets": {"urn:a", "urn:b"}, "findings": {_finding}, "unknowns": set(), "references": set()}

_excused := object.union(_clean, {"exemptions": {{"urn": "urn:a", "pointer": "/inputs/y", "reason": "agreed"}}})

test_pass_the_echo_says_what_was_examined if {
	given := {
		"digest": "sha256:1",
		"resources": [{"urn": "urn:a", "type": "t", "name": "a"}],
		"evaluation": {"profile": {"name": "serverless", "parameters": {}}},
	}
	verdicts := decision.verdicts with input as given with data.rules as {} with data.bundle.revision as "r1"
	verdicts == {
		"schemaVersion": "1",
		"examined": {"digest": "sha256:1", "resources": 1, "profile": "serverless", "revision": "r1"},
		"rules": {},
	}
}

test_pass_an_echo_without_digest_and_revision_is_still_an_answer if {
	examined := decision.verdicts.examined with input as {"resources": []} with data.rules as {}
	examined == {"digest": "", "resources": 0, "profile": "baseline", "revision": ""}
}

# No graph, no answer: the host takes an undefined entrypoint for an error.
test_fail_no_graph_no_verdicts if {
	not decision.verdicts with input as {}
	not decision.verdicts with input as null
}

test_pass_every_rule_answers_under_its_path if {
	rules := decision.rules with data.rules as {"kms": {"clean": _clean, "broken": _broken}, "iam": {"excused": _excused}}
	rules == {
		"kms/clean": object.union(_clean, {"exemptions": set()}),
		"kms/broken": object.union(_broken, {"exemptions": set()}),
		"iam/excused": _excused,
	}
}

test_pass_only_the_rules_that_are_named_answer if {
	rules := decision.rules with input as {"resources": [], "evaluation": {"rules": ["kms/clean", "kms/absent"]}}
		with data.rules as {"kms": {"clean": _clean, "broken": _broken}}
	object.keys(rules) == {"kms/clean"}
}

# The host knows every rule of the catalogue and refuses a decision that lacks one.
test_fail_a_rule_that_leaves_out_a_set_is_missing if {
	every name in ["targets", "findings", "unknowns", "references"] {
		rules := decision.rules with data.rules as {"kms": {"partial": object.remove(_clean, [name]), "clean": _clean}}
		object.keys(rules) == {"kms/clean"}
	}
}

test_pass_the_rules_of_the_pack_answer_an_empty_graph if {
	rules := decision.rules with input as {"resources": []}
	{split(path, "/")[0] | some path, _ in rules} == {"kms", "iam", "tag", "del", "hlt"}
	every path, verdict in rules {
		not endswith(path, "_test")
		object.keys(verdict) == {"targets", "findings", "unknowns", "references", "exemptions"}
		every _, answer in verdict {
			answer == set()
		}
	}
}
