# METADATA
# title: A rule that contradicts itself over some graphs
# description: Broken on purpose, to show what the gate makes of it.
# custom:
#   id: BRK-003
#   severity: HIGH
#   enforcement: mandatory
#   requirements: []
#   controls: {}
#   remediation: None.
package rules.brk.contradiction

import data.lib.graph

targets := {resource.urn | some resource in graph.resources}

findings := set()

unknowns := _either

references := set()

_either := set() if graph.resources

_either := {"another"} if {
	some resource in graph.resources
	resource.name == "contradiction"
}
