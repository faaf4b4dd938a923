package lib.iam_test

import data.lib.iam

_conditioned(operator, key, values) := {"conditions": [{"operator": operator, "key": key, "values": values}]}

test_pass_policy_variables_are_no_wildcards if {
	every text in ["arn:aws:s3:::b/${aws:username}", "a${*}b", "a${?}b", "a${$}b", ""] {
		not iam.wild(text)
	}
}

test_variables_of_the_caller if {
	every text in ["a/${aws:username}${*}", "${AWS:UserId}", "$", ""] {
		not iam.variable(text)
	}
	every text in ["${aws:RequestTag/t}", "${aws:username, 'x'}", "${s3:prefix}${aws:userid}", "${"] {
		iam.variable(text)
	}
}

test_fail_wildcards if {
	every text in ["*", "s3:Get*", "s3:GetObjec?", "${*}*"] {
		iam.wild(text)
	}
}

test_pass_pinned_by_exact_values if {
	keys := {"aws:sourcearn"}
	iam.pinned(_conditioned("arnequals", "aws:sourcearn", ["arn:aws:s3:::b"]), keys)
	iam.pinned(_conditioned("arnlike", "aws:sourcearn", ["arn:aws:ec2:us-east-1:000000000000:vpc-flow-log/*"]), keys)
}

test_fail_not_pinned if {
	keys := {"aws:sourcearn"}
	every statement in [
		_conditioned("arnlike", "aws:sourcearn", ["arn:aws:s3:::*"]),
		_conditioned("arnlike", "aws:sourcearn", ["arn:aws:ec2:us-east-1:*:vpc-flow-log/*"]),
		_conditioned("stringequals", "aws:sourcearn", ["${aws:SourceArn}"]),
		_conditioned("arnlike", "aws:sourcearn", ["arn:aws:ec2:us-east-1:${aws:PrincipalAccount}:vpc-flow-log/*"]),
		_conditioned("stringequals", "aws:sourcearn", [""]),
		_conditioned("arnequals", "aws:sourcearn", []),
		_conditioned("arnequals", "aws:sourcearn", [{"$unknown": true}]),
		_conditioned("arnequalsifexists", "aws:sourcearn", ["arn:aws:s3:::b"]),
		_conditioned("arnnotequals", "aws:sourcearn", ["arn:aws:s3:::b"]),
		_conditioned("arnequals", "aws:principalarn", ["arn:aws:s3:::b"]),
		{"conditions": []},
	] {
		not iam.pinned(statement, keys)
	}
}

test_services_pass_a_source_whatever_their_region_and_partition if {
	every name in ["sns", "states.us-east-1", "logs.eu-west-1", "monitoring.rds", "codebuild.us-gov-west-1"] {
		iam.gives_source({"type": "Service", "value": $"{name}.amazonaws.com"})
		iam.gives_source({"type": "Service", "value": $"{name}.amazonaws.com.cn"})
	}
	not iam.gives_source({"type": "Service", "value": "lambda.us-east-1.amazonaws.com"})
	not iam.gives_source({"type": "AWS", "value": "sns.amazonaws.com"})
}

test_pass_account_roots if {
	iam.account_root({"type": "AWS", "value": "arn:aws:iam::000000000000:root"})
	iam.account_root({"type": "AWS", "value": "111111111111"})
	not iam.account_root({"type": "AWS", "value": "arn:aws:iam::000000000000:role/root"})
	not iam.account_root({"type": "AWS", "value": "AROAEXAMPLE1"})
	not iam.account_root({"type": "Service", "value": "111111111111"})
}
