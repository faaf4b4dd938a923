package dev.portcullis.infra.data;

import static dev.portcullis.infra.Captured.assertInputs;
import static dev.portcullis.infra.Captured.assertWaitsFor;
import static dev.portcullis.infra.Captured.document;
import static dev.portcullis.infra.Captured.input;
import static dev.portcullis.infra.Captured.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.pulumi.core.Output;
import dev.portcullis.infra.Captured;
import dev.portcullis.infra.Functions;
import dev.portcullis.infra.core.Site;
import dev.portcullis.infra.data.DatabaseProbe.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromoterTest {
  private static final String NAME = "serverless-promoter-usw2";
  private static final String COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
  private static final String TOPIC = "arn:aws:sns:us-west-2:000000000000:ops";
  private static final String ALARMS = "arn:aws:cloudwatch:us-west-2:000000000000:alarm:";

  @TempDir private Path directory;
  private Captured captured;

  @BeforeEach
  void capture() {
    captured = program(true);
  }

  private Captured program(boolean armed) {
    return Captured.program(
        (primary, secondary) -> {
          var database = Databases.create(primary, secondary, "14.6");
          new Promoter(
              NAME,
              new Promoter.Args(
                  database,
                  Functions.in(directory, secondary),
                  probe(database, secondary),
                  Output.of(TOPIC),
                  armed),
              secondary.scope().component());
        });
  }

  private DatabaseProbe probe(GlobalDatabase database, Site from) {
    return new DatabaseProbe(
        from.scope().logical("writer-probe"),
        new DatabaseProbe.Args(
            Functions.in(directory, from),
            Target.writerOf(database),
            Promoter.MINUTES,
            Output.of(TOPIC)),
        from.scope().component());
  }

  @Test
  void standsInTheSecondaryRegionAlone() {
    captured.assertWellFormed();
    assertThat(captured.children())
        .filteredOn(child -> child.contains("-promoter-") || child.contains("-writer-probe-"))
        .hasSize(17)
        .allSatisfy(child -> assertThat(child).endsWith(" us-west-2"));
  }

  @Test
  void startsWhenBothWitnessesAgree() {
    assertInputs(
        captured.resource(COMPOSITE, NAME + "-writer-lost"),
        """
        {"alarmName":"serverless-promoter-usw2-t1",
         "alarmDescription":"The writer is lost: the secondary cluster is being promoted",
         "alarmRule":"ALARM(\\"ALARMSserverless-writer-unreachable-usw2-t1\\") AND ALARM(\\"ALARMSserverless-replication-silent-usw2-t1\\")",
         "alarmActions":["TOPIC"],"okActions":["TOPIC"],
         "tags":{"Name":"serverless-promoter-usw2-t1","Project":"PulumiOptimization"}}"""
            .replace("TOPIC", TOPIC)
            .replace("ALARMSs", ALARMS + "s"));
    var rule = captured.resource("aws:cloudwatch/eventRule:EventRule", NAME + "-rule");
    assertThat(document(rule, "/eventPattern"))
        .isEqualTo(
            json(
                """
                {"source":["aws.cloudwatch"],"detail-type":["CloudWatch Alarm State Change"],
                 "resources":["%sserverless-promoter-usw2-t1"],"detail":{"state":{"value":["ALARM"]}}}"""
                    .formatted(ALARMS)));
    var target = captured.resource("aws:cloudwatch/eventTarget:EventTarget", NAME + "-target");
    assertThat(input(target, "/arn").asText())
        .isEqualTo("arn:aws:lambda:us-west-2:000000000000:function:serverless-promoter-usw2-t1");
    assertWaitsFor(
        target, captured.resource("aws:lambda/permission:Permission", NAME + "-permission"));
  }

  @Test
  void isNotStartedByWhatIsRedWhileTheSystemIsBuilt() {
    assertWaitsFor(
        captured.resource("aws:cloudwatch/eventRule:EventRule", NAME + "-rule"),
        captured.resource("aws:rds/clusterInstance:ClusterInstance", "serverless-db-usw2-1"));
  }

  @Test
  void believesReplicationWhenItIsSilentForThreeMinutes() {
    assertInputs(
        captured.resource(
            "aws:cloudwatch/metricAlarm:MetricAlarm", NAME + "-witness-replication-silent"),
        """
        {"name":"serverless-replication-silent-usw2-t1",
         "alarmDescription":"Nothing comes from the primary cluster any more, or far too late",
         "namespace":"AWS/RDS","metricName":"AuroraGlobalDBReplicationLag","statistic":"Maximum",
         "dimensions":{"DBClusterIdentifier":"serverless-db-usw2-t1"},"period":60,"evaluationPeriods":3,
         "comparisonOperator":"GreaterThanThreshold","threshold":30000,"treatMissingData":"breaching",
         "alarmActions":["TOPIC"],"okActions":["TOPIC"],
         "tags":{"Name":"serverless-replication-silent-usw2-t1","Project":"PulumiOptimization"}}"""
            .replace("TOPIC", TOPIC));
  }

  @Test
  void tellsTheFunctionWhatToPromoteAndWhomToAskFirst() {
    var variables =
        input(captured.resource("aws:lambda/function:Function", NAME), "/environment/variables");
    assertThat(variables)
        .isEqualTo(
            json(
                """
                {"ARMED":"true","GLOBAL_CLUSTER_ID":"serverless-db-t1",
                 "PRIMARY_CLUSTER_ARN":"%s","TARGET_CLUSTER_ARN":"%s",
                 "DB_HOST":"%s","DB_NAME":"orders","DB_PORT":"5432"}"""
                    .formatted(
                        Databases.PRIMARY_ARN,
                        Databases.SECONDARY_ARN,
                        variables.at("/DB_HOST").asText())));
    assertThat(variables.at("/DB_HOST").asText())
        .matches("serverless-db-t1\\.global-[a-z0-9]+\\.global\\.rds\\.amazonaws\\.com");
  }

  @Test
  void mayPromoteTheSecondaryAndNothingElse() {
    assertThat(rds(captured))
        .containsExactly(
            json(
                """
                {"Sid":"SeeGlobalCluster","Effect":"Allow","Action":["rds:DescribeGlobalClusters"],"Resource":["%s"]}"""
                    .formatted(Databases.GLOBAL_ARN)),
            json(
                """
                {"Sid":"PromoteSecondaryCluster","Effect":"Allow","Action":["rds:FailoverGlobalCluster"],
                 "Resource":["%s","%s","%s"]}"""
                    .formatted(
                        Databases.GLOBAL_ARN, Databases.PRIMARY_ARN, Databases.SECONDARY_ARN)));
  }

  @Test
  void mayNotPromoteWhenItIsNotArmed() {
    var disarmed = program(false);
    assertThat(
            input(
                    disarmed.resource("aws:lambda/function:Function", NAME),
                    "/environment/variables/ARMED")
                .asText())
        .isEqualTo("false");
    assertThat(rds(disarmed))
        .extracting(statement -> statement.at("/Sid").asText())
        .containsExactly("SeeGlobalCluster");
    assertThat(
            input(disarmed.resource(COMPOSITE, NAME + "-writer-lost"), "/alarmDescription")
                .asText())
        .isEqualTo("The writer is lost: promote the secondary cluster by hand, see the runbook");
  }

  private static List<JsonNode> rds(Captured captured) {
    var policy = captured.resource("aws:iam/rolePolicy:RolePolicy", NAME + "-policy");
    var statements = document(policy, "/policy").at("/Statement").spliterator();
    return StreamSupport.stream(statements, false)
        .filter(statement -> statement.at("/Action/0").asText().startsWith("rds:"))
        .toList();
  }

  @Test
  void rejectsWhatStandsInThePrimaryRegion() {
    Captured.program(
        (primary, secondary) -> {
          var database = Databases.create(primary, secondary, "14.6");
          var probe = probe(database, primary);
          assertThatThrownBy(
                  () ->
                      new Promoter.Args(
                          database,
                          Functions.in(directory, primary),
                          probe,
                          Output.of(TOPIC),
                          true))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContainingAll(
                  "function: is not in the secondary region, got us-east-1",
                  "writer: is not in the secondary region, got us-east-1");
        });
  }
}
