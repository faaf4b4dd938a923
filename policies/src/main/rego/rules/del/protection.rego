# METADATA
# title: Deletion protection is off everywhere
# description: |
#   Other scanners demand the opposite (CKV_AWS_139, CKV_AWS_150, CKV_AWS_293 and their kin): the card and the seeds
#   of these systems want environments that can be destroyed, and the card wins (K-08). Inputs and meanings:
#   facts/deletion. With the parameter explicitDeletionProtection the listed types must say false in so many words
#   (C-67).
# related_resources:
#   - description: documentation
#     ref: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_DeleteCluster.html
# custom:
#   id: DEL-003
#   severity: MEDIUM
#   enforcement: mandatory
#   per_resource: true
#   requirements: [X-04, C-67]
#   remediation: |-
#     Set the named input to false (INACTIVE, DISABLED), or remove it where that is the default; for a production
#     account outside this pack, waive it.
#   parameters: [explicitDeletionProtection]
package rules.del.protection

import data.lib.deletion

targets := deletion.targets("protection")

findings := deletion.findings("protection")

unknowns := deletion.unknowns("protection")

references := set()
