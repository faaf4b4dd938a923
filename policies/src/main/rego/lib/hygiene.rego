# METADATA
# title: Care of keys
# description: |
#   Faults of keys themselves, as opposed to how they are used; and the aliases and policies that belong to a key.
package lib.hygiene

import data.lib.encryption
import data.lib.graph
import data.lib.kms
import data.lib.known

_key_inputs := {"aws:kms/alias:Alias": "targetKeyId", "aws:kms/keyPolicy:KeyPolicy": "keyId"}

_satellites := [{"resource": satellite, "type": type, "keys": found, "by_edge": by_edge} |
	some type, property in _key_inputs
	some satellite in graph.of_type(type)
	found := _local({urn | some urn in kms.denoted(satellite, property); kms.keys[urn]}, satellite)
	by_edge := is_object(object.get(satellite.inputs, property, null))
]

# The id of a multi-Region key is the same in all its regions; a satellite belongs to the key of its own.
_local(found, satellite) := local if {
	local := {urn | some urn in found; kms.keys[urn].region == satellite.region}
	count(local) > 0
} else := found

# METADATA
# description: |
#   satellites that belong to exactly one key, {key, satellite, type, by_edge}; by_edge when an edge and not a value
#   says so
links := [{"key": key, "satellite": satellite.resource.urn, "type": satellite.type, "by_edge": satellite.by_edge} |
	some satellite in _satellites
	count(satellite.keys) == 1
	some key in satellite.keys
]

_linked := {type: {link.key | some link in links; link.type == type} | some type, _ in _key_inputs}

# Types with a satellite of which nobody can say whose it is: what a key seems to lack may be that one.
_unplaced := {satellite.type |
	some satellite in _satellites
	satellite.by_edge
	count(satellite.keys) != 1
}

# METADATA
# description: what is wrong with a key, {urn, path, is, message, expected}; `is` is "wrong" or "unknown"
faults := array.concat(
	array.concat(_rotation_faults, array.concat(_primary_faults, _usage_faults)),
	array.concat(_state_faults, _satellite_faults),
)

_rotation_faults := [_fault(key, "enableKeyRotation", is, "enableKeyRotation is not true", "true") |
	some key in graph.of_type("aws:kms/key:Key")
	not _purpose_differs(key)
	value := object.get(key.inputs, "enableKeyRotation", null)
	not known.is_true(value)
	is := _certainty(value)
]

# A replica is rotated with its primary key, and only a primary of this program has been examined.
_primary_faults := [_fault(key, "primaryKeyArn", "unknown", message, "the ARN of an aws:kms/key:Key of this program") |
	some key in graph.of_type("aws:kms/replicaKey:ReplicaKey")
	primaries := {urn | some urn in kms.denoted(key, "primaryKeyArn"); graph.by_urn[urn].type == "aws:kms/key:Key"}
	count(primaries) == 0
	message := "the primary key is no resource of this program: nobody knows whether it is rotated"
]

_purposes := {"keyUsage": "ENCRYPT_DECRYPT", "customerMasterKeySpec": "SYMMETRIC_DEFAULT"}

_purpose_differs(key) if {
	some property, purpose in _purposes
	value := object.get(key.inputs, property, purpose)
	is_string(value)
	value != purpose
}

_usage_faults := [_fault(key, property, is, message, purpose) |
	some key in graph.of_type("aws:kms/key:Key")
	encryption.keys_in_use[key.urn]
	some property, purpose in _purposes
	value := object.get(key.inputs, property, purpose)
	not value in {purpose, null}
	is := _certainty(value)
	message := $"{property} does not let AWS services encrypt with the key, and something is encrypted with it"
]

_state_inputs := {"aws:kms/key:Key": "isEnabled", "aws:kms/replicaKey:ReplicaKey": "enabled"}

_state_faults := [_fault(key, property, is, message, "true, which is the default") |
	some key in kms.keys
	property := _state_inputs[key.type]
	value := object.get(key.inputs, property, true)
	not is_null(value)
	not known.is_true(value)
	is := _certainty(value)
	message := $"{property} is not true: the key cannot decrypt"
]

_satellite_faults := array.concat(
	[_fault(key, "policy", _lacking("aws:kms/keyPolicy:KeyPolicy"), message, "a policy document") |
		some key in kms.keys
		object.get(key.inputs, "policy", null) in {null, ""}
		not _linked["aws:kms/keyPolicy:KeyPolicy"][key.urn]
		message := "the key has the default policy, which lets every IAM policy give it away"
	],
	[_fault(key, null, _lacking("aws:kms/alias:Alias"), "the key has no alias", "one aws:kms/alias:Alias") |
		some key in kms.keys
		not _linked["aws:kms/alias:Alias"][key.urn]
	],
)

_lacking(type) := "unknown" if {
	_unplaced[type]
} else := "wrong"

_certainty(value) := "unknown" if {
	known.unknown(value)
} else := "unknown" if {
	known.secret(value)
} else := "wrong"

_fault(key, null, is, message, expected) := {
	"urn": key.urn,
	"path": ["inputs"],
	"is": is,
	"message": message,
	"expected": expected,
}

_fault(key, property, is, message, expected) := {
	"urn": key.urn,
	"path": ["inputs", property],
	"is": is,
	"message": message,
	"expected": expected,
} if {
	not is_null(property)
}
