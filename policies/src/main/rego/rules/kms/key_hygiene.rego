# METADATA
# title: Keys rotate, work, have a policy and an alias
# description: |
#   A key that encrypts data must rotate every year, be enabled and symmetric, carry its own policy (the default one
#   lets every administrator use it) and have an alias, by which people recognise it. A key that only signs cannot
#   rotate and is not asked to.
# related_resources:
#   - description: documentation
#     ref: https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
# custom:
#   id: KMS-005
#   severity: MEDIUM
#   enforcement: mandatory
#   requirements: []
#   partial_requirements: [X-01, A-35, A-59, A-60]
#   controls:
#     nist-800-53-r5: [SC-12, SC-12(2)]
#   remediation: >-
#     Set enableKeyRotation to true and policy on the Key, leave isEnabled unset, and create one aws:kms/alias:Alias for
#     it.
package rules.kms.key_hygiene

import data.lib.finding
import data.lib.hygiene
import data.lib.kms

# METADATA
# description: keys of both types
targets := object.keys(kms.keys)

# METADATA
# description: what is wrong with a key
findings := _reported("wrong")

# METADATA
# description: what is not known of a key
unknowns := _reported("unknown")

# METADATA
# description: keys whose alias or policy an edge ties to them
references := {finding.reference(kms.keys[link.key], ["inputs"], link.satellite) |
	some link in hygiene.links
	link.by_edge
}

_reported(is) := {finding.new(kms.keys[fault.urn], fault.path, fault.message, fault.expected) |
	some fault in hygiene.faults
	fault.is == is
}
