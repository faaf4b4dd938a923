package dev.portcullis.infra.compute;

import com.pulumi.aws.iam.ServiceLinkedRole;
import com.pulumi.aws.iam.ServiceLinkedRoleArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.core.Violations;
import java.util.Map;

/**
 * As whom Auto Scaling launches the instances of one system. Takes nothing but the scope; gives the
 * ARN, for {@link InstanceGroup} and for the key of its disks.
 *
 * <p>The role of the account would do, but there is only one: a stack could neither rely on it, in
 * an account where nobody ever made a group, nor own it, where another does. So each stack has its
 * own, told apart by a suffix.
 */
public final class ScalingRole extends ComponentResource {
  /** Type token. */
  public static final String TYPE = "portcullis:compute:ScalingRole";

  /** IAM ends names at 64 characters, 29 of which AWS takes for itself. */
  private static final int LONGEST_SUFFIX = 64 - "AWSServiceRoleForAutoScaling_".length();

  /** ARN of the role. */
  public final Output<String> arn;

  /**
   * What the role needs.
   *
   * @param global where global resources are made
   */
  public record Args(Scope global) {}

  /** Creates the role; what it may do is AWS's business. */
  public ScalingRole(String name, Args args, ComponentResourceOptions options) {
    super(TYPE, name, options);
    var scope = args.global();
    var physical = scope.physicalOf(name);
    Violations.in(ScalingRole.class)
        .unless(
            physical.length() <= LONGEST_SUFFIX,
            "name: too long, got \"" + physical + "\"; up to " + LONGEST_SUFFIX + " characters")
        .throwIfAny();
    arn =
        new ServiceLinkedRole(
                name + "-role",
                ServiceLinkedRoleArgs.builder()
                    .awsServiceName("autoscaling.amazonaws.com")
                    .customSuffix(physical)
                    .description("Launches instances of " + scope.names().system())
                    .tags(scope.tags().globalNamed(physical))
                    .build(),
                scope.child(this).build())
            .arn();
    registerOutputs(Map.of("arn", arn));
  }
}
