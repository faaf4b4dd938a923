# METADATA
# title: graph-document
# description: |
#   Only lib.graph goes through the resources of the graph; rules ask it for those of a type
# related_resources:
#   - description: documentation
#     ref: docs/graph.md
# schemas:
#   - input: schema.regal.ast
package custom.regal.rules.linear["graph-document"]

import data.regal.ast
import data.regal.result

report contains violation if {
	not _reader
	some ref in ast.found.refs[_]
	array.slice([part.value | some part in ref.value], 0, 2) == ["input", "resources"]
	violation := result.fail(rego.metadata.chain(), result.location(ref))
}

_reader if [part.value | some part in input.package.path] == ["data", "lib", "graph"]
