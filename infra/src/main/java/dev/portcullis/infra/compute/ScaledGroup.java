package dev.portcullis.infra.compute;

import com.pulumi.aws.autoscaling.Group;
import com.pulumi.aws.autoscaling.GroupArgs;
import com.pulumi.aws.autoscaling.Policy;
import com.pulumi.aws.autoscaling.PolicyArgs;
import com.pulumi.aws.autoscaling.inputs.GroupInstanceRefreshArgs;
import com.pulumi.aws.autoscaling.inputs.GroupInstanceRefreshPreferencesArgs;
import com.pulumi.aws.autoscaling.inputs.GroupLaunchTemplateArgs;
import com.pulumi.aws.autoscaling.inputs.GroupTagArgs;
import com.pulumi.aws.autoscaling.inputs.PolicyTargetTrackingConfigurationArgs;
import com.pulumi.aws.autoscaling.inputs.PolicyTargetTrackingConfigurationPredefinedMetricSpecificationArgs;
import com.pulumi.aws.ec2.LaunchTemplate;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomTimeouts;
import com.pulumi.resources.Resource;
import dev.portcullis.infra.core.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The auto scaling group of an {@link InstanceGroup}, and what changes the number of instances. */
final class ScaledGroup {
  private static final int CPU_PERCENT = 60;
  private static final int REQUESTS_PER_MINUTE = 1000;

  /** Boot, first answer and two checks of the load balancer, with room. */
  private static final int WARMUP_SECONDS = 120;

  private static final CustomTimeouts PATIENCE =
      CustomTimeouts.builder()
          .create(Duration.ofMinutes(20))
          .update(Duration.ofMinutes(20))
          .delete(Duration.ofMinutes(30))
          .build();

  private ScaledGroup() {}

  /**
   * Creates the group.
   *
   * @param owner the group's component
   * @param name its logical name
   * @param template how instances start
   * @param permissions what they may do: there before they start
   */
  static Group create(
      Resource owner,
      String name,
      InstanceGroup.Args args,
      LaunchTemplate template,
      Resource permissions) {
    var scope = args.disks().scope();
    var physical = scope.physicalOf(name);
    var needs = new ArrayList<>(args.ways());
    needs.addAll(args.front().listeners());
    needs.add(permissions);
    return new Group(
        name,
        GroupArgs.builder()
            .name(physical)
            .minSize(args.size().min())
            .maxSize(args.size().max())
            .desiredCapacity(args.size().min())
            .vpcZoneIdentifiers(args.placement().subnetIds())
            // Behind the load balancer: its checks decide about an instance, not EC2's alone.
            .targetGroupArns(args.front().targetGroupArn().applyValue(List::of))
            .healthCheckType("ELB")
            .healthCheckGracePeriod(WARMUP_SECONDS)
            .defaultInstanceWarmup(WARMUP_SECONDS)
            .launchTemplate(
                GroupLaunchTemplateArgs.builder()
                    .id(template.id())
                    // A number: with $Latest a change would replace no instance.
                    .version(template.latestVersion().applyValue(String::valueOf))
                    .build())
            .instanceRefresh(refresh())
            .serviceLinkedRoleArn(args.scalingRoleArn())
            .enabledMetrics(
                "GroupDesiredCapacity", "GroupInServiceInstances", "GroupTotalInstances")
            .metricsGranularity("1Minute")
            .waitForCapacityTimeout("15m")
            .minElbCapacity(args.size().min())
            .forceDelete(true)
            .tags(handedOn(scope, physical))
            .build(),
        // Policies change the number; the way to packages and logs is there before the first boot.
        scope
            .child(owner)
            .dependsOn(needs)
            .ignoreChanges("desiredCapacity")
            .customTimeouts(PATIENCE)
            .build());
  }

  /** New instances first, so that as many serve as before. */
  private static GroupInstanceRefreshArgs refresh() {
    return GroupInstanceRefreshArgs.builder()
        .strategy("Rolling")
        .preferences(
            GroupInstanceRefreshPreferencesArgs.builder()
                .minHealthyPercentage(100)
                .maxHealthyPercentage(200)
                .instanceWarmup(String.valueOf(WARMUP_SECONDS))
                .build())
        .build();
  }

  private static List<GroupTagArgs> handedOn(Scope scope, String physical) {
    return scope.tags().named(physical).entrySet().stream()
        .map(
            tag ->
                GroupTagArgs.builder()
                    .key(tag.getKey())
                    .value(tag.getValue())
                    .propagateAtLaunch(true)
                    .build())
        .toList();
  }

  /** Creates the policies that decide how many instances there are. */
  static void follow(
      Resource owner, String name, InstanceGroup.Args args, Output<String> groupName) {
    policy(owner, name + "-cpu", args, groupName, metric("ASGAverageCPUUtilization"), CPU_PERCENT);
    // Counted by the load balancer, once it uses the target group; the group has waited for that.
    policy(
        owner,
        name + "-requests",
        args,
        groupName,
        metric("ALBRequestCountPerTarget").resourceLabel(args.front().requestsLabel()),
        REQUESTS_PER_MINUTE);
  }

  private static PolicyTargetTrackingConfigurationPredefinedMetricSpecificationArgs.Builder metric(
      String type) {
    return PolicyTargetTrackingConfigurationPredefinedMetricSpecificationArgs.builder()
        .predefinedMetricType(type);
  }

  private static void policy(
      Resource owner,
      String logical,
      InstanceGroup.Args args,
      Output<String> groupName,
      PolicyTargetTrackingConfigurationPredefinedMetricSpecificationArgs.Builder metric,
      double target) {
    var scope = args.disks().scope();
    new Policy(
        logical,
        PolicyArgs.builder()
            .name(scope.physicalOf(logical))
            .autoscalingGroupName(groupName)
            .policyType("TargetTrackingScaling")
            .targetTrackingConfiguration(
                PolicyTargetTrackingConfigurationArgs.builder()
                    .predefinedMetricSpecification(metric.build())
                    .targetValue(target)
                    .build())
            .build(),
        scope.child(owner).build());
  }
}
