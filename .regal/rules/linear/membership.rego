# METADATA
# title: membership
# description: |
#   `x in set` goes through the whole set in WebAssembly; look an element of a rule's value up with brackets: set[x]
# related_resources:
#   - description: documentation
#     ref: docs/graph.md
# schemas:
#   - input: schema.regal.ast
package custom.regal.rules.linear["membership"]

import data.regal.ast
import data.regal.result

report contains violation if {
	some call in ast.found.calls[_]
	[part.value | some part in call[0].value] == ["internal", "member_2"]
	not _iterations[call[0].location]
	_of_rule(call[2])
	violation := result.fail(rego.metadata.chain(), result.location(call[0]))
}

# `some x in collection` is the same call in the syntax tree, and no look-up.
_iterations := {symbol.value[0].location |
	some symbol in ast.found.symbols[_][_]
	symbol.type == "call"
}

_of_rule(term) if {
	term.type == "var"
	_names[term.value]
}

_of_rule(term) if {
	term.type == "ref"
	_names[term.value[0].value]
}

# Rules of the module, and packages that it imports.
_names := {rule.head.ref[0].value | some rule in input.rules; not rule.head.args} | {name |
	some imported in input.imports
	path := imported.path.value
	path[0].value == "data"
	name := object.get(imported, "alias", path[count(path) - 1].value)
}
