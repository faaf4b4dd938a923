package rules.del.protection_test

import data.rules.del.protection

_resource(type, inputs) := {
	"urn": $"urn:{type}",
	"type": type,
	"name": "x",
	"custom": true,
	"region": "us-east-1",
	"inputs": inputs,
}

_graph(type, inputs) := {"resources": [_resource(type, inputs)]}

_cluster := "aws:rds/cluster:Cluster"

test_pass_off_spelled_out_or_default if {
	every inputs in [{}, {"deletionProtection": false}, {"deletionProtection": "false"}, {"deletionProtection": null}] {
		protection.findings == set() with input as _graph(_cluster, inputs)
		protection.unknowns == set() with input as _graph(_cluster, inputs)
		protection.targets == {$"urn:{_cluster}"} with input as _graph(_cluster, inputs)
	}
	count(protection.references) == 0
}

test_fail_on if {
	problems := protection.findings with input as _graph(_cluster, {"deletionProtection": true})
	problems == {{
		"urn": "urn:aws:rds/cluster:Cluster",
		"type": _cluster,
		"name": "x",
		"region": "us-east-1",
		"pointer": "/inputs/deletionProtection",
		"message": "deletionProtection is true: a switch that refuses deletion, off unless somebody turns it on.",
		"expected": "false, or no value",
		"actual": true,
	}}
}

test_fail_every_spelling if {
	cases := [
		["aws:alb/loadBalancer:LoadBalancer", {"enableDeletionProtection": "true"}],
		["aws:lb/loadBalancer:LoadBalancer", {"enableDeletionProtection": true}],
		["aws:autoscaling/group:Group", {"protectFromScaleIn": true}],
		["aws:cognito/userPool:UserPool", {"deletionProtection": "ACTIVE"}],
		["aws:dynamodb/tableReplica:TableReplica", {"deletionProtectionEnabled": true}],
		["aws:ec2/launchTemplate:LaunchTemplate", {"disableApiStop": true}],
		["aws:ec2/launchTemplate:LaunchTemplate", {"disableApiTermination": true}],
		[
			"aws:ecs/capacityProvider:CapacityProvider",
			{"autoScalingGroupProvider": {"managedTerminationProtection": "ENABLED"}},
		],
		["aws:cloudwatch/logGroup:LogGroup", {"skipDestroy": true}],
		["aws:cloudfront/distribution:Distribution", {"retainOnDelete": true}],
		["aws:qldb/ledger:Ledger", {}],
		["aws:cloudtrail/eventDataStore:EventDataStore", {"terminationProtectionEnabled": true}],
		["aws:rds/instance:Instance", {"deletionProtection": "yes"}],
	]
	every example in cases {
		[type, inputs] := example
		problems := protection.findings with input as _graph(type, inputs)
		count(problems) == 1
	}
}

test_fail_not_written_out_where_the_profile_demands_it if {
	demand := {"name": "p", "parameters": {"explicitDeletionProtection": [_cluster]}}
	given := object.union(_graph(_cluster, {}), {"evaluation": {"profile": demand}})
	problems := protection.findings with input as given
	{problem.message | some problem in problems} == {
		"deletionProtection is not set: a switch that refuses deletion, off unless somebody turns it on.",
	}
	written := object.union(_graph(_cluster, {"deletionProtection": false}), {"evaluation": {"profile": demand}})
	protection.findings == set() with input as written
}

test_unknown_value_or_block if {
	every example in [
		[_cluster, {"deletionProtection": {"$unknown": true}}],
		["aws:ecs/capacityProvider:CapacityProvider", {"autoScalingGroupProvider": {"$unknown": true}}],
	] {
		[type, inputs] := example
		given := _graph(type, inputs)
		protection.findings == set() with input as given
		problems := protection.unknowns with input as given
		count(problems) == 1
	}
}

test_other_types_are_no_subjects if {
	protection.targets == set() with input as _graph("aws:sqs/queue:Queue", {"deletionProtection": true})
}
