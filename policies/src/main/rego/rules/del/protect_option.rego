# METADATA
# title: No resource has the Pulumi option protect
# description: |
#   A protected resource makes `pulumi destroy` stop half way. Environments of this program must be destroyable (card:
#   no deletion protection). A graph that does not tell the option leaves the resource undecided.
# related_resources:
#   - description: documentation
#     ref: https://www.pulumi.com/docs/iac/concepts/options/protect/
# custom:
#   id: DEL-001
#   severity: MEDIUM
#   enforcement: mandatory
#   per_resource: true
#   requirements: [X-04]
#   remediation: Remove protect(true) from the resource options; a component passes the option on to its children.
package rules.del.protect_option

import data.lib.options

targets := options.targets("protect")

findings := options.findings("protect")

unknowns := options.unknowns("protect")

references := set()
