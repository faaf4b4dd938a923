# METADATA
# title: Profile and parameters of this evaluation
# description: |
#   The host passes the resolved profile in input.evaluation. A graph evaluated without the host (conftest, opa eval)
#   gets the profile of its system, or baseline. Parameters are declared once, with their defaults, in
#   parameters/data.yaml.
package lib.params

# METADATA
# description: the profile in force
profile := input.evaluation.profile if {
	# the else needs a body before it
	# regal ignore:redundant-existence-check
	input.evaluation.profile
} else := data.profiles[input.source.system] if {
	data.profiles[input.source.system]
} else := data.profiles.baseline

# METADATA
# description: name of the profile in force; echoed to the host, which refuses a verdict about another one
profile_name := object.get(profile, "name", "")

# METADATA
# description: value of a declared parameter; a test proves that every name used in a rule is declared
value(name) := object.get(profile, ["parameters", name], data.parameters[name].default)
