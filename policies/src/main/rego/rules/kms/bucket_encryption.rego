# METADATA
# title: Every bucket encrypts by default with a customer-managed key
# description: |
#   Without a configuration S3 encrypts with a key that AWS owns. A bucket has exactly one: as a satellite, or inline in
#   the older form. With two, the one that is applied last wins.
# related_resources:
#   - description: documentation
#     ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html
# custom:
#   id: KMS-003
#   severity: HIGH
#   enforcement: mandatory
#   requirements: [A-23]
#   partial_requirements: [X-01, A-35, A-53, A-59, G-36]
#   controls:
#     nist-800-53-r5: [SC-12, SC-28, SC-28(1)]
#   remediation: |
#     Add one BucketServerSideEncryptionConfigurationV2 per bucket, with sseAlgorithm aws:kms and kmsMasterKeyId the ARN
#     of a key of its region.
package rules.kms.bucket_encryption

import data.lib.bucket
import data.lib.encryption
import data.lib.finding
import data.lib.graph
import data.lib.known

# METADATA
# description: buckets and encryption configurations
targets := encryption.targets("KMS-003") | object.keys(bucket.by_urn)

# METADATA
# description: configurations without KMS or without a right key, and buckets without exactly one configuration
findings := (encryption.findings("KMS-003") | _bare("wrong")) | _ambiguous

# METADATA
# description: configurations that are not known, and buckets that one of them may belong to
unknowns := encryption.unknowns("KMS-003") | _bare("unknown")

# METADATA
# description: keys that an edge proves, and configurations whose bucket an edge proves
references := encryption.references("KMS-003") | {reference |
	some [owner, urn] in bucket.encrypted_by
	satellite := graph.by_urn[urn]
	known.unknown(satellite.inputs.bucket)
	reference := finding.reference(satellite, ["inputs", "bucket"], owner)
}

_wanted := "one BucketServerSideEncryptionConfigurationV2"

_bare(is) := {finding.new(bucket.by_urn[urn], ["inputs"], _bare_messages[is], _wanted) |
	is == _bare_status
	some urn, number in bucket.configurations
	number == 0
}

default _bare_status := "wrong"

_bare_status := "unknown" if count(bucket.unplaced) > 0

_bare_messages := {
	"wrong": "has no encryption configuration",
	"unknown": "has no encryption configuration of its own; one of the graph has an unknown bucket and may be meant",
}

_ambiguous := {finding.new(bucket.by_urn[urn], ["inputs"], message, _wanted) |
	some urn, number in bucket.configurations
	number > 1
	message := $"has {number} encryption configurations; the one that is applied last wins"
}
