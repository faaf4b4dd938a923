package dev.portcullis.infra.system;

import static dev.portcullis.infra.Captured.document;
import static dev.portcullis.infra.Captured.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.graph.InputException;
import dev.portcullis.graph.Resource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaymentsSystemTest {
  private static final String SUFFIX = CapturedSystem.LONGEST_SUFFIX;
  private static final CapturedSystem SYSTEM = CapturedSystem.byDefault("payments");

  @Test
  void registersWhatWasReviewed() {
    SYSTEM.assertGolden();
  }

  @Test
  void givesEveryResourceAProviderAndOneOfTheTwoRegions() {
    SYSTEM.assertPlacedIn("us-east-1", "us-east-2");
  }

  @Test
  void tagsEverythingWithSuffixRegionRoleAndCostCenter() {
    SYSTEM.assertTagged("Environment", "Region", "DR-Role", "CostCenter");
    assertThat(SYSTEM.custom().filter(r -> r.inputs().path("tags").isObject()))
        .allSatisfy(
            r -> {
              var tags = r.inputs().path("tags");
              // What has no region counts to the primary one, whichever provider makes it.
              var region = tags.path("Scope").asText().equals("global") ? "us-east-1" : r.region();
              assertThat(tags.path("Environment").asText()).isEqualTo(SUFFIX);
              assertThat(tags.path("CostCenter").asText()).isEqualTo("cc-0001");
              assertThat(tags.path("Region").asText()).as(r.urn()).isEqualTo(region);
              assertThat(tags.path("DR-Role").asText())
                  .as(r.urn())
                  .isEqualTo("us-east-1".equals(region) ? "primary" : "secondary");
            });
  }

  @Test
  void leavesNothingBehind() {
    SYSTEM.assertLeavesNothingBehind();
  }

  @Test
  void keepsNamesWithinTheirLimits() {
    SYSTEM.assertNamesFit();
  }

  @Test
  void endsEveryPhysicalNameInTheSuffix() {
    SYSTEM.assertNamesEndInSuffix();
  }

  @Test
  void takesTheSuffixAsTheRequirementSpellsIt() {
    var system =
        CapturedSystem.configured("payments", Map.of("environment_suffix", "pr42"), "elsewhere");
    assertThat(system.texts("aws:dynamodb/table:Table", "name"))
        .containsExactly("payments-transactions-pr42");
  }

  @Test
  void usesEverythingItMakes() {
    SYSTEM.assertUsed(
        "aws:ec2/subnet:Subnet",
        "aws:ec2/securityGroup:SecurityGroup",
        "aws:ec2/eip:Eip",
        "aws:ec2/natGateway:NatGateway",
        "aws:iam/role:Role",
        "aws:kms/key:Key",
        "aws:wafv2/webAcl:WebAcl",
        "aws:rds/subnetGroup:SubnetGroup",
        "aws:rds/clusterParameterGroup:ClusterParameterGroup",
        "aws:apigateway/stage:Stage",
        "aws:apigateway/account:Account",
        "aws:route53/healthCheck:HealthCheck",
        "aws:sns/topic:Topic",
        "aws:cloudwatch/logGroup:LogGroup");
  }

  @Test
  void namesEveryLogGroupInTheKeyThatEncryptsIt() {
    SYSTEM.assertLogGroupsInKeyPolicies();
  }

  @Test
  void leadsEveryPrivateSubnetToTheNatGatewayOfItsOwnZone() {
    for (var region : List.of("us-east-1", "us-east-2")) {
      assertThat(SYSTEM.all("aws:ec2/natGateway:NatGateway", region)).hasSize(3);
      assertThat(SYSTEM.all("aws:ec2/eip:Eip", region)).hasSize(3);
      assertThat(
              SYSTEM
                  .all("aws:ec2/route:Route", region)
                  .filter(r -> r.inputs().has("natGatewayId"))
                  .map(r -> r.inputs().path("destinationCidrBlock").asText()))
          .containsExactly("0.0.0.0/0", "0.0.0.0/0", "0.0.0.0/0");
    }
  }

  @Test
  void waitsWhereNoReferenceSaysSo() {
    // A function calls STS through NAT, a probe the writer of the other region through the peering.
    SYSTEM.assertOrder("payments-validation-use2", "payments-endpoints-use2-secretsmanager");
    SYSTEM.assertOrder("payments-validation-use2", "payments-network-use2-nat-a");
    SYSTEM.assertOrder("payments-notifier-use1", "payments-network-use1-nat-a");
    SYSTEM.assertOrder("payments-probe-use2", "payments-peering-use2-private-a");
    SYSTEM.assertOrder("payments-promoter-use2", "payments-network-use2-nat-a");
    SYSTEM.assertOrder("payments-audit-replication-use1", "payments-audit-use2-versioning");
    SYSTEM.assertOrder("payments-receipts-replication-use2", "payments-receipts-use1-versioning");
  }

  @Test
  void runsTheSameCodeInBothRegions() {
    for (var role : List.of("validation", "probe", "notifier")) {
      var first = SYSTEM.resource("payments-" + role + "-use1");
      var second = SYSTEM.resource("payments-" + role + "-use2");
      for (var pointer : List.of("/code", "/handler", "/runtime", "/memorySize", "/timeout")) {
        assertThat(first.inputs().at(pointer)).isEqualTo(second.inputs().at(pointer));
      }
      assertThat(variables(first)).isEqualTo(variables(second));
    }
  }

  private static List<String> variables(Resource function) {
    return List.copyOf(
        json(function.inputs().at("/environment/variables").toString()).properties().stream()
            .map(Map.Entry::getKey)
            .sorted()
            .toList());
  }

  @Test
  void writesItemsInBothRegionsAndKeepsTheirPast() {
    assertThat(SYSTEM.all("aws:dynamodb/table:Table"))
        .singleElement()
        .satisfies(
            table -> {
              assertThat(table.region()).isEqualTo("us-east-1");
              assertThat(table.inputs().path("billingMode").asText()).isEqualTo("PAY_PER_REQUEST");
              assertThat(table.inputs().at("/pointInTimeRecovery/enabled").asBoolean()).isTrue();
              // What is counted and remembered of cards does not stay.
              assertThat(table.inputs().at("/ttl/enabled").asBoolean()).isTrue();
              assertThat(table.inputs().at("/ttl/attributeName").asText()).isEqualTo("expiresAt");
              assertThat(table.inputs().path("streamViewType").asText())
                  .isEqualTo("NEW_AND_OLD_IMAGES");
            });
    assertThat(SYSTEM.all("aws:dynamodb/tableReplica:TableReplica"))
        .singleElement()
        .satisfies(
            replica -> {
              assertThat(replica.region()).isEqualTo("us-east-2");
              assertThat(replica.inputs().path("pointInTimeRecovery").asBoolean()).isTrue();
              assertThat(replica.inputs().at("/tags/DR-Role").asText()).isEqualTo("secondary");
            });
    assertThat(policy("payments-validation-use2-policy"))
        .contains("arn:aws:dynamodb:us-east-2:000000000000:table/payments-transactions-" + SUFFIX)
        .doesNotContain("arn:aws:dynamodb:us-east-1");
  }

  @Test
  void replicatesAuditLogAndReceiptsBothWays() {
    assertThat(
            SYSTEM
                .all("aws:s3/bucketReplicationConfig:BucketReplicationConfig")
                .map(r -> r.region() + " " + r.inputs().at("/rules/0/destination/bucket").asText()))
        .containsExactlyInAnyOrder(
            "us-east-1 arn:aws:s3:::payments-audit-use2-000000000000-" + SUFFIX,
            "us-east-1 arn:aws:s3:::payments-receipts-use2-000000000000-" + SUFFIX,
            "us-east-2 arn:aws:s3:::payments-audit-use1-000000000000-" + SUFFIX,
            "us-east-2 arn:aws:s3:::payments-receipts-use1-000000000000-" + SUFFIX);
  }

  @Test
  void letsTheSecondaryDatabaseFollowThePrimaryOne() {
    assertThat(SYSTEM.all("aws:rds/cluster:Cluster", "us-east-1"))
        .singleElement()
        .satisfies(
            cluster -> {
              assertThat(cluster.inputs().has("masterUsername")).isTrue();
              assertThat(cluster.inputs().path("backupRetentionPeriod").asInt()).isEqualTo(7);
            });
    var first = SYSTEM.all("aws:rds/clusterInstance:ClusterInstance", "us-east-1").toList();
    assertThat(first).hasSize(2);
    assertThat(SYSTEM.all("aws:rds/clusterInstance:ClusterInstance", "us-east-2")).hasSize(1);
    assertThat(SYSTEM.all("aws:rds/cluster:Cluster", "us-east-2"))
        .singleElement()
        .satisfies(
            cluster -> {
              for (var member : List.of("masterUsername", "masterPassword", "databaseName")) {
                assertThat(cluster.inputs().has(member)).as(member).isFalse();
              }
              assertThat(cluster.dependencies())
                  .containsAll(first.stream().map(Resource::urn).toList());
            });
    assertThat(SYSTEM.texts("aws:rds/globalCluster:GlobalCluster", "engineVersion"))
        .containsExactly("13.7");
    assertThat(SYSTEM.texts("aws:rds/clusterParameterGroup:ClusterParameterGroup", "family"))
        .containsOnly("aurora-postgresql13");
  }

  @ParameterizedTest
  @CsvSource({"us-east-1, use1", "us-east-2, use2"})
  void isHealthyInARegionWhenItsApiAndItsDatabaseAre(String region, String code) {
    var api = check("HTTPS", code);
    assertThat(api.inputs().path("requestInterval").asInt()).isEqualTo(10);
    assertThat(api.inputs().path("failureThreshold").asInt()).isEqualTo(3);
    assertThat(api.inputs().path("fqdn").asText())
        .endsWith(".execute-api." + region + ".amazonaws.com");
    var database = check("CLOUDWATCH_METRIC", code);
    assertThat(database.inputs().has("requestInterval")).isFalse();
    assertThat(database.inputs().has("failureThreshold")).isFalse();
    assertThat(database.inputs().path("insufficientDataHealthStatus").asText())
        .isEqualTo("Unhealthy");
    assertThat(database.inputs().path("cloudwatchAlarmRegion").asText()).isEqualTo(region);
    var alarm = alarm(database.inputs().path("cloudwatchAlarmName").asText());
    // Route 53 keeps what the alarm was when the check was last changed.
    assertThat(database.inputs().at("/triggers/alarm").asText())
        .isEqualTo(
            "Portcullis/payments DbReachable Maximum {ClusterId=%s} LessThanThreshold 1.0 2 breaching",
            alarm.inputs().at("/dimensions/ClusterId").asText());
    assertThat(alarm.region()).isEqualTo(region);
    assertThat(alarm.inputs().path("treatMissingData").asText()).isEqualTo("breaching");
    assertThat(alarm.inputs().path("period").asInt()).isEqualTo(60);
    assertThat(alarm.inputs().path("evaluationPeriods").asInt()).isEqualTo(2);
    var both = check("CALCULATED", code);
    assertThat(both.inputs().path("childHealthThreshold").asInt()).isEqualTo(2);
    assertThat(both.dependencies()).contains(api.urn(), database.urn());
  }

  @Test
  void tellsPeopleOfEveryAlarmInItsOwnRegion() {
    assertThat(SYSTEM.all("aws:cloudwatch/metricAlarm:MetricAlarm"))
        .hasSizeGreaterThan(12)
        .allSatisfy(
            alarm ->
                assertThat(alarm.inputs().at("/alarmActions/0").asText())
                    .startsWith("arn:aws:sns:" + alarm.region() + ":"));
  }

  @Test
  void answersOneNameFromTheRegionThatIsWell() {
    var records =
        SYSTEM
            .all("aws:route53/record:Record")
            .filter(r -> r.inputs().has("failoverRoutingPolicies"))
            .toList();
    assertThat(records)
        .hasSize(2)
        .allSatisfy(
            r -> {
              assertThat(r.inputs().path("name").asText())
                  .isEqualTo("api." + SUFFIX + ".example.com");
              assertThat(r.inputs().has("ttl")).isFalse();
            });
    assertThat(SYSTEM.texts("aws:apigateway/domainName:DomainName", "domainName"))
        .containsExactly("api." + SUFFIX + ".example.com", "api." + SUFFIX + ".example.com");
    for (var pair : Map.of("PRIMARY", "use1", "SECONDARY", "use2").entrySet()) {
      assertThat(answer(pair.getKey()).dependencies())
          .anyMatch(
              urn ->
                  urn.contains("apigateway/domainName:DomainName::")
                      && urn.contains(pair.getValue()));
    }
  }

  @Test
  void leavesThePrimaryRegionForItsDatabaseButTakesTheSecondaryOneWithoutIts() {
    assertThat(answer("PRIMARY").inputs().path("healthCheckId").asText())
        .isEqualTo(check("CALCULATED", "use1").id());
    // Losing the primary region makes the secondary database red as well, and with two red answers
    // Route 53 gives the primary one.
    assertThat(answer("SECONDARY").inputs().path("healthCheckId").asText())
        .isEqualTo(check("HTTPS", "use2").id());
  }

  @Test
  void notesALagOfMoreThanASecondWhereItIsPublished() {
    var alarm = alarm("payments-replication-lag-use2-" + SUFFIX);
    assertThat(alarm.region()).isEqualTo("us-east-2");
    assertThat(alarm.inputs().path("metricName").asText())
        .isEqualTo("AuroraGlobalDBReplicationLag");
    assertThat(alarm.inputs().path("threshold").asInt()).isEqualTo(1000);
    assertThat(alarm.inputs().path("comparisonOperator").asText())
        .isEqualTo("GreaterThanThreshold");
    assertThat(alarm.inputs().path("period").asInt()).isEqualTo(60);
    assertThat(alarm.dependencies())
        .anyMatch(urn -> urn.contains("rds/cluster:Cluster::") && urn.contains("use2"));
    // On the primary cluster the metric has no data.
    assertThat(
            SYSTEM
                .all("aws:cloudwatch/metricAlarm:MetricAlarm", "us-east-1")
                .map(a -> a.inputs().path("metricName").asText()))
        .doesNotContain("AuroraGlobalDBReplicationLag");
  }

  @Test
  void showsReplicationOnADashboardInEachRegion() {
    assertThat(SYSTEM.all("aws:cloudwatch/dashboard:Dashboard"))
        .hasSize(2)
        .allSatisfy(
            dashboard -> {
              var widgets = document(dashboard, "/dashboardBody").path("widgets");
              assertThat(widgets)
                  .anySatisfy(
                      widget -> {
                        assertThat(widget.at("/properties/metrics/0/1").asText())
                            .isEqualTo("AuroraGlobalDBReplicationLag");
                        assertThat(widget.at("/properties/region").asText()).isEqualTo("us-east-2");
                      });
              assertThat(widgets)
                  .anySatisfy(
                      widget ->
                          assertThat(widget.at("/properties/metrics/0").toString())
                              .contains("ReplicationLatency", "ReceivingRegion", "us-east-2"));
            });
    assertThat(SYSTEM.texts("aws:cloudwatch/dashboard:Dashboard", "dashboardName"))
        .containsExactlyInAnyOrder(
            "payments-dashboard-use1-" + SUFFIX, "payments-dashboard-use2-" + SUFFIX);
  }

  @Test
  void admitsOnlyItsFunctionsToTheRecoveryRole() {
    var role = SYSTEM.resource("payments-recovery-role");
    var recovery = "arn:aws:iam::000000000000:role/payments-recovery-" + SUFFIX;
    assertThat(document(role, "/assumeRolePolicy").at("/Statement/0/Principal/AWS"))
        .extracting(principal -> principal.asText())
        .containsExactlyInAnyOrder(
            "arn:aws:iam::000000000000:role/payments-validation-use1-" + SUFFIX,
            "arn:aws:iam::000000000000:role/payments-validation-use2-" + SUFFIX);
    for (var code : List.of("use1", "use2")) {
      assertThat(policy("payments-recovery-assume-" + code))
          .contains("\"Action\":[\"sts:AssumeRole\"],\"Resource\":[\"" + recovery + "\"]");
      assertThat(
              SYSTEM
                  .resource("payments-validation-" + code)
                  .inputs()
                  .at("/environment/variables/DR_ROLE_ARN")
                  .asText())
          .isEqualTo(recovery);
    }
    assertThat(policy("payments-recovery-policy"))
        .contains("payments-receipts-use1-", "payments-receipts-use2-")
        .contains("arn:aws:dynamodb:us-east-1:", "arn:aws:dynamodb:us-east-2:");
  }

  @Test
  void givesTheRecoveryRoleWhatTheCodeCallsInItsNameAndNothingElse() throws IOException {
    var contract =
        new ObjectMapper()
            .readTree(Path.of("..", "lambda", "functions.json").toFile())
            .path("dev.portcullis.lambda.payments.PaymentApiHandler::handleRequest")
            .path("asRecoveryRole");

    var allowed = new TreeSet<String>();
    for (var statement : json(policy("payments-recovery-policy")).path("Statement")) {
      assertThat(statement.path("Effect").asText()).isEqualTo("Allow");
      statement.path("Action").forEach(action -> allowed.add(action.asText()));
    }

    assertThat(contract).isNotEmpty();
    assertThat(allowed)
        .containsExactlyElementsOf(
            StreamSupport.stream(contract.spliterator(), false).map(JsonNode::asText).toList());
  }

  @ParameterizedTest
  @CsvSource({"use1, use2", "use2, use1"})
  void tellsTheApiWhereTheOtherRegionKeepsReceipts(String here, String there) {
    var variables =
        SYSTEM.resource("payments-validation-" + here).inputs().at("/environment/variables");
    assertThat(variables.path("OTHER_REGION").asText()).isEqualTo("us-east-" + there.charAt(3));
    assertThat(variables.path("OTHER_RECEIPTS_BUCKET").asText())
        .startsWith("payments-receipts-" + there);
    assertThat(variables.path("RECEIPTS_BUCKET").asText()).startsWith("payments-receipts-" + here);
    assertThat(variables.path("PAYMENT_LIMITS").asText()).contains("EUR=5000.00");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "payments-validation-use1-policy | velocity#*,recent#*",
        "payments-validation-use2-policy | velocity#*,recent#*",
        "payments-notifier-use1-policy | alarm#*",
        "payments-notifier-use2-policy | alarm#*"
      })
  void letsNobodyChangeAPayment(String policy, String prefixes) {
    var changing =
        StreamSupport.stream(json(policy(policy)).path("Statement").spliterator(), false)
            .filter(s -> s.path("Action").toString().contains("dynamodb:UpdateItem"))
            .toList();
    assertThat(changing).hasSize(1);
    var condition = changing.get(0).path("Condition");
    assertThat(condition.at("/Null/dynamodb:LeadingKeys/0").asText()).isEqualTo("false");
    assertThat(condition.at("/ForAllValues:StringLike/dynamodb:LeadingKeys"))
        .extracting(JsonNode::asText)
        .containsExactly(prefixes.split(",", -1));
    assertThat(policy(policy)).doesNotContain("DeleteItem", "BatchWriteItem", "PartiQL");
  }

  @Test
  void keepsTheKeyOfTheFingerprintsInBothRegionsAndNeverChangesIt() {
    var secret = SYSTEM.resource("payments-fingerprint-key");
    assertThat(secret.region()).isEqualTo("us-east-1");
    assertThat(secret.inputs().at("/replicas/0/region").asText()).isEqualTo("us-east-2");
    for (var code : List.of("use1", "use2")) {
      assertThat(
              SYSTEM
                  .resource("payments-validation-" + code)
                  .inputs()
                  .at("/environment/variables/FINGERPRINT_SECRET_ARN")
                  .asText())
          .contains(":us-east-" + code.charAt(3) + ":", "payments-fingerprint-key");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "use1 | database=payments-database-unreachable-use1-%1$s,"
            + "primary-check=payments-health-region-use1-use1-%1$s,"
            + "secondary-check=payments-health-api-use2-use1-%1$s",
        "use2 | database=payments-database-unreachable-use2-%1$s,"
            + "writer-lost=payments-promoter-use2-%1$s"
      })
  void tellsPeopleWhatAFailoverAlarmMeansInItsRegion(String code, String alarms) {
    var notifier = SYSTEM.resource("payments-notifier-" + code);
    var variables = notifier.inputs().at("/environment/variables");
    assertThat(variables.path("FAILOVER_ALARMS").asText()).isEqualTo(alarms.formatted(SUFFIX));
    assertThat(variables.path("TOPIC_ARN").asText())
        .startsWith("arn:aws:sns:" + notifier.region() + ":");
    assertThat(variables.path("ARMED").asText()).isEqualTo(armed(SYSTEM));
    var pattern = document(SYSTEM.resource("payments-notifier-" + code + "-rule"), "/eventPattern");
    assertThat(pattern.path("detail-type").path(0).asText())
        .isEqualTo("CloudWatch Alarm State Change");
    assertThat(pattern.path("resources")).hasSize(alarms.split(",", -1).length);
    assertThat(policy("payments-notifier-" + code + "-policy"))
        .contains(
            "\"Action\":[\"sns:Publish\"],\"Resource\":[\"" + variables.path("TOPIC_ARN").asText())
        .contains("sns." + notifier.region() + ".amazonaws.com");
    var failed = alarm("payments-notifier-failed-" + code + "-" + SUFFIX).inputs();
    assertThat(failed.at("/dimensions/FunctionName").asText()).contains("notifier-" + code);
  }

  @Test
  void neverShowsAPatternToTheLogOfTheApi() {
    assertThat(SYSTEM.all("aws:apigateway/model:Model"))
        .hasSize(2)
        .allSatisfy(
            model ->
                assertThat(model.inputs().path("schema").asText())
                    .doesNotContain("pattern", "maxLength", "minLength", "enum", "maximum"));
  }

  @Test
  void disarmsThePromoterWhenAPersonShallDecide() {
    assertThat(armed(SYSTEM)).isEqualTo("true");
    assertThat(
            armed(CapturedSystem.configured("payments", Map.of("failoverMode", "manual"), "dev")))
        .isEqualTo("false");
  }

  @Test
  void asksCallersForTheirSignatureButNotForHealth() {
    assertThat(
            SYSTEM
                .all("aws:apigateway/method:Method")
                .map(
                    m ->
                        m.inputs().path("httpMethod").asText()
                            + " "
                            + m.inputs().path("authorization").asText()))
        .contains("GET NONE", "POST AWS_IAM")
        .doesNotContain("POST NONE");
  }

  @Test
  void usesTheZoneAndCertificatesItIsGiven() {
    var east = "arn:aws:acm:us-east-1:000000000000:certificate/aa";
    var other = "arn:aws:acm:us-east-2:000000000000:certificate/bb";
    var system =
        CapturedSystem.configured(
            "payments",
            Map.of(
                "hostedZoneId",
                "Z0123456789ABC",
                "certificateArns",
                "{\"us-east-1\":\"" + east + "\",\"us-east-2\":\"" + other + "\"}"),
            "dev");
    assertThat(system.all("aws:route53/zone:Zone")).isEmpty();
    assertThat(system.all("aws:acm/certificate:Certificate")).isEmpty();
    assertThat(system.all("aws:route53/record:Record"))
        .hasSize(2)
        .allSatisfy(
            r -> assertThat(r.inputs().path("zoneId").asText()).isEqualTo("Z0123456789ABC"));
    assertThat(system.texts("aws:apigateway/domainName:DomainName", "regionalCertificateArn"))
        .containsExactlyInAnyOrder(east, other);
  }

  @Test
  void exportsWhatOperatorsNeed() {
    assertThat(SYSTEM.outputs().at("/apiCustomDomain").asText())
        .isEqualTo("api." + SUFFIX + ".example.com");
    assertThat(SYSTEM.outputs().at("/primaryEndpointUrl").asText())
        .isEqualTo("https://api." + SUFFIX + ".example.com");
    assertThat(SYSTEM.outputs().at("/secondaryApiUrl").asText())
        .contains(".execute-api.us-east-2.");
    assertThat(SYSTEM.outputs().fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "primaryEndpointUrl",
            "failoverEndpointUrl",
            "apiCustomDomain",
            "primaryApiUrl",
            "secondaryApiUrl",
            "globalClusterIdentifier",
            "globalWriterEndpoint",
            "primaryClusterArn",
            "secondaryClusterArn",
            "primaryBucketName",
            "secondaryBucketName",
            "primaryAuditBucketName",
            "secondaryAuditBucketName",
            "vpcPeeringConnectionId",
            "dashboardUrl",
            "secondaryDashboardUrl",
            "primaryVpcId",
            "secondaryVpcId",
            "hostedZoneId",
            "nameServers",
            "healthCheckIds",
            "secretArn",
            "tableName",
            "recoveryRoleArn",
            "opsTopicArns");
  }

  @Test
  void failsWithAllConfigurationErrorsAtOnce() {
    assertThatThrownBy(
            () ->
                CapturedSystem.configured(
                    "payments", Map.of("azCount", "9", "replicationLagMs", "5000"), "dev"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("portcullis:azCount: not allowed, got \"9\"; allowed: 2 to 3")
        .hasMessageContaining("portcullis:replicationLagMs: not allowed, got \"5000\"");
  }

  private static Resource answer(String role) {
    var found =
        SYSTEM
            .all("aws:route53/record:Record")
            .filter(r -> r.inputs().at("/failoverRoutingPolicies/0/type").asText().equals(role))
            .toList();
    assertThat(found).as(role).hasSize(1);
    return found.get(0);
  }

  private static Resource check(String type, String code) {
    var found =
        SYSTEM
            .all("aws:route53/healthCheck:HealthCheck")
            .filter(c -> c.inputs().path("type").asText().equals(type))
            .filter(c -> c.name().contains(code))
            .toList();
    assertThat(found).as(type + " " + code).hasSize(1);
    return found.get(0);
  }

  private static Resource alarm(String name) {
    return SYSTEM
        .all("aws:cloudwatch/metricAlarm:MetricAlarm")
        .filter(a -> a.inputs().path("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String policy(String name) {
    return SYSTEM.resource(name).inputs().path("policy").asText();
  }

  private static String armed(CapturedSystem system) {
    return Objects.requireNonNull(system.resource("payments-promoter-use2"))
        .inputs()
        .at("/environment/variables/ARMED")
        .asText();
  }
}
