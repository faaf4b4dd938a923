package lib.text_test

import data.lib.text

test_reads_every_kind_of_value if {
	text.json_value(`{"a": [1, null]}`) == {"a": [1, null]}
	text.json_value(" [] ") == []
	text.json_value("false") == false
	text.json_value("null") == null
	text.json_value(`"a"`) == "a"
}

test_does_not_read_what_is_no_single_value if {
	every broken in ["", "{", "{} {}", "{},{}", `{}]`, `{}}`, `{}],"x":[{}`, "nothing"] {
		not text.json_value(broken)
	}
}
