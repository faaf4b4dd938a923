package dev.portcullis.infra.network;

import com.pulumi.aws.ec2.FlowLog;
import com.pulumi.aws.ec2.FlowLogArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import dev.portcullis.infra.core.PolicyDocument;
import dev.portcullis.infra.core.PolicyDocument.Statement;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.core.Site;
import dev.portcullis.infra.monitoring.EncryptedLogs;
import dev.portcullis.infra.security.ServiceRole;
import java.util.Map;

/**
 * The record of all traffic of a VPC, accepted and refused. Takes the VPC and the site of the logs;
 * gives the name of the log group.
 */
public final class FlowLogs extends ComponentResource {
  /** Type token. */
  public static final String TYPE = "portcullis:network:FlowLogs";

  private static final String SERVICE = "vpc-flow-logs.amazonaws.com";
  private static final int RETENTION_DAYS = 30;

  /** Name of the log group. */
  public final Output<String> logGroupName;

  /**
   * What is recorded, and where.
   *
   * @param site region, and the key of the log group
   * @param vpcId the VPC
   */
  public record Args(Site site, Output<String> vpcId) {}

  /** Name of the log group of the flow logs with that logical name; key policies need it first. */
  public static String logGroupName(Scope scope, String name) {
    return "/aws/vpc-flow-logs/" + scope.physicalOf(name);
  }

  /** Creates log group, role and flow log. */
  public FlowLogs(String name, Args args, ComponentResourceOptions options) {
    super(TYPE, name, options);
    var scope = args.site().scope();
    var group =
        EncryptedLogs.create(args.site(), this, name, logGroupName(scope, name), RETENTION_DAYS);
    logGroupName = group.name();
    var role =
        ServiceRole.create(
            scope,
            this,
            name,
            new ServiceRole.Purpose(
                "Lets VPC flow logs write to their log group",
                PolicyDocument.trust(SERVICE, scope.accountId()),
                permission(group.arn())));
    new FlowLog(
        name,
        FlowLogArgs.builder()
            .vpcId(args.vpcId())
            .trafficType("ALL")
            .logDestinationType("cloud-watch-logs")
            .logDestination(group.arn())
            .iamRoleArn(role.arn())
            .tags(scope.tags().named(scope.physicalOf(name)))
            .build(),
        // A flow log without permission is created all the same, and stays silent.
        scope.child(this).dependsOn(role.policy()).build());
    registerOutputs(Map.of("logGroupName", logGroupName));
  }

  /**
   * What AWS names as the least for delivery, without CreateLogGroup: the group is made here, with
   * key and retention. DescribeLogGroups knows no resources, and a flow log that lacks it is
   * created all the same.
   */
  private static PolicyDocument permission(Output<String> groupArn) {
    return PolicyDocument.create()
        .add(
            Statement.allow("WriteFlowLogs")
                .action("logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents")
                .on(groupArn.applyValue(arn -> arn + ":*")))
        .add(Statement.allow("UnscopableDescribe").action("logs:DescribeLogGroups").on("*"));
  }
}
