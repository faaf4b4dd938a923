package dev.portcullis.infra.monitoring;

import com.pulumi.aws.cloudwatch.MetricAlarm;
import com.pulumi.aws.cloudwatch.MetricAlarmArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.core.Violations;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The alarms of one region. Takes the topic of that region and what to watch; gives names and ARNs
 * of the alarms by role. An alarm lives where its metric is published, so a watch of another
 * region's resource would never see data.
 */
public final class ServiceAlarms extends ComponentResource {
  /** Type token. */
  public static final String TYPE = "portcullis:monitoring:ServiceAlarms";

  private static final int MINUTE = 60;

  private final Map<String, MetricAlarm> alarms = new TreeMap<>();

  /**
   * What to watch, and whom to tell.
   *
   * @param scope region of the metrics
   * @param topicArn topic of the same region
   * @param watches at least one; roles are unique
   */
  public record Args(Scope scope, Output<String> topicArn, List<Watch> watches) {
    public Args {
      watches = List.copyOf(watches);
      var roles = watches.stream().map(Watch::role).toList();
      Violations.in(ServiceAlarms.class)
          .unless(!watches.isEmpty(), "watches: is empty, got []; name at least one")
          .unless(
              roles.stream().distinct().count() == roles.size(),
              "watches: a role occurs twice, got " + roles + "; give each its own role")
          .unless(
              elsewhere(scope, watches).isEmpty(),
              "watches: of metrics that are published in another region, got "
                  + elsewhere(scope, watches)
                  + " in "
                  + scope.region().id()
                  + "; watch them there")
          .throwIfAny();
    }

    private static List<String> elsewhere(Scope scope, List<Watch> watches) {
      return watches.stream()
          .filter(w -> w.onlyIn().filter(region -> !region.equals(scope.region())).isPresent())
          .map(Watch::role)
          .toList();
    }
  }

  /** Creates one alarm for each watch. */
  public ServiceAlarms(String name, Args args, ComponentResourceOptions options) {
    super(TYPE, name, options);
    args.watches().forEach(watch -> alarms.put(watch.role(), alarm(name, args, watch)));
    registerOutputs(Map.of());
  }

  /** Name of the alarm for the watch of that role: health checks ask for it. */
  public Output<String> alarmName(String role) {
    return alarm(role).name();
  }

  /** ARN of the alarm for the watch of that role: event rules and dashboards ask for it. */
  public Output<String> alarmArn(String role) {
    return alarm(role).arn();
  }

  /** ARNs of all alarms, in the order of their roles. */
  public List<Output<String>> alarmArns() {
    return alarms.values().stream().map(MetricAlarm::arn).toList();
  }

  private MetricAlarm alarm(String role) {
    var alarm = alarms.get(role);
    if (alarm == null) {
      throw new IllegalArgumentException(
          "ServiceAlarms: role: is not watched, got \"" + role + "\"; one of " + alarms.keySet());
    }
    return alarm;
  }

  private MetricAlarm alarm(String name, Args args, Watch watch) {
    var scope = args.scope();
    var physical = scope.physical(watch.role());
    var condition = watch.condition();
    // Red and green go to the topic of this region: CloudWatch cannot reach one elsewhere.
    var topic = args.topicArn().applyValue(List::of);
    return new MetricAlarm(
        name + "-" + watch.role(),
        MetricAlarmArgs.builder()
            .name(physical)
            .alarmDescription(watch.description())
            .namespace(watch.metric().namespace())
            .metricName(watch.metric().name())
            .statistic(watch.metric().statistic())
            .dimensions(watch.dimensions().known())
            .period(MINUTE)
            .evaluationPeriods(condition.minutes())
            .comparisonOperator(condition.operator())
            .threshold(condition.threshold())
            .treatMissingData(condition.missing())
            .alarmActions(topic)
            .okActions(topic)
            .tags(scope.tags().named(physical))
            .build(),
        scope.child(this).build());
  }
}
