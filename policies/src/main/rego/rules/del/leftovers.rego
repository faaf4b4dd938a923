# METADATA
# title: Destroying leaves nothing behind and is not blocked by what is inside
# description: |
#   Objects in a bucket, records in a zone, recovery points in a vault or images in a repository block their deletion;
#   last snapshots and kept volumes survive it. Inputs and meanings: facts/deletion.
# related_resources:
#   - description: documentation
#     ref: https://www.pulumi.com/registry/packages/aws/api-docs/s3/bucketv2/
# custom:
#   id: DEL-004
#   severity: MEDIUM
#   enforcement: mandatory
#   per_resource: true
#   requirements: [X-04, C-67]
#   remediation: |-
#     Set forceDestroy, forceDelete or skipFinalSnapshot to true as named, and remove the name of a final snapshot.
package rules.del.leftovers

import data.lib.deletion

targets := deletion.targets("leftover")

findings := deletion.findings("leftover")

unknowns := deletion.unknowns("leftover")

references := set()
