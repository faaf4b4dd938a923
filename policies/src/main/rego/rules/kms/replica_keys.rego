# METADATA
# title: Copies are encrypted with a customer-managed key of their own region
# description: |
#   A key belongs to one region. A replica, a copy or a replication rule that names the key of the source fails with
#   KMSKeyNotAccessible, and one that names none falls back to a key of AWS.
# related_resources:
#   - description: documentation
#     ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html
# custom:
#   id: KMS-004
#   severity: HIGH
#   enforcement: mandatory
#   requirements: []
#   partial_requirements: [X-01, A-20, A-35, A-52, A-59, G-34]
#   controls:
#     nist-800-53-r5: [SC-12, SC-28, SC-28(1), CP-9(8)]
#   remediation: Set the key of the copy to the ARN of an aws:kms/key:Key that is created in the region of the copy.
package rules.kms.replica_keys

import data.lib.encryption

# METADATA
# description: resources that say where copies of their data go
targets := encryption.targets("KMS-004")

# METADATA
# description: copies without a customer-managed key of their region
findings := encryption.findings("KMS-004")

# METADATA
# description: copies whose key or region is not known
unknowns := encryption.unknowns("KMS-004")

# METADATA
# description: keys that are unknown and can only come from a key of the region of the copy
references := encryption.references("KMS-004")
