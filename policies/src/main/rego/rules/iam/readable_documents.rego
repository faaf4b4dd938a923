# METADATA
# title: Policy documents can be read
# description: |
#   A policy that cannot be read has not been examined. It fails when it is no JSON object or breaks the grammar of IAM
#   (AWS would refuse it, at the end of a deployment), and is undecided when it, or a part of it, is not known: no edge
#   proves a document. The other rules of the family judge the parts that can be read, and report the actions, resources
#   and principals that are not known. A template that carries a policy of its own (CloudFormation, an OpenAPI body) is
#   undecided too.
# related_resources:
#   - description: documentation
#     ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
# custom:
#   id: IAM-007
#   severity: HIGH
#   enforcement: mandatory
#   requirements: []
#   partial_requirements: [X-02, X-08, A-36]
#   controls:
#     nist-800-53-r5: [AC-6, CM-3]
#   remediation: >-
#     Write the document as JSON from values that are known before deployment; create what a template would create as
#     resources of the program.
package rules.iam.readable_documents

import data.lib.carrier
import data.lib.document
import data.lib.finding
import data.lib.grammar

# METADATA
# description: |
#   resources with a policy document (or without one that they must have), or with a template that may carry one
# scope: document
targets := {place.resource.urn |
	some places in [document.found, document.missing, carrier.templates]
	some place in places
}

# METADATA
# description: documents that break the grammar
# scope: document
findings contains violation if {
	some doc in document.found
	not grammar.hidden(doc.value)
	some fault in grammar.faults(doc)
	violation := finding.new(doc.resource, doc.path, fault, "a policy document in the grammar of IAM")
}

# METADATA
# description: |
#   documents that are not known, parts of them that no other rule asks for, and templates with policies inside
# scope: document
unknowns contains finding.new(
	doc.resource,
	doc.path,
	"the policy document is not known",
	"a document that is known before deployment",
) if {
	some doc in document.found
	grammar.hidden(doc.value)
}

unknowns contains finding.new(
	place.resource,
	place.path,
	"the policy document is not given",
	"a document that is known before deployment",
) if {
	some place in document.missing
}

unknowns contains unknown if some unknown in grammar.unknowns("document")

unknowns contains finding.new(template.resource, template.path, message, "policies as resources of the program") if {
	some template in carrier.templates
	message := carrier.fault(template)
}

# METADATA
# description: none
# scope: document
references := set()
