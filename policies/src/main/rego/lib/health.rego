# METADATA
# title: Health checks
# description: |
#   Reads the checks of the graph for the HLT rules. A missing number has the default that AWS documents. So that one
#   wrong number is reported once, rules about something else than the interval count with the interval that the
#   profile demands.
package lib.health

import data.lib.graph
import data.lib.params
import data.lib.place

# METADATA
# description: the Route 53 health checks
route53 := graph.of_type("aws:route53/healthCheck:HealthCheck")

# METADATA
# description: the endpoint groups of accelerators
endpoint_groups := graph.of_type("aws:globalaccelerator/endpointGroup:EndpointGroup")

# METADATA
# description: the Route 53 checks that probe an endpoint
probes := [check | some check in route53; data.facts.health_checks.route53[check_type(check)].probes]

# METADATA
# description: type of a Route 53 check, empty when it cannot be read
check_type(check) := type if {
	type := object.get(check.inputs, "type", "")
	is_string(type)
} else := ""

# METADATA
# description: |
#   A number among the inputs as {path, value, state}: the state is known, hidden, or odd when it is no number; the
#   default stands for a missing value.
number(resource, steps, default_value) := {"path": found.path, "value": value, "state": _state(found, value)} if {
	found := place.at(resource, steps)[0]
	value := _number(found.value, default_value)
}

# METADATA
# description: failures in a row after which a Route 53 check turns unhealthy
failure_threshold(check) := number(check, ["failureThreshold"], 3)

# METADATA
# description: |
#   Checks of load balancers as {resource, fact, kind, block, state}: the state is on, off, or hidden when a value
#   that decides about it cannot be read; kinds of target that have no check are left out.
routing := [{"resource": resource, "fact": fact, "kind": kind, "block": block, "state": _switch(fact, kind, block)} |
	some type, fact in data.facts.health_checks.routing
	some resource in graph.of_type(type)
	kind := object.get(resource.inputs, fact.kind, "instance")
	not kind in fact.never
	block := place.at(resource, fact.block)[0]
]

# METADATA
# description: seconds after which a check of a load balancer gives up when the program does not say
default_timeout(check) := [seconds |
	some key in [check.kind, object.get(check.resource.inputs, check.fact.protocol, "*"), "*"]
	seconds := check.fact.timeoutDefaults[key]
][0]

# METADATA
# description: the interval that the profile demands of Route 53 checks
probe_interval := params.value("healthCheckIntervalSeconds")

# METADATA
# description: the interval that the profile demands of checks by load balancers
target_interval := params.value("targetGroupIntervalSeconds")

_number(value, default_value) := default_value if {
	value == null
} else := to_number(value) if {
	is_string(value)
	regex.match(`^[0-9]{1,9}$`, value)
} else := value

_state(found, value) := "hidden" if {
	true in [found.hidden, _hidden(value)]
} else := "known" if {
	is_number(value)
} else := "odd"

_hidden(value) if {
	place.is_hidden(value)
} else := false

_switch(fact, kind, block) := "hidden" if {
	true in [block.hidden, _hidden(block.value), _hidden(kind), _hidden(_enabled(fact, block))]
} else := "off" if {
	kind in fact.explicitly
	place.normal(_enabled(fact, block)) != true
} else := "off" if {
	not place.normal(_enabled(fact, block)) in [null, true]
} else := "on"

_enabled(fact, block) := object.get(block.value, fact.enabled, null) if {
	is_object(block.value)
} else := null
