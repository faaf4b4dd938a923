package lib.known_test

import data.lib.known

_plain := [null, true, false, 0, "", "$unknown", [], {}, {"unknown": true}, [{"$unknown": true}], [{"$secret": true}]]

test_unknown_is_the_marker_and_nothing_else if {
	known.unknown({"$unknown": true})
	known.unknown({"$unknown": true, "$secret": true})
	not known.unknown({"$unknown": false})
	not known.unknown({"$unknown": "true"})
	not known.unknown({"$secret": true})
	every value in _plain {
		not known.unknown(value)
	}
}

test_a_text_with_the_marker_of_pulumi_is_unknown if {
	known.unknown("04da6b54-80e4-46f7-96ec-b56ff0331ba9")
	known.unknown(`{"Resource": "arn:aws:s3:::04da6b54-80e4-46f7-96ec-b56ff0331ba9/*"}`)
	not known.unknown("04da6b54-80e4-46f7-96ec-b56ff0331ba8")
}

test_secret_is_the_marker_and_nothing_else if {
	known.secret({"$secret": true})
	known.secret({"$unknown": true, "$secret": true})
	not known.secret({"$secret": "true"})
	not known.secret({"$unknown": true})
	every value in _plain {
		not known.secret(value)
	}
}

test_absent_is_null_only if {
	known.absent(null)
	every value in [false, 0, "", [], {}, {"$unknown": true}] {
		not known.absent(value)
	}
}

test_booleans_have_two_spellings if {
	every value in [true, "true"] {
		known.is_true(value)
		not known.is_false(value)
	}
	every value in [false, "false"] {
		known.is_false(value)
		not known.is_true(value)
	}
}

test_fail_nothing_else_is_a_boolean if {
	every value in [null, 0, 1, "True", "FALSE", "yes", "", [], {}, {"$unknown": true}] {
		not known.is_true(value)
		not known.is_false(value)
	}
}
