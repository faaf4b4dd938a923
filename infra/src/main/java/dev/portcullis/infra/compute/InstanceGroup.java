package dev.portcullis.infra.compute;

import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.iam.InstanceProfile;
import com.pulumi.aws.iam.InstanceProfileArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.Resource;
import dev.portcullis.infra.core.Placement;
import dev.portcullis.infra.core.PolicyDocument;
import dev.portcullis.infra.core.PolicyDocument.Statement;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.core.Site;
import dev.portcullis.infra.core.Violations;
import dev.portcullis.infra.monitoring.EncryptedLogs;
import dev.portcullis.infra.security.EncryptionKeys.Purpose;
import dev.portcullis.infra.security.KeyUse;
import dev.portcullis.infra.security.ServiceRole;
import java.util.List;
import java.util.Map;

/**
 * Instances in private subnets behind a load balancer, as many as the load asks for. Takes their
 * place, kind and number, the target group they join and the keys of disks and logs; gives the name
 * of the group. Instances that the load balancer holds for dead are replaced, and all of them, one
 * after the other, when the way they start changes.
 */
public final class InstanceGroup extends ComponentResource {
  /** Type token. */
  public static final String TYPE = "portcullis:compute:InstanceGroup";

  /** Where instances answer requests and health checks. */
  public static final int PORT = 8080;

  private static final int LOG_RETENTION_DAYS = 30;

  /** Name of the group, the dimension of its metrics. */
  public final Output<String> groupName;

  /** ARN of the instances' role. */
  public final Output<String> roleArn;

  private final Scope scope;
  private final String physical;

  /**
   * How many.
   *
   * @param min least, 2 or more: with two, the loss of a zone leaves one
   * @param max most, twice the least or more: a rolling replacement needs the room
   */
  public record Size(int min, int max) {
    public Size {
      Violations.in(Size.class)
          .unless(min >= 2, "min: too few, got " + min + "; 2 or more")
          .unless(max >= 2 * min, "max: too few, got " + max + "; " + 2 * min + " or more")
          .throwIfAny();
    }
  }

  /**
   * What the group needs.
   *
   * @param disks region, and the key of the disks, whose policy has {@link #keyUse}
   * @param logs the key of the log group, of the same region
   * @param placement private subnets and the instances' security group, which admits the load
   *     balancer on {@link #PORT}
   * @param machine what an instance is
   * @param size how many
   * @param front what they stand behind
   * @param scalingRoleArn as whom Auto Scaling launches them, a {@link ScalingRole}
   * @param ways what their calls go through, such as endpoints and routes: there before they start
   */
  public record Args(
      Site disks,
      Site logs,
      Placement placement,
      Machine machine,
      Size size,
      Front front,
      Output<String> scalingRoleArn,
      List<Resource> ways) {
    public Args {
      ways = List.copyOf(ways);
    }
  }

  /** Name of the log group of the group with that logical name; key policies need it first. */
  public static String logGroupName(Scope scope, String name) {
    return "/portcullis/instances/" + scope.physicalOf(name);
  }

  /**
   * What Auto Scaling does with the key of the disks. Without it, instances are gone as soon as
   * they are launched.
   *
   * @param scalingRoleArn as whom it launches
   */
  public static KeyUse keyUse(Output<String> scalingRoleArn) {
    return KeyUse.by(
        Purpose.DISKS,
        Statement.allow("AutoScalingDisks")
            .aws(scalingRoleArn)
            .action(
                "kms:Decrypt",
                "kms:DescribeKey",
                "kms:Encrypt",
                "kms:GenerateDataKey",
                "kms:GenerateDataKeyWithoutPlaintext",
                "kms:ReEncryptFrom",
                "kms:ReEncryptTo")
            .on("*"),
        // For the volume of an instance, which EC2 attaches later.
        Statement.allow("AutoScalingGrants")
            .aws(scalingRoleArn)
            .action("kms:CreateGrant")
            .on("*")
            .when("Bool", "kms:GrantIsForAWSResource", "true"));
  }

  /** Creates log group, role, launch template, group and scaling policies. */
  public InstanceGroup(String name, Args args, ComponentResourceOptions options) {
    super(TYPE, name, options);
    scope = args.disks().scope();
    physical = scope.physicalOf(name);
    var logs =
        EncryptedLogs.create(
            args.logs(), this, name, logGroupName(scope, name), LOG_RETENTION_DAYS);
    var role = role(name, logs);
    roleArn = role.arn();
    var userData =
        logs.name()
            .applyValue(
                group ->
                    new UserData(scope.names().system(), scope.region().id(), PORT, group)
                        .encoded());
    var template = LaunchPlan.create(this, name, args, profile(name, role), userData);
    var group = ScaledGroup.create(this, name, args, template, role.policy());
    groupName = group.name();
    ScaledGroup.follow(this, name, args, groupName);
    registerOutputs(Map.of("groupName", groupName));
  }

  private ServiceRole role(String name, LogGroup logs) {
    return ServiceRole.create(
        scope,
        this,
        name,
        new ServiceRole.Purpose(
            "Role of the instances of " + physical,
            PolicyDocument.trust("ec2.amazonaws.com"),
            PolicyDocument.create()
                .add(
                    Statement.allow("WriteOwnLogs")
                        .action("logs:CreateLogStream", "logs:PutLogEvents")
                        .on(logs.arn().applyValue(arn -> arn + ":*")))));
  }

  private Output<String> profile(String name, ServiceRole role) {
    return new InstanceProfile(
            name + "-profile",
            InstanceProfileArgs.builder()
                .name(physical)
                .role(role.role().name())
                .tags(scope.tags().globalNamed(physical))
                .build(),
            scope.child(this).build())
        .arn();
  }
}
