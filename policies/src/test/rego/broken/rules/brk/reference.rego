# METADATA
# title: A rule that rests on nothing in the graph
# description: Broken on purpose, to show what the gate makes of it.
# custom:
#   id: BRK-005
#   severity: HIGH
#   enforcement: mandatory
#   requirements: []
#   controls: {}
#   remediation: None.
package rules.brk.reference

import data.lib.finding
import data.lib.graph

targets := {resource.urn | some resource in graph.resources}

findings := set()

unknowns := set()

references := {finding.reference(resource, ["inputs", "a"], "urn:of:nothing") | some resource in graph.resources}
