# METADATA
# title: A rule that accuses what it did not examine
# description: Broken on purpose, to show what the gate makes of it.
# custom:
#   id: BRK-002
#   severity: HIGH
#   enforcement: mandatory
#   requirements: []
#   controls: {}
#   remediation: None.
package rules.brk.stranger

import data.lib.finding
import data.lib.graph

targets := set()

findings := {found |
	some resource in graph.resources
	found := finding.new(resource, ["inputs"], "not examined", "nothing")
}

unknowns := set()

references := set()
