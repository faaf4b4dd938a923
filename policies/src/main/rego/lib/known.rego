# METADATA
# title: What is known of a value
# description: |
#   The markers of the graph: $unknown stands for a value that only the deployment will tell, $secret for one that must
#   never be shown. A rule that needs an unknown value reports it under `unknowns`; it never passes it.
package lib.known

# METADATA
# scope: document
# description: the value is not known, or it is a text that contains something unknown
unknown(value) if {
	is_object(value)
	value["$unknown"] == true
}

# Pulumi's own marker: where a program builds a text out of something unknown, the engine puts this into it.
unknown(value) if {
	is_string(value)
	contains(value, "04da6b54-80e4-46f7-96ec-b56ff0331ba9")
}

# METADATA
# description: the value is a secret; its text is not in the graph
secret(value) if {
	is_object(value)
	value["$secret"] == true
}

# METADATA
# description: the value is absent (no such input, or null); for use on object.get(..., null)
absent(value) if is_null(value)

# METADATA
# scope: document
# description: Pulumi lets a boolean be given as text; both spellings of true
is_true(true)

is_true("true")

# METADATA
# scope: document
# description: both spellings of false
is_false(false)

is_false("false")
