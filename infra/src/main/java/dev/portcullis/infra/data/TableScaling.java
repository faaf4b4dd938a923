package dev.portcullis.infra.data;

import com.pulumi.aws.appautoscaling.Policy;
import com.pulumi.aws.appautoscaling.PolicyArgs;
import com.pulumi.aws.appautoscaling.Target;
import com.pulumi.aws.appautoscaling.TargetArgs;
import com.pulumi.aws.appautoscaling.inputs.PolicyTargetTrackingScalingPolicyConfigurationArgs;
import com.pulumi.aws.appautoscaling.inputs.PolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecificationArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.data.Capacity.Autoscaled;

/**
 * Scaling of a provisioned table, in one region after the other. The policies of table and replica
 * have the same names on purpose: AWS copies them to a new replica, and a second policy for the
 * same metric under another name is refused.
 *
 * @param owner component that owns the resources
 * @param tableName physical name, the same in both regions
 * @param bounds least and most units
 */
record TableScaling(Resource owner, Output<String> tableName, Autoscaled bounds) {
  private static final double TARGET_UTILIZATION_PERCENT = 70;

  /** Scales writes in that region, once {@code after} is there. */
  Policy writes(Scope scope, String name, Resource after) {
    return scale(scope, name + "-write", "Write", after);
  }

  /** Scales reads in that region, once {@code after} is there. */
  Policy reads(Scope scope, String name, Resource after) {
    return scale(scope, name + "-read", "Read", after);
  }

  private Policy scale(Scope scope, String name, String direction, Resource after) {
    var metric = "DynamoDB" + direction + "CapacityUtilization";
    var target =
        new Target(
            name + "-target",
            TargetArgs.builder()
                .serviceNamespace("dynamodb")
                .scalableDimension("dynamodb:table:" + direction + "CapacityUnits")
                .resourceId(tableName.applyValue(table -> "table/" + table))
                .minCapacity(bounds.min())
                .maxCapacity(bounds.max())
                .tags(scope.tags().named(scope.physicalOf(name)))
                .build(),
            scope.child(owner).dependsOn(after).build());
    return new Policy(
        name + "-scaling",
        PolicyArgs.builder()
            .name(tableName.applyValue(table -> metric + ":table/" + table))
            .policyType("TargetTrackingScaling")
            .serviceNamespace(target.serviceNamespace())
            .scalableDimension(target.scalableDimension())
            .resourceId(target.resourceId())
            .targetTrackingScalingPolicyConfiguration(
                PolicyTargetTrackingScalingPolicyConfigurationArgs.builder()
                    .targetValue(TARGET_UTILIZATION_PERCENT)
                    .predefinedMetricSpecification(
                        PolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecificationArgs
                            .builder()
                            .predefinedMetricType(metric)
                            .build())
                    .build())
            .build(),
        scope.child(owner).build());
  }
}
