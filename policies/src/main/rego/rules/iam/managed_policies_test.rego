package rules.iam.managed_policies_test

import data.lib.iam_fixture_test as fixture
import data.rules.iam.managed_policies

_policy_type := "aws:iam/policy:Policy"

_own := object.union(
	fixture.resource(_policy_type, "own", {"name": "own"}),
	{"id": "arn:aws:iam::000000000000:policy/own"},
)

_attach(name, arn) := fixture.resource(
	"aws:iam/rolePolicyAttachment:RolePolicyAttachment",
	name,
	{"role": "r", "policyArn": arn},
)

test_pass_agreed_policy_of_aws_is_exempt if {
	resources := [_attach("a", "arn:aws:iam::aws:policy/service-role/AWS_ConfigRole")]
	managed_policies.findings == set() with input as fixture.given(resources)
	managed_policies.unknowns | managed_policies.references == set() with input as fixture.given(resources)
	managed_policies.targets == {resources[0].urn} with input as fixture.given(resources)
	managed_policies.exemptions == {{
		"urn": resources[0].urn,
		"pointer": "/inputs/policyArn",
		"reason": "the managed policy service-role/AWS_ConfigRole of AWS is on the list allowedManagedPolicies",
	}} with input as fixture.given(resources)
}

test_pass_policy_of_this_program if {
	resources := [
		_own,
		_attach("a", "arn:aws:iam::000000000000:policy/own"),
		fixture.resource("aws:ssoadmin/customerManagedPolicyAttachment:CustomerManagedPolicyAttachment", "n", {
			"customerManagedPolicyReference": {"name": "own"},
		}),
	]
	managed_policies.findings == set() with input as fixture.given(resources)
	managed_policies.unknowns | managed_policies.exemptions == set() with input as fixture.given(resources)
	managed_policies.targets == {resources[1].urn, resources[2].urn} with input as fixture.given(resources)
}

test_pass_unknown_policy_by_reference if {
	attachment := object.union(_attach("a", {"$unknown": true}), {"propertyDependencies": {"policyArn": [_own.urn]}})
	managed_policies.findings | managed_policies.unknowns == set() with input as fixture.given([_own, attachment])
	managed_policies.references == {
		{"urn": attachment.urn, "pointer": "/inputs/policyArn", "via": _own.urn},
	} with input as fixture.given([_own, attachment])
}

test_fail_policies_that_are_not_agreed_or_not_created_here if {
	topic := object.union(fixture.resource("aws:sns/topic:Topic", "t", {}), {"id": "arn:aws:sns:us-east-1:000000000000:t"})
	resources := [
		topic,
		_attach("admin", "arn:aws-us-gov:iam::aws:policy/AdministratorAccess"),
		_attach("elsewhere", "arn:aws:iam::000000000000:policy/other"),
		_attach("wrong", "arn:aws:sns:us-east-1:000000000000:t"),
		fixture.resource("aws:iam/role:Role", "role", {"managedPolicyArns": ["arn:aws:iam::aws:policy/ReadOnlyAccess"]}),
	]
	not_ours := "is not a policy of this program, so nobody has examined it"
	fixture.told(managed_policies.findings) == {
		"admin /inputs/policyArn the managed policy AdministratorAccess of AWS is attached",
		$"elsewhere /inputs/policyArn arn:aws:iam::000000000000:policy/other {not_ours}",
		$"wrong /inputs/policyArn arn:aws:sns:us-east-1:000000000000:t {not_ours}",
		"role /inputs/managedPolicyArns/0 the managed policy ReadOnlyAccess of AWS is attached",
	} with input as fixture.given(resources)
}

test_fail_agreed_policies_are_a_parameter if {
	resources := [_attach("a", "arn:aws:iam::aws:policy/service-role/AWS_ConfigRole")]
	profile := {"name": "strict", "parameters": {"allowedManagedPolicies": []}}
	strict := object.union(fixture.given(resources), {"evaluation": {"profile": profile}})
	count(managed_policies.findings) == 1 with input as strict
	managed_policies.exemptions == set() with input as strict
}

test_unknown_policy_without_an_edge_to_a_policy if {
	topic := fixture.resource("aws:sns/topic:Topic", "t", {})
	resources := [
		topic,
		_attach("bare", {"$unknown": true}),
		_attach("secret", {"$secret": true}),
		object.union(_attach("other", {"$unknown": true}), {"propertyDependencies": {"policyArn": [topic.urn]}}),
	]
	fixture.told(managed_policies.unknowns) == {
		"bare /inputs/policyArn the attached policy is not known",
		"secret /inputs/policyArn the attached policy is not known",
		"other /inputs/policyArn the attached policy is not known",
	} with input as fixture.given(resources)
	managed_policies.findings | managed_policies.references == set() with input as fixture.given(resources)
}

test_unknown_attachment_of_nothing if {
	resources := [
		fixture.resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "a", {"role": "r"}),
		fixture.resource("aws:ssoadmin/customerManagedPolicyAttachment:CustomerManagedPolicyAttachment", "n", {
			"customerManagedPolicyReference": {},
		}),
		fixture.resource("aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive", "none", {"policyArns": []}),
		fixture.resource("aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive", "list", {}),
	]
	fixture.told(managed_policies.unknowns) == {
		"a /inputs/policyArn no policy is given",
		"n /inputs/customerManagedPolicyReference/name no policy is given",
		"list /inputs/policyArns no policy is given",
	} with input as fixture.given(resources)
	managed_policies.targets == {resource.urn |
		some resource in resources
		resource.name != "none"
	} with input as fixture.given(resources)
}
