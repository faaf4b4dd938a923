# METADATA
# title: A rule that divides by zero
# description: Broken on purpose, to show what the gate makes of it.
# custom:
#   id: BRK-004
#   severity: HIGH
#   enforcement: mandatory
#   requirements: []
#   controls: {}
#   remediation: None.
package rules.brk.division

import data.lib.graph

targets := {resource.urn | some resource in graph.resources}

findings := {x | x := targets} if _ratio > 0

unknowns := set()

references := set()

_ratio := 1 / (count(targets) - count(targets))
