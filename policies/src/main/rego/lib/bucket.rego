# METADATA
# title: Buckets and their satellites
# description: S3 splits a bucket over many resources; this says which bucket a value or an input means.
package lib.bucket

import data.lib.graph
import data.lib.groups
import data.lib.known

_types := ["aws:s3/bucketV2:BucketV2", "aws:s3/bucket:Bucket"]

# METADATA
# description: URN to bucket, of both types
by_urn := {bucket.urn: bucket | some type in _types; some bucket in graph.of_type(type)}

_named := groups.of([[bucket.inputs.bucket, urn] | some urn, bucket in by_urn])

# METADATA
# description: |
#   URNs of the buckets that a value in a top-level input means: by the name or the ARN when it is known, else by the
#   edges of that input
meant(resource, property, value) := urns if {
	is_string(value)
	name := trim_prefix(value, "arn:aws:s3:::")
	found := object.get(graph.by_identity, value, set()) | object.get(_named, name, set())
	urns := {urn | some urn in found; by_urn[urn]}
} else := urns if {
	known.unknown(value)
	urns := {urn | some urn in graph.edges(resource, property); by_urn[urn]}
} else := set()

# METADATA
# description: region of the only bucket that is meant, or null when it is not known
region(resource, property, value) := found if {
	regions := {object.get(by_urn[urn], "region", null) | some urn in meant(resource, property, value)}
	count(regions) == 1
	some found in regions
} else := null

_encryption_type := "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2"

# METADATA
# description: pairs of a bucket and an encryption configuration that means this bucket only
encrypted_by := [[owner, satellite.urn] |
	some satellite in graph.of_type(_encryption_type)
	owners := meant(satellite, "bucket", object.get(satellite.inputs, "bucket", null))
	count(owners) == 1
	some owner in owners
]

# METADATA
# description: |
#   encryption configurations of which nobody can say whose they are; a known name that no bucket has belongs to another
#   program
unplaced := {satellite.urn |
	some satellite in graph.of_type(_encryption_type)
	value := object.get(satellite.inputs, "bucket", null)
	not is_string(value)
	count(meant(satellite, "bucket", value)) != 1
}

_satellites := groups.of(encrypted_by)

# METADATA
# description: bucket to the number of encryption configurations it has, inline and as satellites
configurations := {urn: number |
	some urn, bucket in by_urn
	number := count(object.get(_satellites, urn, set())) + count(_inline(bucket))
}

_inline(bucket) := [name |
	some name in ["serverSideEncryptionConfigurations", "serverSideEncryptionConfiguration"]
	not object.get(bucket.inputs, name, null) in {null, [], {}}
]
