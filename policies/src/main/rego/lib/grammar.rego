# METADATA
# title: Grammar of policy documents
# description: |
#   What AWS would refuse in a document, or what a reader could take for something it is not. Names of members are
#   compared exactly: "action" is not "Action", and a rule that looks for Action must not pass over it.
package lib.grammar

import data.lib.document
import data.lib.finding
import data.lib.known

_document_members := {"Version", "Id", "Statement"}

_statement_members := {
	"Sid", "Effect", "Principal", "NotPrincipal", "Action",
	"NotAction", "Resource", "NotResource", "Condition",
}

_versions := {"2012-10-17", "2008-10-17"}

# what a statement must say besides Effect and Action, by kind of document
_demanded := {
	"identity": [["Resource", "NotResource"]],
	"trust": [["Principal", "NotPrincipal"]],
	"resource": [["Principal", "NotPrincipal"]],
	"key": [["Principal", "NotPrincipal"]],
	"endpoint": [["Principal", "NotPrincipal"]],
	"ceiling": [],
}

# METADATA
# scope: document
# description: the document, or the part of it at the path, is not known or is secret
hidden(value) if known.unknown(value)

hidden(value) if known.secret(value)

# METADATA
# description: what is wrong with a document that is known, as sentences
faults(doc) := {"the document is not a JSON object"} if {
	not is_object(doc.content)
} else := {"a member is given twice; readers disagree on which one counts"} if {
	document.repeats(doc)
} else := _document_faults(doc.content) | {$"{label}: {fault}" |
	some index, raw in document.statements(doc.content)
	not hidden(raw)
	label := document.label(index, raw)
	some fault in _statement_faults(doc.kind, raw)
}

# METADATA
# description: paths of the parts of a readable document that are not known
hidden_parts(doc) := {path |
	is_object(doc.content)

	# regal ignore:walk-no-path
	walk(doc.content, [path, value])
	hidden(value)
}

# METADATA
# description: |
#   Unknowns about the parts of readable documents, and about grants, that are not known and that one rule of the family
#   needs: concern is actions, resources, principals, key (whatever part of a key policy) or document (the rest:
#   effects, conditions, whole statements, ceilings).
unknowns(concern) := {unknown | some [asked, unknown] in _unknowns; asked == concern}

# Every document is gone through once, not once for each concern.
_unknowns := array.concat(
	[[_concern(doc.kind, path), unknown] |
		some doc in document.found
		some path in hidden_parts(doc)
		message := $"{finding.pointer(path)} of the policy document is not known"
		actual := object.get(doc.content, path, null)
		unknown := finding.with_actual(doc.resource, doc.path, message, _wanted, actual)
	],
	[[spot.concern, unknown] |
		some spot in document.hidden_grants
		unknown := finding.new(spot.resource, spot.path, "what is granted, or to whom, is not known", _wanted)
	],
)

_wanted := "a value that is known before deployment"

_concern(kind, path) := "key" if {
	kind == "key"
} else := _concerns[kind][_member(path)] if {
	_concerns[kind][_member(path)]
} else := "document"

_member(path) := [step | some step in path; _statement_members[step]][0] if {
	some step in path
	_statement_members[step]
} else := ""

_concerns := {
	"identity": object.union(_of_actions, _of_resources),
	"trust": object.union(_of_actions, _of_principals),
	"resource": object.union_n([_of_actions, _of_resources, _of_principals]),
	"endpoint": object.union_n([_of_actions, _of_resources, _of_principals]),
}

_of_actions := {"Action": "actions", "NotAction": "actions"}

_of_resources := {"Resource": "resources", "NotResource": "resources"}

_of_principals := {"Principal": "principals", "NotPrincipal": "principals"}

_document_faults(content) := union({
	{$"the member {name} does not exist" | some name, _ in content; not _document_members[name]},
	{$"Version {content.Version} does not exist" | not _versions[object.get(content, "Version", "2008-10-17")]},
	{"the document has no statement" | count(document.statements(content)) == 0},
})

_statement_faults(kind, raw) := {"it is not a JSON object"} if {
	not is_object(raw)
} else := union({
	{$"the member {name} does not exist" | some name, _ in raw; not _statement_members[name]},
	_effect_faults(object.get(raw, "Effect", "")),
	_text_faults(raw),
	_principal_faults(raw),
	_condition_faults(object.get(raw, "Condition", {})),
	_missing(kind, raw),
})

_effect_faults(effect) := {"Effect is neither Allow nor Deny" |
	not effect in {"Allow", "Deny"}
	not hidden(effect)
}

_text_faults(raw) := {fault |
	some name in ["Action", "NotAction", "Resource", "NotResource"]
	some value in document.as_list(object.get(raw, name, []))
	not hidden(value)
	fault := _text_fault(name, value)
}

_text_fault(name, value) := $"{name} is neither a text nor a list of texts" if not is_string(value)

_text_fault(name, value) := $"the action {value} has no service prefix" if {
	is_string(value)
	name in {"Action", "NotAction"}
	value != "*"
	not contains(value, ":")
}

_principal_faults(raw) := {$"{name} is no principal" |
	some name in ["Principal", "NotPrincipal"]
	value := object.get(raw, name, "*")
	not hidden(value)
	not _principal(value)
}

_condition_faults(condition) := {"Condition is not a JSON object of objects" |
	not hidden(condition)
	not _condition(condition)
}

_missing(kind, raw) := {$"neither {pair[0]} nor {pair[1]} is given" |
	some pair in array.concat([["Action", "NotAction"]], _demanded[kind])
	not raw[pair[0]]
	not raw[pair[1]]
}

_principal("*")

_principal(value) if {
	is_object(value)
	count(value) > 0
	every type, member in value {
		type in {"AWS", "Service", "Federated", "CanonicalUser"}
		every text in document.as_list(member) {
			_text_or_hidden(text)
		}
	}
}

_text_or_hidden(value) if is_string(value)

_text_or_hidden(value) if hidden(value)

_condition(value) if {
	is_object(value)
	every pairs in value {
		is_object(pairs)
	}
}
