# METADATA
# title: Policy documents
# description: |
#   Finds every policy document of the graph, by the table facts/iam/documents, and reads it: as JSON text or as an
#   object, with members that are a text or a list. What cannot be read is no reason to be silent: lib.grammar says what
#   is wrong with it and IAM-007 reports it; every other rule judges the statements that can be read.
package lib.document

import data.lib.attachment
import data.lib.finding
import data.lib.graph
import data.lib.iam
import data.lib.known
import data.lib.spots
import data.lib.text

# METADATA
# description: |
#   Every place where a document stands: resource, path of the input, kind (see the table), whether "*" means the
#   resource itself, the value found there, and `content`: the document as an object, or null when it cannot be read.
found := [document |
	some type, entries in data.facts.iam.documents.types
	some resource in graph.of_type(type)
	some entry in entries
	_applies(resource, entry)
	some spot in spots.at(resource, entry.path)
	document := {
		"resource": resource,
		"path": spot.path,
		"kind": _kind(resource, entry),
		"self": object.get(entry, "self", false),
		"value": spot.value,
		"content": _content(spot.value),
	}
]

# METADATA
# description: "documents that the provider demands and the graph does not have: {resource, path}"
missing := [{"resource": resource, "path": array.concat(["inputs"], split(entry.path, "."))} |
	some type, entries in data.facts.iam.documents.types
	some resource in graph.of_type(type)
	some entry in entries
	entry.required
	count(spots.at(resource, entry.path)) == 0
]

# METADATA
# description: |
#   Statements given as inputs instead of a document (a Lambda permission), in the form of `allows` with kind "grant";
#   `organization` tells whether an organisation narrows the principal.
grants := [grant |
	some type, entry in data.facts.iam.documents.grants
	some resource in graph.of_type(type)
	principals := _texts_at(resource, entry.principals)
	actions := _texts_at(resource, entry.actions)
	grant := {
		"resource": resource,
		"path": ["inputs", entry.principals[0]],
		"kind": "grant",
		"self": true,
		"sid": "",
		"label": "grant",
		"raw": {"Effect": "Allow", "Principal": principals, "Action": actions},
		"actions": actions,
		"resources": [],
		"principals": [{"type": "AWS", "value": value} | some value in principals],
		"conditions": [],
		"organization": _organized(resource, entry),
	}
]

# METADATA
# description: "inputs of grants that are not known: {resource, path, concern}, concern is actions or principals"
hidden_grants := array.concat(_absent_grants, [{"resource": resource, "path": spot.path, "concern": concern} |
	some type, entry in data.facts.iam.documents.grants
	some resource in graph.of_type(type)
	some concern in ["actions", "principals"]
	some name in entry[concern]
	some path in [name, $"{name}[]"]
	some spot in spots.at(resource, path)
	not is_string(spot.value)
	not is_array(spot.value)
])

# Where an action is given, the provider demands both: absence means that the graph does not tell.
_absent_grants := [{"resource": resource, "path": ["inputs", entry[concern][0]], "concern": concern} |
	some type, entry in data.facts.iam.documents.grants
	count(entry.actions) > 0
	some resource in graph.of_type(type)
	some concern in ["actions", "principals"]
	count([spot | some name in entry[concern]; some spot in spots.at(resource, name)]) == 0
]

# METADATA
# description: |
#   Every statement that allows something: resource, path, kind and self of its document; sid, label (how messages call
#   it), raw (as written); actions and resources as lists of texts; principals as [{type, value}]; conditions as
#   [{operator, key, values}], operator and key in lower case.
allows := array.concat(
	[statement |
		some document in found
		some index, raw in statements(document.content)
		raw.Effect == "Allow"
		statement := _statement(document, index, raw)
	],
	grants,
)

# METADATA
# description: the statements that allow something in documents of these kinds (a set)
allowing(kinds) := [statement | some statement in allows; kinds[statement.kind]]

# METADATA
# description: URNs of the resources with a readable document, or a grant, of one of these kinds (a set)
subjects(kinds) := {place.resource.urn |
	some place in array.concat(found, grants)
	kinds[place.kind]
	is_object(object.get(place, "content", {}))
}

# METADATA
# description: statements of a document, which may be one object or a list; empty when there are none
statements(content) := list if {
	is_object(content)
	list := as_list(object.get(content, "Statement", []))
} else := []

# METADATA
# description: |
#   The text of the document gives a member twice. Readers disagree on which one counts, so what was judged may not be
#   what AWS applies. Counts the member names as written and as read.
repeats(document) if {
	is_string(document.value)

	# regal ignore:walk-no-path
	read := sum([count(value) | walk(document.content, [_, value]); is_object(value)])
	not _plain(document.value, read)
	tokens := regex.find_all_string_submatch_n(`"(?:[^"\\]|\\.)*"\s*(:?)`, document.value, -1)
	read != count([token | some token in tokens; token[1] == ":"])
}

# Without space before a colon every name as written ends in `":`, so when there are no more of them than names as read,
# none was given twice. Most documents are told from this alone, a tenth of the work.
_plain(text, read) if {
	count(split(text, `":`)) == read + 1
	every space in [" :", "\t:", "\n:", "\r:"] {
		not contains(text, space)
	}
}

# METADATA
# description: a member that may be one value or a list, as a list
as_list(value) := value if {
	is_array(value)
} else := [value]

# METADATA
# description: the texts of a member of a statement; empty when it is absent
texts(raw, member) := [text | some text in as_list(object.get(raw, member, [])); is_string(text)]

# METADATA
# description: a finding about one statement; the statement as written is its evidence
statement_finding(statement, message, expected) := finding.with_actual(
	statement.resource,
	statement.path,
	$"{statement.label}: {message}",
	expected,
	statement.raw,
)

# METADATA
# description: a rule lets something pass that it refuses elsewhere, for this reason
exemption(statement, reason) := {
	"urn": statement.resource.urn,
	"pointer": finding.pointer(statement.path),
	"reason": $"{statement.label}: {reason}",
}

# METADATA
# description: how messages call a statement
label(index, raw) := $"statement {index} ({raw.Sid})" if {
	is_string(raw.Sid)
	raw.Sid != ""
} else := $"statement {index}"

_statement(document, index, raw) := {
	"resource": document.resource,
	"path": document.path,
	"kind": document.kind,
	"self": document.self,
	"sid": object.get(raw, "Sid", ""),
	"label": label(index, raw),
	"raw": raw,
	"actions": texts(raw, "Action"),
	"resources": texts(raw, "Resource"),
	"principals": _principals(object.get(raw, "Principal", [])),
	"conditions": _conditions(object.get(raw, "Condition", {})),
	"organization": false,
}

# Principal: "*" says the same as {"AWS": "*"}
_principals(member) := [{"type": type, "value": value} | some type, _ in member; some value in texts(member, type)] if {
	is_object(member)
} else := [{"type": "AWS", "value": value} | some value in as_list(member); is_string(value)]

_conditions(member) := [{"operator": lower(operator), "key": lower(key), "values": as_list(value)} |
	is_object(member)
	some operator, pairs in member
	is_object(pairs)
	some key, value in pairs
]

_organized(resource, entry) if {
	value := graph.input_of(resource, [entry.organization], null)
	some organization in [value, object.get({"condition": value}, ["condition", "value"], null)]
	iam.exact(organization)
} else := false

_texts_at(resource, names) := [value |
	some name in names
	some value in as_list(graph.input_of(resource, [name], []))
	is_string(value)
]

_applies(_, entry) if not entry.when

_applies(resource, entry) if graph.input_of(resource, [entry.when.input], entry.when.default) in entry.when.values

# a type of policy that nobody knows yet could be any
_applies(resource, entry) if known.unknown(graph.input_of(resource, [entry.when.input], null))

_kind(resource, entry) := "ceiling" if {
	entry.kind == "identity"
	attachment.ceilings[resource.urn]
} else := entry.kind

_content(value) := value if {
	is_object(value)
	not known.unknown(value)
	not known.secret(value)
} else := _parsed(value)

_parsed(value) := content if {
	is_string(value)
	not known.unknown(value)
	content := text.json_value(value)
	is_object(content)
} else := null
