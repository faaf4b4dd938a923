# METADATA
# title: Deleted secrets and keys go as soon as AWS allows
# description: |
#   A secret keeps its name for the recovery window, so that the next deployment of the same environment fails; a key
#   is billed and usable for recovery during its own window, which cannot be shorter than 7 days.
# related_resources:
#   - description: documentation
#     ref: https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html
# custom:
#   id: DEL-005
#   severity: LOW
#   enforcement: mandatory
#   per_resource: true
#   requirements: [X-04]
#   remediation: Set recoveryWindowInDays to 0 for secrets and deletionWindowInDays to 7 for keys.
package rules.del.windows

import data.lib.deletion

targets := deletion.targets("window")

findings := deletion.findings("window")

unknowns := deletion.unknowns("window")

references := set()
