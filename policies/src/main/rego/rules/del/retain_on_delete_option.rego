# METADATA
# title: No resource has the Pulumi option retainOnDelete
# description: |
#   A retained resource is forgotten by `pulumi destroy` and goes on costing money and holding its name in the
#   account. A graph that does not tell the option leaves the resource undecided.
# related_resources:
#   - description: documentation
#     ref: https://www.pulumi.com/docs/iac/concepts/options/retainondelete/
# custom:
#   id: DEL-002
#   severity: MEDIUM
#   enforcement: mandatory
#   per_resource: true
#   requirements: [X-04]
#   remediation: |-
#     Remove retainOnDelete(true) from the resource options; a component passes the option on to its children.
package rules.del.retain_on_delete_option

import data.lib.options

targets := options.targets("retainOnDelete")

findings := options.findings("retainOnDelete")

unknowns := options.unknowns("retainOnDelete")

references := set()
