package dev.portcullis.infra.serverless;

import com.pulumi.core.Output;
import dev.portcullis.infra.core.PolicyDocument;
import dev.portcullis.infra.core.PolicyDocument.Statement;
import dev.portcullis.infra.core.Scope;
import java.util.List;

/**
 * What the role of a function in a VPC may do.
 *
 * @param scope region and account
 * @param functionName physical name, for the ARN that the function will have
 * @param logGroupArn its own log group
 * @param environmentKeyArn key of its environment variables
 * @param grants what its code needs
 */
record ExecutionPolicy(
    Scope scope,
    String functionName,
    Output<String> logGroupArn,
    Output<String> environmentKeyArn,
    List<Statement> grants) {

  private static final String[] MANAGE_INTERFACES = {
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:AssignPrivateIpAddresses",
    "ec2:UnassignPrivateIpAddresses"
  };

  /** These know no resources, AWS accepts nothing but the star. */
  private static final String[] DESCRIBE_INTERFACES = {
    "ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"
  };

  PolicyDocument document() {
    // Narrower is not possible: the interfaces do not exist yet, and Lambda names their ids.
    var interfaces = scope.arn("ec2", "*/*");
    var document =
        PolicyDocument.create()
            .add(
                Statement.allow("WriteOwnLogs")
                    .action("logs:CreateLogStream", "logs:PutLogEvents")
                    .on(logGroupArn.applyValue(arn -> arn + ":*")))
            .add(Statement.allow("DecryptEnvironment").action("kms:Decrypt").on(environmentKeyArn))
            .add(Statement.allow("NetworkInterfaces").action(MANAGE_INTERFACES).on(interfaces))
            .add(Statement.allow("UnscopableDescribe").action(DESCRIBE_INTERFACES).on("*"))
            // The interfaces are the service's business: the code of the function gets none of it.
            .add(notFromCode("NoInterfacesFromCode", MANAGE_INTERFACES).on(interfaces))
            .add(notFromCode("UnscopableNoDescribeFromCode", DESCRIBE_INTERFACES).on("*"));
    grants.forEach(document::add);
    return document;
  }

  private Statement notFromCode(String sid, String... actions) {
    return Statement.deny(sid)
        .action(actions)
        .when(
            "ArnEquals",
            "lambda:SourceFunctionArn",
            scope.arn("lambda", "function:" + functionName));
  }
}
