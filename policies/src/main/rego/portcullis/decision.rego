# METADATA
# title: The verdicts of all rules
# description: |
#   The entrypoint of every engine. Besides the verdicts it echoes what was examined (digest, number of resources,
#   profile), because an engine that did not read the input at all answers with an empty set of findings: the host
#   compares the echo before it believes anything.
package portcullis.decision

import data.lib.graph
import data.lib.params

# METADATA
# description: what the host reads
# entrypoint: true
verdicts := {
	"schemaVersion": "1",
	"examined": {
		"digest": object.get(input, "digest", ""),
		"resources": count(graph.resources),
		"profile": params.profile_name,
		"revision": _revision,
	},
	"rules": rules,
}

default _revision := ""

_revision := data.bundle.revision

# METADATA
# description: package path of a rule ("kms/encryption_at_rest") to its verdict; a rule that leaves out a set is missing
rules := {path: verdict |
	some path, targets in _targets
	verdict := {
		"targets": targets,
		"findings": _findings[path],
		"unknowns": _unknowns[path],
		"references": _references[path],
		"exemptions": object.get(_exemptions, path, set()),
	}
}

# Paths of the rules to ask: those that the input names, or all. The host names some to decide again what a change may
# have changed; a rule that it does not name costs nothing.
_asked := input.evaluation.rules

_asked := {_path(family, name) | some family, name; data.rules[family][name].targets} if not input.evaluation.rules

# A rule of its own for each set: together they would soon be a function that is longer than a Java method may be
# (docs/adr/0003).

_targets := {path: said |
	some path in _asked
	[family, name] := split(path, "/")
	said := data.rules[family][name].targets
}

_findings := {path: said |
	some path in _asked
	[family, name] := split(path, "/")
	said := data.rules[family][name].findings
}

_unknowns := {path: said |
	some path in _asked
	[family, name] := split(path, "/")
	said := data.rules[family][name].unknowns
}

_references := {path: said |
	some path in _asked
	[family, name] := split(path, "/")
	said := data.rules[family][name].references
}

_exemptions := {path: said |
	some path in _asked
	[family, name] := split(path, "/")
	said := data.rules[family][name].exemptions
}

_path(family, name) := concat("/", [family, name])
