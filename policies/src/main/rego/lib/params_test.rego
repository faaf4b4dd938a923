package lib.params_test

import data.lib.params

_declared := {"interval": {"default": 30}, "strict": {"default": true}}

_profiles := {
	"baseline": {"name": "baseline", "parameters": {}},
	"shop": {"name": "shop", "parameters": {"interval": 10}},
}

test_pass_the_profile_of_the_host_comes_first if {
	given := {"source": {"system": "shop"}, "evaluation": {"profile": {"name": "host", "parameters": {"interval": 5}}}}
	[params.profile_name, params.value("interval"), params.value("strict")] == ["host", 5, true] with input as given
		with data.profiles as _profiles
		with data.parameters as _declared
}

test_pass_then_the_profile_of_the_system if {
	[params.profile_name, params.value("interval")] == ["shop", 10] with input as {"source": {"system": "shop"}}
		with data.profiles as _profiles
		with data.parameters as _declared
}

test_pass_then_baseline_with_the_defaults if {
	every given in [{"source": {"system": "elsewhere"}}, {"source": {}}, {}] {
		[params.profile_name, params.value("interval")] == ["baseline", 30] with input as given
			with data.profiles as _profiles
			with data.parameters as _declared
	}
}

test_pass_false_is_a_value if {
	profile := {"name": "lenient", "parameters": {"strict": false}}
	params.value("strict") == false with input as {"evaluation": {"profile": profile}}
		with data.parameters as _declared
}

test_pass_a_profile_without_parameters_has_the_defaults if {
	params.value("interval") == 30 with input as {"evaluation": {"profile": {"name": "bare"}}}
		with data.parameters as _declared
}

# The host compares the echo: a profile without a name is refused, not taken for another.
test_fail_a_profile_without_a_name_has_the_empty_name if {
	params.profile_name == "" with input as {"evaluation": {"profile": {"parameters": {}}}}
}

test_fail_an_undeclared_parameter_has_no_value if {
	not params.value("misspelt") with input as {} with data.profiles as _profiles with data.parameters as _declared
}

# What the pack ships: a profile may set only what is declared, to a value of the declared type.
test_pass_profiles_set_declared_parameters_only if {
	every profile in data.profiles {
		every name, value in object.get(profile, "parameters", {}) {
			type_name(value) == replace(data.parameters[name].type, "integer", "number")
		}
	}
}
