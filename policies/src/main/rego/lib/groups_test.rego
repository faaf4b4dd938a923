package lib.groups_test

import data.lib.groups

test_members_by_key if {
	groups.of([["a", 1], ["b", 2], ["a", 3], ["a", 1]]) == {"a": {1, 3}, "b": {2}}
}

test_no_pairs if {
	groups.of([]) == {}
}

test_more_pairs_than_one_round_takes if {
	pairs := [[n % 7, n] | some n in numbers.range(1, 5000)]
	found := groups.of(pairs)
	count(found) == 7
	sum([count(members) | some members in found]) == 5000
	found[0] == {n | some n in numbers.range(1, 5000); n % 7 == 0}
}

test_members_that_are_objects if {
	groups.of([["a", {"k": 1}], ["a", {"k": 2}]]) == {"a": {{"k": 1}, {"k": 2}}}
}
