# METADATA
# title: Encryption at rest is switched on
# description: |
#   A key alone does not encrypt: many services have a switch or a mode beside it, and some have only the switch. Data
#   of an API cache and parameters that are no SecureString are covered here as well.
# related_resources:
#   - description: documentation
#     ref: https://docs.aws.amazon.com/prescriptive-guidance/latest/encryption-best-practices/welcome.html
# custom:
#   id: KMS-002
#   severity: HIGH
#   enforcement: mandatory
#   requirements: []
#   partial_requirements: [X-01, A-18, A-20, A-35, A-52, A-59]
#   controls:
#     nist-800-53-r5: [SC-28, SC-28(1)]
#   remediation: Set the named input to the expected value, e.g. storageEncrypted to true.
package rules.kms.encryption_switches

import data.lib.api_cache
import data.lib.encryption

# METADATA
# description: resources with an encryption switch or mode that matters
targets := encryption.targets("KMS-002") | api_cache.targets

# METADATA
# description: switches that are off and modes without KMS
findings := encryption.findings("KMS-002") | api_cache.findings

# METADATA
# description: switches and modes that are known only after the deployment
unknowns := encryption.unknowns("KMS-002") | api_cache.unknowns

# METADATA
# description: a switch refers to nothing
references := set()
