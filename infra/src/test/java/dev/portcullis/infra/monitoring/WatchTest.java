package dev.portcullis.infra.monitoring;

import static dev.portcullis.infra.Captured.input;
import static dev.portcullis.infra.Captured.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.core.Output;
import dev.portcullis.graph.Resource;
import dev.portcullis.infra.Captured;
import dev.portcullis.infra.core.Region;
import java.util.List;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each watch watches, as AWS documents the metric: a wrong name or dimension is no error. */
@TestInstance(Lifecycle.PER_CLASS)
class WatchTest {
  private final Captured alarms =
      Captured.program(
          (primary, secondary) ->
              new ServiceAlarms(
                  "alarms",
                  new ServiceAlarms.Args(
                      primary.scope(),
                      Output.of("arn:aws:sns:us-east-1:000000000000:ops"),
                      everyWatch(primary.scope().region())),
                  primary.scope().component()));

  private static List<Watch> everyWatch(Region region) {
    var balancer = Output.of("app/alb/1");
    var targets = Output.of("targetgroup/app/2");
    var cluster = Output.of("cluster");
    var from = Output.of("from");
    var to = Output.of("to");
    return List.of(
        Watch.targetErrors(balancer, targets),
        Watch.unhealthyHosts(balancer, targets),
        Watch.clusterCpu(cluster),
        Watch.clusterConnections(cluster, 400),
        Watch.globalReplicationLag(cluster, region, 1_000),
        Watch.healthCheckRed("primary", Output.of("check")),
        Watch.api5xx(Output.of("api"), Output.of("live")),
        Watch.dlqNotEmpty(Output.of("queue")),
        Watch.functionThrottles(Output.of("function")),
        Watch.functionFailed(Output.of("function")),
        Watch.bucketReplication(from, to, region, "everything", 900),
        Watch.bucketReplicationFailed(from, region, to, "everything"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          target-5xx | AWS/ApplicationELB HTTPCode_Target_5XX_Count Sum | >= 5 for 3 | notBreaching
          unhealthy-hosts | AWS/ApplicationELB UnHealthyHostCount Maximum | >= 1 for 3 | missing
          cluster-cpu | AWS/RDS CPUUtilization Average | >= 80 for 5 | missing
          cluster-connections | AWS/RDS DatabaseConnections Maximum | >= 400 for 3 | missing
          replication-lag | AWS/RDS AuroraGlobalDBReplicationLag Maximum | > 1000 for 1 | missing
          health-primary | AWS/Route53 HealthCheckStatus Minimum | < 1 for 1 | missing
          api-5xx | AWS/ApiGateway 5XXError Sum | >= 5 for 3 | notBreaching
          dlq-not-empty | AWS/SQS ApproximateNumberOfMessagesVisible Maximum | >= 1 for 1 | notBreaching
          function-throttles | AWS/Lambda Throttles Sum | >= 1 for 3 | notBreaching
          function-failed | AWS/Lambda Errors Sum | >= 1 for 1 | notBreaching
          bucket-replication | AWS/S3 ReplicationLatency Maximum | >= 900 for 5 | notBreaching
          bucket-replication-failed | AWS/S3 OperationsFailedReplication Sum | >= 1 for 1 | notBreaching
          """)
  void turnsRedAsItSays(String role, String metric, String condition, String missing) {
    var inputs = alarm(role).inputs();
    assertThat(
            inputs.get("namespace").asText()
                + " "
                + inputs.get("metricName").asText()
                + " "
                + inputs.get("statistic").asText())
        .isEqualTo(metric);
    assertThat(
            operator(inputs.get("comparisonOperator").asText())
                + " "
                + inputs.get("threshold").asInt()
                + " for "
                + inputs.get("evaluationPeriods").asInt())
        .isEqualTo(condition);
    assertThat(inputs.get("treatMissingData").asText()).isEqualTo(missing);
    assertThat(inputs.get("period").asInt()).isEqualTo(60);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          target-5xx | {"LoadBalancer":"app/alb/1","TargetGroup":"targetgroup/app/2"}
          unhealthy-hosts | {"LoadBalancer":"app/alb/1","TargetGroup":"targetgroup/app/2"}
          cluster-cpu | {"DBClusterIdentifier":"cluster"}
          cluster-connections | {"DBClusterIdentifier":"cluster"}
          replication-lag | {"DBClusterIdentifier":"cluster"}
          health-primary | {"HealthCheckId":"check"}
          api-5xx | {"ApiName":"api","Stage":"live"}
          dlq-not-empty | {"QueueName":"queue"}
          function-throttles | {"FunctionName":"function"}
          bucket-replication | {"SourceBucket":"from","DestinationBucket":"to","RuleId":"everything"}
          bucket-replication-failed | {"SourceBucket":"from","DestinationBucket":"to","RuleId":"everything"}
          """)
  void watchesTheResourceByItsMetricName(String role, String dimensions) {
    assertThat(input(alarm(role), "/dimensions")).isEqualTo(json(dimensions));
  }

  private Resource alarm(String role) {
    return alarms.resource("aws:cloudwatch/metricAlarm:MetricAlarm", "alarms-" + role);
  }

  private static String operator(String name) {
    return switch (name) {
      case "GreaterThanOrEqualToThreshold" -> ">=";
      case "GreaterThanThreshold" -> ">";
      case "LessThanThreshold" -> "<";
      default -> name;
    };
  }
}
