# METADATA
# title: Caches of APIs
# description: |
#   A stage with a cache cluster keeps answers on disk; whether they are encrypted stands in the settings of its
#   methods. Only those for all methods ("*/*") prove it for the stage.
package lib.api_cache

import data.lib.finding
import data.lib.graph
import data.lib.place

# METADATA
# description: URNs of the stages that have a cache, or may have one
targets := {stage.urn | some stage in _cached}

# METADATA
# description: stages whose cache is not encrypted
findings := {_problem(stage, "has a cache that is not encrypted") |
	some stage in _bare
	not _hidden(stage)
}

# METADATA
# description: stages of which nobody knows whether they have a cache, or which settings are theirs
unknowns := {_problem(stage, "may have a cache that is not encrypted") |
	some stage in _bare
	_hidden(stage)
}

_problem(stage, message) := finding.new(
	stage, ["inputs", "cacheClusterEnabled"], message,
	"false, or a MethodSettings for */* with cacheDataEncrypted true",
)

_cached := [stage |
	some stage in graph.of_type("aws:apigateway/stage:Stage")
	not place.normal(graph.input_of(stage, ["cacheClusterEnabled"], null)) in [null, false]
]

_bare := [stage | some stage in _cached; not _encrypted(stage)]

_encrypted(stage) if {
	is_string(stage.inputs.restApi)
	is_string(stage.inputs.stageName)
	_encrypting[[stage.inputs.restApi, stage.inputs.stageName]]
}

# API and stage of the settings that encrypt whatever the stage keeps.
_encrypting := {[settings.inputs.restApi, settings.inputs.stageName] |
	some settings in graph.of_type("aws:apigateway/methodSettings:MethodSettings")
	graph.input_of(settings, ["methodPath"], "") == "*/*"
	place.normal(graph.input_of(settings, ["settings", "cacheDataEncrypted"], null)) == true
}

_hidden(stage) if {
	some property in ["cacheClusterEnabled", "restApi", "stageName"]
	place.is_hidden(graph.input_of(stage, [property], null))
}
