package dev.portcullis.infra.edge;

import com.pulumi.aws.lb.TargetGroup;
import com.pulumi.aws.lb.TargetGroupArgs;
import com.pulumi.aws.lb.inputs.TargetGroupHealthCheckArgs;
import com.pulumi.resources.Resource;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.core.Violations;
import java.util.Map;
import java.util.TreeMap;

/** The target groups of one {@link PublicEndpoint}, one for each of its {@link Target}s. */
final class TargetGroups {
  private static final int LONGEST_NAME = 32;

  /** Seconds until a check counts as failed; shorter than every interval. */
  static final int HEALTH_TIMEOUT_SECONDS = 5;

  private final Map<String, TargetGroup> byRole = new TreeMap<>();

  /**
   * Creates them.
   *
   * @param owner the endpoint
   * @param name its logical name
   */
  TargetGroups(Scope scope, Resource owner, String name, PublicEndpoint.Args args) {
    var interval = args.traffic().healthCheckIntervalSeconds();
    for (var target : args.routes().targets()) {
      var physical = scope.physical(target.role());
      Violations.in(PublicEndpoint.class)
          .unless(
              physical.length() <= LONGEST_NAME,
              "role: makes the name of a target group too long, got \""
                  + physical
                  + "\"; up to "
                  + LONGEST_NAME
                  + " characters")
          .throwIfAny();
      byRole.put(
          target.role(),
          new TargetGroup(
              name + "-" + target.role(),
              inputs(target)
                  .name(physical)
                  .healthCheck(check(interval))
                  .tags(scope.tags().named(physical))
                  .build(),
              scope.child(owner).build()));
    }
  }

  /** The group with that role. */
  TargetGroup get(String role) {
    var group = byRole.get(role);
    if (group == null) {
      throw new IllegalArgumentException(
          "role: no such target group, got \"" + role + "\"; known are " + byRole.keySet());
    }
    return group;
  }

  private static TargetGroupArgs.Builder inputs(Target target) {
    if (target instanceof Target.Instances instances) {
      return TargetGroupArgs.builder()
          .targetType("instance")
          .protocol("HTTP")
          .port(instances.port())
          .vpcId(instances.vpcId())
          .deregistrationDelay(Target.DRAINING_SECONDS);
    }
    // Functions have no port, protocol or VPC.
    return TargetGroupArgs.builder().targetType("lambda");
  }

  /** Switched on explicitly: for functions, checks are off by default. */
  private static TargetGroupHealthCheckArgs check(int intervalSeconds) {
    return TargetGroupHealthCheckArgs.builder()
        .enabled(true)
        .path(PublicEndpoint.HEALTH_PATH)
        .matcher("200")
        .interval(intervalSeconds)
        .timeout(HEALTH_TIMEOUT_SECONDS)
        .healthyThreshold(2)
        .unhealthyThreshold(2)
        .build();
  }
}
