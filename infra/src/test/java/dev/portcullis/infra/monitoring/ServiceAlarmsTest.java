package dev.portcullis.infra.monitoring;

import static dev.portcullis.infra.Captured.assertInputs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.core.Output;
import dev.portcullis.infra.Captured;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceAlarmsTest {
  private static final String NAME = "serverless-alarms-use1";
  private static final String ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
  private static final String TOPIC = "arn:aws:sns:us-east-1:000000000000:ops";

  private final Captured captured =
      Captured.program(
          (primary, secondary) ->
              new ServiceAlarms(
                  NAME,
                  new ServiceAlarms.Args(
                      primary.scope(),
                      Output.of(TOPIC),
                      List.of(
                          Watch.loadBalancerErrors(Output.of("app/alb/1")),
                          Watch.functionErrors(Output.of("api")),
                          Watch.databaseCpu(Output.of("db")),
                          Watch.databaseStorage(Output.of("db")),
                          Watch.replicaLag(Output.of("db"), 300),
                          Watch.tableReplication(Output.of("orders"), "us-west-2", 10_000))),
                  primary.scope().component()));

  @Test
  void watchesEachInItsRegion() {
    captured.assertWellFormed();
    assertThat(captured.children())
        .containsExactly(
            ALARM + " " + NAME + "-alb-5xx us-east-1",
            ALARM + " " + NAME + "-database-cpu us-east-1",
            ALARM + " " + NAME + "-database-storage us-east-1",
            ALARM + " " + NAME + "-function-errors us-east-1",
            ALARM + " " + NAME + "-replica-lag us-east-1",
            ALARM + " " + NAME + "-table-replication us-east-1");
  }

  @Test
  void tellsTheTopicWhenStorageRunsOut() {
    assertInputs(
        captured.resource(ALARM, NAME + "-database-storage"),
        """
        {"name":"serverless-database-storage-use1-t1",
         "alarmDescription":"The database runs out of storage: enlarge it before it stops",
         "namespace":"AWS/RDS","metricName":"FreeStorageSpace","statistic":"Minimum",
         "dimensions":{"DBInstanceIdentifier":"db"},"period":60,"evaluationPeriods":5,
         "comparisonOperator":"LessThanThreshold","threshold":10737418240,"treatMissingData":"missing",
         "alarmActions":["%s"],"okActions":["%s"],
         "tags":{"Name":"serverless-database-storage-use1-t1","Project":"PulumiOptimization"}}"""
            .formatted(TOPIC, TOPIC));
  }

  @Test
  void namesEveryDimensionOfTableReplication() {
    assertThat(Captured.input(captured.resource(ALARM, NAME + "-table-replication"), "/dimensions"))
        .isEqualTo(Captured.json("{\"TableName\":\"orders\",\"ReceivingRegion\":\"us-west-2\"}"));
  }

  @Test
  void rejectsNothingToWatchAndTwiceTheSame() {
    Captured.program(
        (primary, secondary) -> {
          var scope = primary.scope();
          var topic = Output.of(TOPIC);
          var watch = Watch.functionErrors(Output.of("api"));
          assertThatThrownBy(() -> new ServiceAlarms.Args(scope, topic, List.of()))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("watches: is empty");
          assertThatThrownBy(() -> new ServiceAlarms.Args(scope, topic, List.of(watch, watch)))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("a role occurs twice, got [function-errors, function-errors]");
        });
  }

  @Test
  void givesNamesAndArnsByRole() {
    var given =
        Captured.program(
            (primary, secondary) -> {
              var scope = primary.scope();
              var errors = Watch.functionErrors(Output.of("api"));
              var watches = List.of(errors.as("probe-errors"), errors);
              var alarms =
                  new ServiceAlarms(
                      NAME,
                      new ServiceAlarms.Args(scope, Output.of(TOPIC), watches),
                      scope.component());
              // The topic shows the values: its ARN is what the alarms of this one notify.
              new ServiceAlarms(
                  "shown",
                  new ServiceAlarms.Args(
                      scope,
                      alarms.alarmArn("probe-errors"),
                      List.of(Watch.functionErrors(alarms.alarmName("probe-errors")))),
                  scope.component());
              assertThat(alarms.alarmArns()).hasSize(2);
              assertThatThrownBy(() -> alarms.alarmArn("cpu"))
                  .isInstanceOf(IllegalArgumentException.class)
                  .hasMessage(
                      "ServiceAlarms: role: is not watched, got \"cpu\"; one of"
                          + " [function-errors, probe-errors]");
            });
    var shown = given.resource(ALARM, "shown-function-errors");
    assertThat(Captured.input(shown, "/dimensions/FunctionName").asText())
        .isEqualTo("serverless-probe-errors-use1-t1");
    assertThat(Captured.input(shown, "/alarmActions/0").asText())
        .isEqualTo(
            "arn:aws:cloudwatch:us-east-1:000000000000:alarm:serverless-probe-errors-use1-t1");
  }

  @Test
  void rejectsMetricsThatAreNotPublishedThere() {
    Captured.program(
        (primary, secondary) -> {
          var topic = Output.of(TOPIC);
          var red = Watch.healthCheckRed("app", Output.of("check"));
          var lag = Watch.globalReplicationLag(Output.of("db"), secondary.scope().region(), 1_000);
          assertThatThrownBy(
                  () -> new ServiceAlarms.Args(secondary.scope(), topic, List.of(lag, red)))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessage(
                  "ServiceAlarms: watches: of metrics that are published in another region, got"
                      + " [health-app] in us-west-2; watch them there");
          assertThatThrownBy(
                  () -> new ServiceAlarms.Args(primary.scope(), topic, List.of(lag, red)))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("got [replication-lag] in us-east-1");
        });
  }
}
