# METADATA
# title: Resources for the tests of family IAM
package lib.iam_fixture_test

# METADATA
# description: a resource without id, outputs or edges
resource(type, name, inputs) := {"urn": urn(type, name), "type": type, "name": name, "region": null, "inputs": inputs}

# METADATA
# description: URN of a resource of these tests
urn(type, name) := $"urn:pulumi:case::case::{type}::{name}"

# METADATA
# description: a document as text
text(statements) := json.marshal({"Version": "2012-10-17", "Statement": statements})

# METADATA
# description: a resource of the type, whose input `policy` is a document of these statements
holder(type, name, statements) := resource(type, name, {"policy": text(statements)})

# METADATA
# description: an inline policy of a role
policy(name, statements) := holder("aws:iam/rolePolicy:RolePolicy", name, statements)

# METADATA
# description: a role with one trust statement
role(name, statement) := resource("aws:iam/role:Role", name, {"assumeRolePolicy": text([object.union(
	{"Effect": "Allow", "Action": "sts:AssumeRole"},
	statement,
)])})

# METADATA
# description: the graph of these resources under the baseline profile
given(resources) := {"resources": resources}

# METADATA
# description: findings or unknowns as "name pointer message"
told(results) := {$"{result.name} {result.pointer} {result.message}" | some result in results}

# METADATA
# description: exemptions as "pointer reason"
excused(exemptions) := {$"{exemption.pointer} {exemption.reason}" | some exemption in exemptions}
