# METADATA
# title: Grouping
# description: |
#   Turns pairs into an index. There are three ways to say it in Rego, and each is quadratic in one of the engines: a
#   partial object (OPA compares every new head with all earlier ones), a comprehension in a comprehension (the plan
#   and WebAssembly have no index for it), and one union of many objects (WebAssembly copies the union for each). The
#   union of a few, of a few, of a few is linear in all of them.
package lib.groups

# Four rounds take a million pairs.
_few := 32

# METADATA
# description: "key to the set of its members, from pairs [key, member]"
of(pairs) := {key: object.keys(members) |
	singles := [{key: {member: true}} | some [key, member] in pairs]
	some key, members in object.union_n(_merged(_merged(_merged(array.concat([{}], singles)))))
}

# In WebAssembly union_n of no objects is undefined: there is always one.
_merged(objects) := [object.union_n(array.slice(objects, first * _few, (first + 1) * _few)) |
	some first in numbers.range(0, floor((count(objects) - 1) / _few))
]
