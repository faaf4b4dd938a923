# METADATA
# title: Templates that carry policies
# description: |
#   Inputs in which a policy document may hide (table facts/iam/documents), and why it is not known whether one does.
package lib.carrier

import data.lib.graph
import data.lib.spots

# METADATA
# description: "every template of the graph: {resource, path, value, markers}"
templates := [object.union(spot, {"resource": resource, "markers": entry.markers}) |
	some type, entries in data.facts.iam.documents.carriers
	some resource in graph.of_type(type)
	some entry in entries
	some spot in spots.at(resource, entry.path)
]

# METADATA
# description: why nobody can tell what the template allows; undefined when it allows nothing
fault(template) := "the template is not known" if {
	not is_string(template.value)
} else := "the template is elsewhere and may create policies" if {
	count(template.markers) == 0
} else := "the template carries a policy" if {
	some marker in template.markers
	contains(lower(template.value), marker)
} else := "the template spells characters as escapes and may carry a policy" if {
	# \u0070olicy is policy to whoever reads JSON or YAML
	regex.match(`\\[^"/bfnrt]`, replace(template.value, `\\`, ""))
}
