package rules.tag.handed_on_test

import data.rules.tag.handed_on

_template := "aws:ec2/launchTemplate:LaunchTemplate"

_project := {"Project": "PulumiOptimization"}

_verdict(type, inputs) := verdict if {
	verdict := {
		"targets": count(handed_on.targets),
		"findings": {[found.pointer, found.expected] | some found in handed_on.findings},
		"unknowns": {found.pointer | some found in handed_on.unknowns},
	} with input as {
		"evaluation": {"profile": data.profiles.serverless},
		"resources": [{"urn": "u", "type": type, "name": "x", "region": "us-east-1", "inputs": inputs}],
	}
}

_right := {"targets": 1, "findings": set(), "unknowns": set()}

_wrong(pointer, expected) := {"targets": 1, "findings": {[pointer, expected]}, "unknowns": set()}

_undecided(pointer) := {"targets": 1, "findings": set(), "unknowns": {pointer}}

_specifications(instance, volume) := {"tagSpecifications": [
	{"resourceType": "volume", "tags": volume},
	{"resourceType": "instance", "tags": instance},
]}

_group(tag) := {
	"tags": [object.union(tag, {"key": "Project", "value": "PulumiOptimization"}), {"key": "Name", "value": "x"}],
}

test_pass_handed_on if {
	_verdict(_template, _specifications(_project, _project)) == _right
	_verdict("aws:autoscaling/group:Group", _group({"propagateAtLaunch": true})) == _right
	_verdict("aws:dynamodb/table:Table", {"replicas": [{"propagateTags": true}]}) == _right
	_verdict("aws:ecs/service:Service", {"propagateTags": "SERVICE"}) == _right
	_verdict("aws:ec2/instance:Instance", {"volumeTags": _project}) == _right
	_verdict("aws:ec2/spotFleetRequest:SpotFleetRequest", {"launchSpecifications": [{"tags": _project}]}) == _right
	count(handed_on.references) == 0
}

test_fail_launch_template if {
	_verdict(_template, {}) == _wrong("/inputs/tagSpecifications", "the tags Project")
	_verdict(_template, _specifications(_project, {})) == _wrong("/inputs/tagSpecifications/0/tags", "the tags Project")
	_verdict(_template, _specifications({"Project": "Other"}, _project)) == _wrong(
		"/inputs/tagSpecifications/1/tags/Project",
		"PulumiOptimization",
	)
	messages := {found.message | some found in handed_on.findings} with input as {
		"evaluation": {"profile": data.profiles.serverless},
		"resources": [{"urn": "u", "type": _template, "name": "x", "inputs": {}}],
	}
	messages == {
		"The instances of this resource do not get the tags Project.",
		"The volumes of this resource do not get the tags Project.",
	}
}

test_fail_flags if {
	_verdict("aws:autoscaling/group:Group", _group({})) == _wrong("/inputs/tags/0/propagateAtLaunch", "true")
	_verdict(
		"aws:autoscaling/tag:Tag",
		{"tag": {"key": "Project", "value": "x", "propagateAtLaunch": false}},
	) == _wrong("/inputs/tag/propagateAtLaunch", "true")
	_verdict(
		"aws:dynamodb/table:Table",
		{"replicas": [{"propagateTags": true}, {}]},
	) == _wrong("/inputs/replicas/1/propagateTags", "true")
	_verdict("aws:ecs/service:Service", {}) == _wrong("/inputs/propagateTags", "SERVICE or TASK_DEFINITION")
	_verdict(
		"aws:scheduler/schedule:Schedule",
		{"target": {"ecsParameters": {}}},
	) == _wrong("/inputs/target/ecsParameters/propagateTags", "TASK_DEFINITION")
}

test_fail_volumes_and_spot_instances if {
	_verdict(
		"aws:ec2/instance:Instance",
		{"rootBlockDevice": {"tags": _project}, "ebsBlockDevices": [{}]},
	) == _wrong("/inputs/ebsBlockDevices/0/tags", "the tags Project")
	_verdict(
		"aws:ec2/spotFleetRequest:SpotFleetRequest",
		{"launchSpecifications": [{}]},
	) == _wrong("/inputs/launchSpecifications/0/tags", "the tags Project")
}

test_unknown_blocks_and_flags if {
	unknown := {"$unknown": true}
	_verdict(_template, {"tagSpecifications": unknown}) == _undecided("/inputs/tagSpecifications")
	_verdict(_template, {"tagSpecifications": [unknown]}) == _undecided("/inputs/tagSpecifications")
	_verdict(_template, _specifications(unknown, _project)) == _undecided("/inputs/tagSpecifications/1/tags")
	_verdict(
		_template,
		_specifications({"Project": unknown}, _project),
	) == _undecided("/inputs/tagSpecifications/1/tags/Project")
	_verdict("aws:dynamodb/table:Table", {"replicas": unknown}) == _undecided("/inputs/replicas/propagateTags")
	_verdict(
		"aws:scheduler/schedule:Schedule",
		{"target": unknown},
	) == _undecided("/inputs/target/ecsParameters/propagateTags")
	_verdict(
		"aws:autoscaling/group:Group",
		_group({"propagateAtLaunch": unknown}),
	) == _undecided("/inputs/tags/0/propagateAtLaunch")
	_verdict("aws:ec2/instance:Instance", {"rootBlockDevice": unknown}) == _undecided("/inputs/rootBlockDevice/tags")
}

test_what_hands_nothing_on_is_no_subject if {
	none := {"targets": 0, "findings": set(), "unknowns": set()}
	_verdict("aws:dynamodb/table:Table", {}) == none
	_verdict("aws:cloudwatch/eventTarget:EventTarget", {"arn": "x"}) == none
	_verdict("aws:autoscaling/group:Group", {"tags": [{"key": "Name", "value": "x"}]}) == none
	baseline := handed_on.targets with input as {
		"resources": [{"urn": "u", "type": _template, "name": "x", "inputs": {}}],
	}
	baseline == set()
}
