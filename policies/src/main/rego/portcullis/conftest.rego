# METADATA
# title: The pack as conftest rules
# description: |
#   For users of conftest, and for the benchmark that measures the gate against it: the same rules over the same graph,
#   in conftest's words. Conftest knows no undecided subject, so an unknown denies here as it does in the gate. Vacuity
#   and waivers are the host's.
package portcullis.conftest

import data.portcullis.decision

# METADATA
# description: findings and unknowns of every rule
deny contains problem if {
	some path, verdict in decision.rules
	some found in (verdict.findings | verdict.unknowns)
	problem := {"msg": $"{path}: {found.message}", "urn": found.urn, "pointer": found.pointer}
}
