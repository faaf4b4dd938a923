# METADATA
# title: partial-object
# description: |
#   OPA compares every new head of a partial object with all earlier ones, which makes it quadratic; group pairs with
#   lib.groups, or make a complete rule of a comprehension
# related_resources:
#   - description: documentation
#     ref: docs/graph.md
# schemas:
#   - input: schema.regal.ast
package custom.regal.rules.linear["partial-object"]

import data.regal.result

report contains violation if {
	some rule in input.rules
	some index, part in rule.head.ref
	index > 0
	part.type != "string"
	violation := result.fail(rego.metadata.chain(), result.location(rule.head))
}
