# METADATA
# title: Attached policies
# description: Which managed policies are given to a principal, and which only limit one (table facts/iam/documents).
package lib.attachment

import data.lib.graph
import data.lib.groups
import data.lib.known
import data.lib.spots

# METADATA
# description: "every managed policy given to a principal: {resource, path, value, by}, by is arn or name"
granted := [object.union(spot, {"resource": resource, "by": entry.by}) |
	some type, entry in data.facts.iam.documents.attachments
	some resource in graph.of_type(type)
	some spot in spots.at(resource, entry.path)
]

# METADATA
# description: "attachments that do not say what they attach: {resource, path}"
empty := [{"resource": resource, "path": array.concat(["inputs"], split(path, "."))} |
	some type, entry in data.facts.iam.documents.attachments
	entry.required
	path := trim_suffix(entry.path, "[]")
	some resource in graph.of_type(type)
	count(spots.at(resource, path)) == 0
]

# METADATA
# description: URNs of the resources that give a managed policy to a principal
subjects := {attachment.resource.urn | some attachment in array.concat(granted, empty)}

# METADATA
# description: |
#   URNs of the policies that are named as a boundary and attached to nobody: they grant nothing. Whoever attaches one
#   makes it a policy like any other.
ceilings := _boundaries - {urn | some attachment in granted; some urn in policies(attachment)}

_boundaries := {urn |
	some type, path in data.facts.iam.documents.boundaries
	some resource in graph.of_type(type)
	some spot in spots.at(resource, path)
	some urn in spots.referents(resource, spot)
}

# METADATA
# description: URNs that an attachment refers to
policies(attachment) := object.get(_policies_by_name, attachment.value, set()) if {
	attachment.by == "name"
	is_string(attachment.value)
} else := spots.referents(attachment.resource, attachment)

# METADATA
# description: the attachment says what it attaches
known_value(attachment) if {
	not known.unknown(attachment.value)
	not known.secret(attachment.value)
}

# METADATA
# description: what is attached can only be a policy that this program creates
created(attachment) if {
	urns := policies(attachment)
	count(urns) > 0
	count(urns - _customer_managed) == 0
}

_customer_managed := {policy.urn | some policy in graph.of_type("aws:iam/policy:Policy")}

_policies_by_name := groups.of([[name, policy.urn] |
	some policy in graph.of_type("aws:iam/policy:Policy")
	some name in _names(policy)
])

_names(policy) := {name |
	some path in [["inputs", "name"], ["outputs", "name"]]
	name := object.get(policy, path, null)
	is_string(name)
}

# METADATA
# description: path and name of an attached managed policy of AWS, in any partition; undefined for any other
aws_managed(attachment) := concat(":", array.slice(parts, 5, count(parts))) if {
	attachment.by == "arn"
	parts := split(replace(attachment.value, ":policy/", ":"), ":")
	parts[0] == "arn"
	array.slice(parts, 2, 5) == ["iam", "", "aws"]
}
