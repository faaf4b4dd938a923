package rules.tag.values_test

import data.rules.tag.values

_queue(region, tags) := {
	"urn": "q",
	"type": "aws:sqs/queue:Queue",
	"name": "q",
	"region": region,
	"inputs": {"tags": tags},
}

_verdict(profile, resource) := verdict if {
	verdict := {
		"targets": values.targets,
		"findings": {[found.pointer, found.expected, found.actual] | some found in values.findings},
		"unknowns": {[found.pointer, found.expected] | some found in values.unknowns},
	} with input as {
		"evaluation": {"profile": profile},
		"source": {"config": {"trading:environmentSuffix": "pr42"}},
		"resources": [resource],
	}
}

_passes := {"targets": {"q"}, "findings": set(), "unknowns": set()}

_demand(demand) := {
	"name": "x",
	"parameters": {"mandatoryTags": [demand], "primaryRegion": "us-east-1", "secondaryRegion": "us-west-2"},
}

_trading := {"Environment": "pr42", "Region": "us-east-1", "CostCenter": "42"}

test_pass_right_values if {
	_verdict(data.profiles.trading, _queue("us-east-1", _trading)) == _passes
	_verdict(data.profiles.trading, _queue("eu-west-1", object.union(_trading, {"Region": "eu-west-1"}))) == _passes
	_verdict(_demand({"key": "Tier", "oneOf": ["a", "b"]}), _queue("us-east-1", {"Tier": "b"})) == _passes
	count(values.references) == 0
}

test_suffix_from_the_configuration_in_either_spelling if {
	resource := _queue("us-east-1", _trading)
	evaluation := {"profile": data.profiles.trading}
	every key in ["environmentSuffix", "environment_suffix", "a:environment_suffix", "a:environmentSuffix"] {
		values.findings == set() with input as {
			"evaluation": evaluation,
			"source": {"config": {key: "pr42"}},
			"resources": [resource],
		}
		count(values.findings) == 1 with input as {
			"evaluation": evaluation,
			"source": {"config": {key: "pr43"}},
			"resources": [resource],
		}
	}
	count(values.unknowns) == 1 with input as {
		"evaluation": evaluation,
		"source": {"config": {"a:notEnvironmentSuffix": "pr42"}},
		"resources": [resource],
	}
}

test_pass_suffix_from_the_parameter if {
	profile := {
		"name": "x",
		"parameters": {
			"environmentSuffix": "e",
			"mandatoryTags": [{"key": "Environment", "equalsParameter": "environmentSuffix"}],
		},
	}
	_verdict(profile, _queue("us-east-1", {"Environment": "e"})) == _passes
	_verdict(
		profile,
		_queue("us-east-1", {"Environment": "pr42"}),
	).findings == {["/inputs/tags/Environment", "e", "pr42"]}
}

test_pass_role_follows_the_region if {
	role := _demand({"key": "DR-Role", "roleByRegion": {"primary": "primary", "secondary": "secondary"}})
	_verdict(role, _queue("us-east-1", {"DR-Role": "primary"})) == _passes
	_verdict(role, _queue("us-west-2", {"DR-Role": "secondary"})) == _passes
	_verdict(
		role,
		_queue("us-west-2", {"DR-Role": "primary"}),
	).findings == {["/inputs/tags/DR-Role", "secondary", "primary"]}
}

test_pass_global_types_carry_the_primary_region if {
	every type in ["aws:iam/role:Role", "aws:route53/zone:Zone", "aws:wafv2/webAcl:WebAcl"] {
		resource := object.union(
			_queue("us-west-2", {"Region": "us-east-1"}),
			{"type": type, "inputs": {"scope": "CLOUDFRONT"}},
		)
		_verdict(_demand({"key": "Region", "equalsRegion": true}), resource) == _passes
	}
	regional := object.union(
		_queue("us-west-2", {"Region": "us-east-1"}),
		{"type": "aws:wafv2/webAcl:WebAcl", "inputs": {"scope": "REGIONAL"}},
	)
	_verdict(
		_demand({"key": "Region", "equalsRegion": true}),
		regional,
	).findings == {["/inputs/tags/Region", "us-west-2", "us-east-1"]}
}

test_fail_wrong_values if {
	_verdict(
		data.profiles.trading,
		_queue("us-east-1", object.union(_trading, {"Region": "us-west-2"})),
	).findings == {["/inputs/tags/Region", "us-east-1", "us-west-2"]}
	_verdict(
		data.profiles.trading,
		_queue("us-east-1", object.union(_trading, {"Environment": "prod"})),
	).findings == {["/inputs/tags/Environment", "pr42", "prod"]}
	every value in ["", "  ", 7] {
		_verdict(
			data.profiles.trading,
			_queue("us-east-1", object.union(_trading, {"CostCenter": value})),
		).findings == {["/inputs/tags/CostCenter", "a value", value]}
	}
}

test_fail_group_entry if {
	group := {
		"urn": "q",
		"type": "aws:autoscaling/group:Group",
		"name": "g",
		"inputs": {"tags": [{"key": "Name", "value": "g"}, {"key": "Project", "value": "Other"}]},
	}
	_verdict(data.profiles.serverless, group).findings == {["/inputs/tags/1/value", "PulumiOptimization", "Other"]}
}

test_unknown_values_and_demands if {
	every value in [{"$unknown": true}, {"$secret": true}] {
		_verdict(data.profiles.serverless, _queue("us-east-1", {"Project": value})) == {
			"targets": {"q"},
			"findings": set(),
			"unknowns": {["/inputs/tags/Project", "PulumiOptimization"]},
		}
	}
	open := "a value that follows from the parameters and the region of the resource"
	_verdict(
		_demand({"key": "Region", "equalsRegion": true}),
		_queue(null, {"Region": "us-east-1"}),
	).unknowns == {["/inputs/tags/Region", open]}
	_verdict(
		_demand({"key": "DR-Role", "roleByRegion": {"primary": "p"}}),
		_queue("eu-west-1", {"DR-Role": "p"}),
	).unknowns == {["/inputs/tags/DR-Role", open]}
	_verdict(
		_demand({"key": "X", "equalsParameter": "secondarySuffix"}),
		_queue("us-east-1", {"X": "p"}),
	).unknowns == {["/inputs/tags/X", open]}
	_verdict(
		_demand({"key": "X", "misspeltDemand": "p"}),
		_queue("us-east-1", {"X": "p"}),
	).unknowns == {["/inputs/tags/X", open]}
}

test_resources_without_a_mandatory_tag_are_no_subjects if {
	_verdict(data.profiles.serverless, _queue("us-east-1", {"Name": "q"})).targets == set()
}

test_every_global_type_and_module_has_taggable_types if {
	every type in array.concat(data.facts.global_types.types, data.facts.global_types.byScope) {
		data.facts.tags[type]
	}
	modules := {split(split(type, ":")[1], "/")[0] | some type, _ in data.facts.tags}
	every module in data.facts.global_types.modules {
		modules[module]
	}
}

# What is behind the marker may be a tag that stands over the default.
test_unknown_tags_over_right_defaults if {
	profile := _demand({"key": "Environment", "equals": "dev"})
	provider := {
		"urn": "p", "type": "pulumi:providers:aws", "name": "p",
		"inputs": {"defaultTags": {"tags": {"Environment": "dev"}}},
	}
	queue := object.union(_queue("us-east-1", null), {"provider": "p"})
	every inputs in [{"tags": {"$unknown": true}}, {"tags": {"$secret": true}}, {"$unknown": true}] {
		found := values.unknowns with input as {
			"evaluation": {"profile": profile},
			"resources": [provider, json.patch(queue, [{"op": "replace", "path": "/inputs", "value": inputs}])],
		}
		{[problem.pointer, problem.expected] | some problem in found} == {["/inputs/tags/Environment", "dev"]}
	}
}
