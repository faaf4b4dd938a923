# METADATA
# title: No data is locked against deletion
# description: |
#   Object lock, vault lock, SnapLock and legal holds cannot be taken back: what they cover outlives the stack,
#   whoever asks.
# related_resources:
#   - description: documentation
#     ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
# custom:
#   id: DEL-006
#   severity: HIGH
#   enforcement: mandatory
#   per_resource: true
#   requirements: [X-04]
#   remediation: Remove the lock; keep history with versioning, backups and their retention instead.
package rules.del.locks

import data.lib.deletion

targets := deletion.targets("lock")

findings := deletion.findings("lock")

unknowns := deletion.unknowns("lock")

references := set()
