package dev.portcullis.infra.system;

import com.pulumi.core.Output;
import dev.portcullis.infra.config.SystemConfig;
import dev.portcullis.infra.core.PolicyDocument.Statement;
import dev.portcullis.infra.monitoring.AlarmEvents;
import dev.portcullis.infra.monitoring.ServiceAlarms;
import dev.portcullis.infra.monitoring.Watch;
import dev.portcullis.infra.serverless.EventCause;
import dev.portcullis.infra.serverless.EventTrigger;
import dev.portcullis.infra.serverless.FunctionCode.Payments;
import dev.portcullis.infra.serverless.Grants;
import dev.portcullis.infra.serverless.RegionalFunction;
import java.util.List;

/**
 * What tells people of failovers in a region: a function that EventBridge runs when a failover
 * alarm of the region changes. The alarms say the same to the same topic by themselves, but only
 * that they changed; the function says what it means, what happens by itself and what to do.
 */
final class PaymentsNotifier {
  private PaymentsNotifier() {}

  /**
   * An alarm that has to do with a failover.
   *
   * @param role what it means, as the function knows it
   * @param name its name
   * @param arn its ARN
   */
  record FailoverAlarm(String role, Output<String> name, Output<String> arn) {
    private Output<String> told() {
      return name.applyValue(known -> role + "=" + known);
    }
  }

  /** Creates the function, what runs it, and the alarm on its own errors. */
  static void create(
      SystemConfig config, PaymentsRegion region, PaymentsData data, List<FailoverAlarm> alarms) {
    var scope = region.scope;
    var name = scope.logical(PaymentsPlan.NOTIFIER);
    var function =
        new RegionalFunction(
            name,
            region
                .function(PaymentsPlan.NOTIFIER, Payments.NOTIFIER, List.of())
                .variable(
                    "FAILOVER_ALARMS", joined(alarms.stream().map(FailoverAlarm::told).toList()))
                .variable("TOPIC_ARN", region.topic.arn)
                .variable("TABLE", data.table.tableName)
                .variable("GLOBAL_CLUSTER_ID", data.database.globalClusterId)
                .variable("PRIMARY_REGION", Output.of(config.primary().id()))
                .variable("SECONDARY_REGION", Output.of(config.secondary().id()))
                .variable("ARMED", Output.of(String.valueOf(PaymentsFunctions.armed(config))))
                .grant(grants(region, data))
                .build(),
            scope.component());
    EventTrigger.create(
        function,
        name,
        function,
        EventCause.event(
            "Runs the function when a failover alarm changes",
            Output.all(alarms.stream().map(FailoverAlarm::arn).toList())
                .applyValue(AlarmEvents::changes)));
    // Said by CloudWatch itself: who cannot speak cannot say so.
    new ServiceAlarms(
        name + "-alarm",
        new ServiceAlarms.Args(
            scope,
            region.topic.arn,
            List.of(Watch.functionFailed(function.functionName).as("notifier-failed"))),
        scope.component());
  }

  private static List<Statement> grants(PaymentsRegion region, PaymentsData data) {
    var topic = Grants.publish(region.topic.arn, region.keys.logs);
    return List.of(
        Grants.itemsBeginning(data.tableArn(region), "alarm#"),
        Grants.tableKey(region.keys.data),
        topic.get(0),
        topic.get(1),
        Statement.allow("SeeGlobalCluster")
            .action("rds:DescribeGlobalClusters")
            .on(data.database.globalClusterArn));
  }

  private static Output<String> joined(List<Output<String>> texts) {
    return Output.all(texts).applyValue(known -> String.join(",", known));
  }
}
