# METADATA
# title: A rule without one of its sets
# description: Broken on purpose, to show what the gate makes of it.
# custom:
#   id: BRK-001
#   severity: HIGH
#   enforcement: mandatory
#   requirements: []
#   controls: {}
#   remediation: None.
package rules.brk.silent

import data.lib.graph

targets := {resource.urn | some resource in graph.resources}

findings := set()

references := set()
