# METADATA
# title: Findings
# description: |
#   The only constructor of findings and unknowns; the host adds rule id, severity, remediation, fingerprint and source
#   line.
package lib.finding

# METADATA
# description: |
#   A finding about the value at a path of a resource, e.g. new(resource, ["inputs", "kmsKeyId"], "…", "the ARN of a
#   key"). `message` says what is wrong in one sentence, `expected` what would be right. The value found is looked up
#   here.
new(resource, path, message, expected) := {
	"urn": resource.urn,
	"type": resource.type,
	"name": resource.name,
	"region": object.get(resource, "region", null),
	"pointer": pointer(path),
	"message": message,
	"expected": expected,
	"actual": object.get(resource, path, null),
}

# METADATA
# description: as new, for a value that is no plain path of the resource (one statement of a document, a computed sum)
with_actual(resource, path, message, expected, actual) := object.union(
	new(resource, path, message, expected),
	{"actual": actual},
)

# METADATA
# description: |
#   Evidence of a pass by reference: the value at the path is unknown, but the edge leads only to the resource `via`.
reference(resource, path, via) := {"urn": resource.urn, "pointer": pointer(path), "via": via}

# METADATA
# description: JSON pointer (RFC 6901) of a path
pointer(path) := concat("", [step |
	some part in path
	step := concat("", ["/", replace(replace($"{part}", "~", "~0"), "/", "~1")])
])
