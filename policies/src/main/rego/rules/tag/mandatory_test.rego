package rules.tag.mandatory_test

import data.rules.tag.mandatory

_queue(inputs) := {"urn": "q", "type": "aws:sqs/queue:Queue", "name": "q", "region": "us-east-1", "inputs": inputs}

_provider(inputs) := {"urn": "p", "type": "pulumi:providers:aws", "name": "p", "custom": false, "inputs": inputs}

_project := {"name": "x", "parameters": {"mandatoryTags": [{"key": "Project", "equals": "P"}]}}

_verdict(profile, resources) := verdict if {
	verdict := {
		"targets": mandatory.targets,
		"findings": {[found.urn, found.pointer, found.actual] | some found in mandatory.findings},
		"unknowns": {[found.urn, found.pointer, found.expected] | some found in mandatory.unknowns},
	} with input as {"evaluation": {"profile": profile}, "resources": resources}
}

_passes(urns) := {"targets": urns, "findings": set(), "unknowns": set()}

test_pass_explicit_and_provider_tags if {
	_verdict(_project, [_queue({"tags": {"Project": "anything"}})]) == _passes({"q"})
	every defaults in [
		{"tags": {"Project": "P"}},
		`{"tags": {"Project": "P"}}`,
		{"tags": `{"Project": "P"}`},
	] {
		resource := object.union(_queue({}), {"provider": "p"})
		_verdict(_project, [_provider({"defaultTags": defaults}), resource]) == _passes({"q"})
	}
	count(mandatory.references) == 0
}

test_pass_tag_given_by_a_tag_resource if {
	subnet := {"urn": "s", "type": "aws:ec2/subnet:Subnet", "name": "s", "id": "subnet-1", "inputs": {}}
	by_id := {
		"urn": "t",
		"type": "aws:ec2/tag:Tag",
		"name": "t",
		"inputs": {"resourceId": "subnet-1", "key": "Project", "value": "P"},
	}
	_verdict(_project, [subnet, by_id]) == _passes({"s"})
	by_edge := {
		"urn": "t", "type": "aws:ec2/tag:Tag", "name": "t",
		"inputs": {"resourceId": {"$unknown": true}, "key": "Project", "value": "P"},
		"propertyDependencies": {"resourceId": ["s"]},
	}
	_verdict(_project, [subnet, by_edge]) == _passes({"s"})
	elsewhere := object.union(by_id, {"inputs": {"resourceId": "subnet-2"}})
	_verdict(_project, [subnet, elsewhere]).findings == {["s", "/inputs/tags/Project", null]}
}

test_pass_group_with_its_list if {
	group := {
		"urn": "g",
		"type": "aws:autoscaling/group:Group",
		"name": "g",
		"id": "g",
		"inputs": {"tags": [{"key": "Project", "value": "P", "propagateAtLaunch": true}]},
	}
	_verdict(_project, [group]) == _passes({"g"})
	tag := {
		"urn": "t",
		"type": "aws:autoscaling/tag:Tag",
		"name": "t",
		"inputs": {"autoscalingGroupName": "g", "tag": {"key": "Project", "value": "P"}},
	}
	_verdict(_project, [object.union(group, {"inputs": {"tags": []}}), tag]) == _passes({"g"})
}

test_fail_missing if {
	problem := {
		"urn": "q", "type": "aws:sqs/queue:Queue", "name": "q", "region": "us-east-1", "pointer": "/inputs/tags/Project",
		"message": "The mandatory tag Project is missing.", "expected": "Project: P", "actual": null,
	}
	every inputs in [{}, {"tags": {}}, {"tags": {"Name": "q"}}, {"tags": {"Project": null}}, {"tags": "Project"}] {
		mandatory.findings == {problem} with input as {"evaluation": {"profile": _project}, "resources": [_queue(inputs)]}
	}
}

test_fail_misspelt_key if {
	found := mandatory.findings with input as {
		"evaluation": {"profile": _project},
		"resources": [_queue({"tags": {"project": "P"}})],
	}
	{[problem.message, problem.actual] | some problem in found} == {
		["The mandatory tag Project is missing; project is another key.", "project"],
	}
}

test_fail_provider_tags_do_not_reach_a_group if {
	group := {"urn": "g", "type": "aws:autoscaling/group:Group", "name": "g", "provider": "p", "inputs": {}}
	_verdict(
		_project,
		[_provider({"defaultTags": {"tags": {"Project": "P"}}}), group],
	).findings == {["g", "/inputs/tags/Project", null]}
}

test_fail_tag_that_the_provider_ignores if {
	every ignored in [{"keys": ["Project"]}, `{"keyPrefixes": ["Pro"]}`] {
		resources := [
			_provider({"ignoreTags": ignored}),
			object.union(_queue({"tags": {"Project": "P"}}), {"provider": "p"}),
		]
		_verdict(_project, resources).findings == {["q", "/inputs/tags/Project", null]}
	}
}

test_unknown_tags if {
	unknown := {"$unknown": true}
	undecided := {"targets": {"q"}, "findings": set(), "unknowns": {["q", "/inputs/tags", "the tags Project"]}}
	_verdict(_project, [_queue({"tags": unknown})]) == undecided
	of_provider := object.union(_queue({}), {"provider": "p"})
	every inputs in [
		{"defaultTags": unknown},
		{"defaultTags": "no JSON"},
		{"defaultTags": {"tags": unknown}},
		{"ignoreTags": {"keys": [unknown]}},
	] {
		_verdict(_project, [_provider(inputs), of_provider]) == undecided
	}
	group := {"urn": "q", "type": "aws:autoscaling/group:Group", "name": "q"}
	_verdict(_project, [object.union(group, {"inputs": {"tags": [unknown]}})]) == undecided
	_verdict(_project, [object.union(group, {"inputs": {"tags": [{"key": unknown, "value": "P"}]}})]) == undecided
}

test_alternative_keys if {
	every tags in [{"CostCenter": "1"}, {"Project": "1"}] {
		_verdict(
			data.profiles.payments,
			[_queue({"tags": object.union(tags, {"Environment": "e", "Region": "r", "DR-Role": "x"})})],
		) == _passes({"q"})
	}
	_verdict(
		data.profiles.payments,
		[_queue({"tags": {"Environment": "e", "Region": "r", "DR-Role": "x"}})],
	).findings == {["q", "/inputs/tags/CostCenter", null]}
}

test_global_types_also_say_so if {
	role := {
		"urn": "r",
		"type": "aws:iam/role:Role",
		"name": "r",
		"region": "us-east-1",
		"inputs": {"tags": {"Environment": "e", "Region": "r", "DR-Role": "x"}},
	}
	_verdict(data.profiles.healthcare, [role]).findings == {["r", "/inputs/tags/Scope", null]}
}

test_nothing_is_mandatory_in_baseline_and_other_types_have_no_tags if {
	_verdict(data.profiles.baseline, [_queue({})]) == _passes(set())
	_verdict(
		_project,
		[{"urn": "d", "type": "aws:cloudwatch/dashboard:Dashboard", "name": "d", "inputs": {}}],
	) == _passes(set())
	_verdict(
		_project,
		[{"urn": "c", "type": "aws:devopsguru/resourceCollection:ResourceCollection", "name": "c", "inputs": {}}],
	) == _passes(set())
}

test_fail_a_tag_resource_of_which_nobody_knows_what_it_tags if {
	tag := {
		"urn": "t",
		"type": "aws:ec2/tag:Tag",
		"name": "t",
		"inputs": {"key": "Project", "value": "P", "resourceId": {"$unknown": true}},
		"propertyDependencies": {"resourceId": ["q", "r"]},
	}
	resources := [_queue({}), object.union(_queue({}), {"urn": "r", "name": "r"}), tag]
	verdict := _verdict(_project, resources)
	{urn | some [urn, _, _] in verdict.findings} == {"q", "r"}
}
