package dev.portcullis.infra.data;

import static dev.portcullis.infra.Captured.assertInputs;
import static dev.portcullis.infra.Captured.assertWaitsFor;
import static dev.portcullis.infra.Captured.input;
import static dev.portcullis.infra.Captured.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.core.Output;
import dev.portcullis.infra.Captured;
import dev.portcullis.infra.Functions;
import dev.portcullis.infra.data.DatabaseProbe.Target;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseProbeTest {
  private static final String NAME = "serverless-probe-usw2";
  private static final String FUNCTION = "aws:lambda/function:Function";
  private static final String ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
  private static final String TOPIC = "arn:aws:sns:us-west-2:000000000000:ops";

  @TempDir private Path directory;
  private Captured captured;

  @BeforeEach
  void capture() {
    captured =
        Captured.program(
            (primary, secondary) ->
                new DatabaseProbe(
                    NAME,
                    new DatabaseProbe.Args(
                        Functions.in(directory, secondary),
                        new Target(
                            "database",
                            Output.of("the-cluster"),
                            Output.of("db.host"),
                            5432,
                            "orders"),
                        2,
                        Output.of(TOPIC)),
                    secondary.scope().component()));
  }

  @Test
  void standsInTheRegionOfItsFunction() {
    captured.assertWellFormed();
    assertThat(captured.children())
        .containsExactly(
            "aws:cloudwatch/eventRule:EventRule serverless-probe-usw2-schedule-rule us-west-2",
            "aws:cloudwatch/eventTarget:EventTarget serverless-probe-usw2-schedule-target us-west-2",
            "aws:cloudwatch/logGroup:LogGroup serverless-probe-usw2-logs us-west-2",
            ALARM + " serverless-probe-usw2-alarm-database-unreachable us-west-2",
            "aws:iam/role:Role serverless-probe-usw2-role us-west-2",
            "aws:iam/rolePolicy:RolePolicy serverless-probe-usw2-policy us-west-2",
            FUNCTION + " serverless-probe-usw2 us-west-2",
            "aws:lambda/permission:Permission serverless-probe-usw2-schedule-permission us-west-2");
  }

  @Test
  void tellsTheFunctionWhereToKnockAndWhatToSay() {
    assertThat(input(captured.resource(FUNCTION, NAME), "/environment/variables"))
        .isEqualTo(
            json(
                """
                {"CLUSTER_ID":"the-cluster","DB_HOST":"db.host","DB_NAME":"orders","DB_PORT":"5432",
                 "METRIC_NAMESPACE":"Portcullis/serverless"}"""));
  }

  @Test
  void turnsRedWhenItIsNotReachedOrNobodyKnocks() {
    assertInputs(
        captured.resource(ALARM, NAME + "-alarm-database-unreachable"),
        """
        {"name":"serverless-database-unreachable-usw2-t1",
         "alarmDescription":"The database cannot be reached from here, or nobody tried: see the probe's log group",
         "namespace":"Portcullis/serverless","metricName":"DbReachable","statistic":"Maximum",
         "dimensions":{"ClusterId":"the-cluster"},"period":60,"evaluationPeriods":2,
         "comparisonOperator":"LessThanThreshold","threshold":1,"treatMissingData":"breaching",
         "alarmActions":["TOPIC"],"okActions":["TOPIC"],
         "tags":{"Name":"serverless-database-unreachable-usw2-t1","Project":"PulumiOptimization"}}"""
            .replace("TOPIC", TOPIC));
  }

  @Test
  void knocksOnceAMinute() {
    var rule = captured.resource("aws:cloudwatch/eventRule:EventRule", NAME + "-schedule-rule");
    assertInputs(
        rule,
        """
        {"name":"serverless-probe-usw2-schedule-t1","description":"Runs the function: rate(1 minute)",
         "scheduleExpression":"rate(1 minute)","state":"ENABLED",
         "tags":{"Name":"serverless-probe-usw2-schedule-t1","Project":"PulumiOptimization"}}""");
    var permission =
        captured.resource("aws:lambda/permission:Permission", NAME + "-schedule-permission");
    assertInputs(
        permission,
        """
        {"statementId":"EventBridge","action":"lambda:InvokeFunction","principal":"events.amazonaws.com",
         "function":"serverless-probe-usw2-t1",
         "sourceArn":"arn:aws:events:us-west-2:000000000000:rule/serverless-probe-usw2-schedule-t1"}""");
    var target =
        captured.resource("aws:cloudwatch/eventTarget:EventTarget", NAME + "-schedule-target");
    assertInputs(
        target,
        """
        {"rule":"serverless-probe-usw2-schedule-t1",
         "arn":"arn:aws:lambda:us-west-2:000000000000:function:serverless-probe-usw2-t1"}""");
    assertWaitsFor(target, permission);
  }

  @Test
  void knowsTheEndpointsOfAGlobalDatabase() {
    Captured.program(
        (primary, secondary) -> {
          var database = Databases.create(primary, secondary, "14.6");
          assertThat(Target.writerOf(database))
              .isEqualTo(
                  new Target(
                      "writer", database.globalClusterId, database.writerEndpoint, 5432, "orders"));
          assertThat(Target.primaryOf(database))
              .isEqualTo(
                  new Target(
                      "database",
                      database.primaryClusterId,
                      database.primaryEndpoint,
                      5432,
                      "orders"));
          // Before a promotion there is nobody behind the cluster endpoint of the secondary.
          assertThat(Target.secondaryOf(database))
              .isEqualTo(
                  new Target(
                      "database",
                      database.secondaryClusterId,
                      database.secondaryReaderEndpoint,
                      5432,
                      "orders"));
        });
  }

  @Test
  void rejectsAnAlarmWithoutTime() {
    Captured.program(
        (primary, secondary) ->
            assertThatThrownBy(
                    () ->
                        new DatabaseProbe.Args(
                            Functions.in(directory, primary),
                            new Target("database", Output.of("c"), Output.of("h"), 5432, "orders"),
                            0,
                            Output.of(TOPIC)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("minutes: must be positive, got 0"));
  }
}
