package dev.portcullis.infra.system;

import static dev.portcullis.infra.Captured.document;
import static dev.portcullis.infra.Captured.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.graph.InputException;
import dev.portcullis.graph.Resource;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthcareSystemTest {
  private static final String SUFFIX = CapturedSystem.LONGEST_SUFFIX;
  private static final CapturedSystem SYSTEM = CapturedSystem.byDefault("healthcare");

  @Test
  void registersWhatWasReviewed() {
    SYSTEM.assertGolden();
  }

  @Test
  void givesEveryResourceAProviderAndOneOfTheTwoRegions() {
    SYSTEM.assertPlacedIn("us-east-1", "us-west-2");
  }

  @Test
  void tagsEverythingWithSuffixRegionAndRole() {
    SYSTEM.assertTagged("Environment", "Region", "DR-Role");
    assertThat(SYSTEM.taggable())
        .allSatisfy(
            r -> {
              var tags = CapturedSystem.tags(r);
              // What has no region counts to the primary one, whichever provider makes it.
              var region = tags.containsKey("Scope") ? "us-east-1" : r.region();
              assertThat(tags)
                  .as(r.urn())
                  .containsEntry("Environment", SUFFIX)
                  .containsEntry("Region", region)
                  .containsEntry("DR-Role", "us-east-1".equals(region) ? "primary" : "secondary");
            });
  }

  @Test
  void leavesNothingBehind() {
    SYSTEM.assertLeavesNothingBehind();
    for (var type : List.of("aws:rds/cluster:Cluster", "aws:rds/globalCluster:GlobalCluster")) {
      assertThat(SYSTEM.all(type))
          .allSatisfy(
              r -> assertThat(r.inputs().path("deletionProtection").asBoolean(true)).isFalse());
    }
    assertThat(SYSTEM.all("aws:backup/vault:Vault"))
        .hasSize(2)
        .allSatisfy(vault -> assertThat(vault.inputs().path("forceDestroy").asBoolean()).isTrue());
  }

  @Test
  void keepsNamesWithinTheirLimits() {
    SYSTEM.assertNamesFit();
    assertThat(SYSTEM.texts("aws:lb/loadBalancer:LoadBalancer", "name"))
        .containsExactlyInAnyOrder(
            "healthcare-alb-use1-" + SUFFIX, "healthcare-alb-usw2-" + SUFFIX);
    assertThat(SYSTEM.texts("aws:backup/vault:Vault", "name"))
        .allSatisfy(name -> assertThat(name).hasSizeBetween(2, 50));
  }

  @Test
  void endsEveryPhysicalNameInTheSuffix() {
    SYSTEM.assertNamesEndInSuffix();
  }

  @Test
  void usesEverythingItMakes() {
    SYSTEM.assertUsed(
        "aws:ec2/subnet:Subnet",
        "aws:ec2/securityGroup:SecurityGroup",
        "aws:lb/targetGroup:TargetGroup",
        "aws:iam/role:Role",
        "aws:kms/key:Key",
        "aws:wafv2/webAcl:WebAcl",
        "aws:rds/subnetGroup:SubnetGroup",
        "aws:rds/clusterParameterGroup:ClusterParameterGroup",
        "aws:cloudwatch/eventBus:EventBus",
        "aws:cloudwatch/eventRule:EventRule",
        "aws:sqs/queue:Queue",
        "aws:backup/vault:Vault",
        "aws:backup/plan:Plan",
        "aws:route53/healthCheck:HealthCheck",
        "aws:sns/topic:Topic",
        "aws:cloudwatch/logGroup:LogGroup");
  }

  @Test
  void namesEveryLogGroupInTheKeyThatEncryptsIt() {
    SYSTEM.assertLogGroupsInKeyPolicies();
  }

  @Test
  void waitsWhereNoReferenceSaysSo() {
    for (var instance : List.of("healthcare-db-use1-1", "healthcare-db-use1-2")) {
      SYSTEM.assertOrder("healthcare-db-usw2", instance);
      SYSTEM.assertOrder("healthcare-readiness-use1", instance);
      SYSTEM.assertOrder("healthcare-failover-test-use1", instance);
    }
    SYSTEM.assertOrder("healthcare-readiness-usw2", "healthcare-db-usw2-1");
    SYSTEM.assertOrder("healthcare-failover-test-usw2", "healthcare-endpoints-usw2-ssm");
    SYSTEM.assertOrder(
        "healthcare-failover-test-usw2", "healthcare-parameters-writer-endpoint-usw2");
    SYSTEM.assertOrder("healthcare-api-usw2", "healthcare-endpoints-usw2-secretsmanager");
    SYSTEM.assertOrder("healthcare-api-usw2", "healthcare-endpoints-usw2-events");
    SYSTEM.assertOrder("healthcare-api-usw2", "healthcare-peering-usw2-private-a");
    SYSTEM.assertOrder("healthcare-promoter-usw2", "healthcare-endpoints-usw2-rds");
    SYSTEM.assertOrder("healthcare-promoter-usw2", "healthcare-peering-usw2-private-c");
    SYSTEM.assertOrder("healthcare-peering-use1-private-c", "healthcare-peering-usw2");
    SYSTEM.assertOrder("healthcare-assets-replication", "healthcare-assets-use1-versioning");
    SYSTEM.assertOrder("healthcare-assets-replication", "healthcare-assets-usw2-versioning");
    SYSTEM.assertOrder("healthcare-edge-usw2-https", "healthcare-dns-usw2");
    SYSTEM.assertOrder("healthcare-api-usw2-attachment", "healthcare-api-usw2-permission");
  }

  @ParameterizedTest
  @CsvSource({"us-east-1, 10.0.0.0/16, 10.1.0.0/16", "us-west-2, 10.1.0.0/16, 10.0.0.0/16"})
  void leadsEveryPrivateSubnetToTheOtherRegion(String region, String own, String other) {
    assertThat(SYSTEM.all("aws:ec2/vpc:Vpc", region))
        .singleElement()
        .satisfies(vpc -> assertThat(vpc.inputs().path("cidrBlock").asText()).isEqualTo(own));
    assertThat(
            SYSTEM
                .all("aws:ec2/route:Route", region)
                .filter(r -> r.inputs().has("vpcPeeringConnectionId"))
                .map(r -> r.inputs().path("destinationCidrBlock").asText()))
        .containsExactly(other, other, other);
    assertThat(
            SYSTEM
                .all("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", region)
                .filter(r -> r.inputs().path("cidrIpv4").asText().equals(other))
                .map(r -> r.inputs().path("fromPort").asInt()))
        .containsExactly(5432);
  }

  @Test
  void opensNothingButTheLoadBalancerToTheWorld() {
    assertThat(
            SYSTEM
                .all("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
                .filter(r -> r.inputs().path("cidrIpv4").asText().equals("0.0.0.0/0"))
                .map(r -> r.region() + " " + r.inputs().path("fromPort").asInt()))
        .containsExactlyInAnyOrder(
            "us-east-1 80", "us-east-1 443", "us-west-2 80", "us-west-2 443");
    // Who carries parameters over has nothing to do with the database.
    assertThat(SYSTEM.all("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"))
        .filteredOn(r -> r.name().contains("-replicator-"))
        .isNotEmpty()
        .allMatch(r -> r.inputs().path("fromPort").asInt() == 443);
  }

  @Test
  void runsTheSameCodeInBothRegions() {
    for (var role :
        List.of("api", "consumer", "publisher", "replicator", "readiness", "failover-test")) {
      var first = function(role, "use1").inputs();
      var second = function(role, "usw2").inputs();
      for (var pointer : List.of("/code", "/handler", "/runtime", "/memorySize", "/timeout")) {
        assertThat(first.at(pointer)).as(role + pointer).isEqualTo(second.at(pointer));
      }
      assertThat(names(first.at("/environment/variables")))
          .isEqualTo(names(second.at("/environment/variables")));
    }
    assertThat(SYSTEM.all("aws:lambda/function:Function"))
        .hasSize(14)
        .allSatisfy(
            function -> {
              assertThat(function.inputs().path("runtime").asText()).isEqualTo("nodejs22.x");
              assertThat(function.inputs().has("reservedConcurrentExecutions")).isFalse();
              assertThat(function.inputs().at("/vpcConfig/subnetIds")).hasSize(3);
            });
  }

  /** The modules say which variables they cannot do without; the tests of both meet here. */
  @Test
  void tellsTheApiWhereToWriteWhereToReadAndWhereToPublish() {
    var variables = function("api", "usw2").inputs().at("/environment/variables");
    assertThat(names(variables))
        .containsExactly(
            "DB_HOST",
            "DB_NAME",
            "DB_PORT",
            "DB_READER_HOST",
            "DB_SECRET_ARN",
            "EVENT_BUS",
            "EVENT_SOURCE");
    assertThat(variables.path("EVENT_BUS").asText()).isEqualTo("healthcare-events-usw2-" + SUFFIX);
    assertThat(variables.path("DB_SECRET_ARN").asText()).contains(":us-west-2:");
    var host = SYSTEM.outputs().path("globalWriterEndpoint").asText();
    for (var code : List.of("use1", "usw2")) {
      assertThat(function("api", code).inputs().at("/environment/variables/DB_HOST").asText())
          .isEqualTo(host);
    }
    assertThat(variables.path("DB_READER_HOST").asText())
        .isEqualTo(SYSTEM.outputs().path("secondaryReaderEndpoint").asText())
        .isNotEqualTo(host);
  }

  @Test
  void onlyLooksWhenItTestsAFailover() {
    for (var role : List.of("readiness", "failover-test")) {
      assertThat(
              document(SYSTEM.resource("healthcare-" + role + "-usw2-policy"), "/policy")
                  .path("Statement"))
          .filteredOn(statement -> statement.path("Effect").asText().equals("Allow"))
          .flatExtracting(statement -> texts(statement.path("Action")))
          .filteredOn(action -> !action.matches("(logs|ec2):.*"))
          .isNotEmpty()
          .allMatch(action -> action.matches("\\w+:(Describe|Get)\\w+|kms:Decrypt"));
    }
    assertThat(
            SYSTEM
                .all("aws:cloudwatch/eventRule:EventRule")
                .map(r -> r.inputs().path("scheduleExpression").asText())
                .filter(expression -> !expression.isEmpty()))
        .containsExactlyInAnyOrder(
            // Probe, two readiness reports and two publishers; two tests and two replicators.
            "rate(1 minute)",
            "rate(1 minute)",
            "rate(1 minute)",
            "rate(1 minute)",
            "rate(1 minute)",
            "rate(1 hour)",
            "rate(1 hour)",
            "rate(1 hour)",
            "rate(1 hour)");
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
    // Warm: it has an instance, and needs none to be made when it is promoted.
    assertThat(SYSTEM.all("aws:rds/clusterInstance:ClusterInstance", "us-west-2")).hasSize(1);
    assertThat(SYSTEM.all("aws:rds/cluster:Cluster", "us-west-2"))
        .singleElement()
        .satisfies(
            cluster -> {
              for (var member :
                  List.of(
                      "masterUsername", "masterPassword", "databaseName", "snapshotIdentifier")) {
                assertThat(cluster.inputs().has(member)).as(member).isFalse();
              }
              assertThat(cluster.dependencies())
                  .containsAll(first.stream().map(Resource::urn).toList());
            });
    assertThat(SYSTEM.texts("aws:rds/globalCluster:GlobalCluster", "engineVersion"))
        .containsExactly("16.8");
    assertThat(SYSTEM.texts("aws:rds/clusterParameterGroup:ClusterParameterGroup", "family"))
        .containsOnly("aurora-postgresql16");
  }

  @Test
  void replicatesAssetsWithinFifteenMinutes() {
    assertThat(SYSTEM.all("aws:s3/bucketReplicationConfig:BucketReplicationConfig"))
        .singleElement()
        .satisfies(
            config -> {
              var destination = config.inputs().at("/rules/0/destination");
              assertThat(config.region()).isEqualTo("us-east-1");
              assertThat(destination.path("bucket").asText())
                  .isEqualTo("arn:aws:s3:::healthcare-assets-usw2-000000000000-" + SUFFIX);
              assertThat(destination.at("/replicationTime/time/minutes").asInt()).isEqualTo(15);
              assertThat(destination.at("/metrics/eventThreshold/minutes").asInt()).isEqualTo(15);
            });
    assertThat(SYSTEM.all("aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2"))
        .hasSize(2)
        .allSatisfy(
            lifecycle ->
                assertThat(lifecycle.inputs().path("rules").toString())
                    .contains("STANDARD_IA", "GLACIER_IR", "noncurrentVersionExpiration"));
  }

  @ParameterizedTest
  @CsvSource({"us-east-1, use1, usw2", "us-west-2, usw2, use1"})
  void tellsTheOtherRegionOnlyWhatHappenedInThisOne(String region, String here, String there) {
    var bus = "healthcare-events-" + here;
    assertThat(document(SYSTEM.resource(bus + "-forward-rule"), "/eventPattern"))
        .isEqualTo(
            json(
                """
                {"detail":{"origin":["%s"]},"region":["%s"],
                 "source":["healthcare.parameters","healthcare.patients"]}"""
                    .formatted(region, region)));
    assertThat(SYSTEM.resource(bus + "-forward-target").inputs().path("arn").asText())
        .endsWith(":event-bus/healthcare-events-" + there + "-" + SUFFIX);
    assertThat(document(SYSTEM.resource(bus + "-consume-rule"), "/eventPattern"))
        .isEqualTo(json("{\"source\":[\"healthcare.patients\"]}"));
    assertThat(SYSTEM.resource(bus + "-consume-target").dependencies())
        .anyMatch(urn -> urn.endsWith("lambda/function:Function::healthcare-consumer-" + here));
    assertThat(SYSTEM.all("aws:kms/key:Key", region).filter(key -> key.name().endsWith("-data")))
        .singleElement()
        .satisfies(
            key ->
                assertThat(key.inputs().path("policy").asText())
                    .contains(":event-bus/" + bus + "-" + SUFFIX, ":" + bus + "-dlq-" + SUFFIX));
  }

  @ParameterizedTest
  @CsvSource({"use1, us-west-2", "usw2, us-east-1"})
  void keepsParametersAsThoseOfTheOtherRegionAre(String here, String there) {
    var variables = function("replicator", here).inputs().at("/environment/variables");
    var names = List.of(variables.path("PARAMETERS").asText().split(","));
    var changed =
        document(
            SYSTEM.resource("healthcare-parameter-changed-" + here + "-rule"), "/eventPattern");
    assertThat(texts(changed.at("/detail/name"))).isEqualTo(names);
    assertThat(changed.path("source")).isEqualTo(json("[\"aws.ssm\"]"));
    assertThat(
            document(
                SYSTEM.resource("healthcare-events-" + here + "-replicate-rule"), "/eventPattern"))
        .isEqualTo(
            json(
                """
                {"source":["healthcare.parameters"],"detail":{"origin":["%s"]}}"""
                    .formatted(there)));
    assertThat(SYSTEM.resource("healthcare-events-" + here).inputs().path("name"))
        .isEqualTo(variables.path("EVENT_BUS"));
    assertThat(SYSTEM.all("aws:ssm/parameter:Parameter"))
        .filteredOn(p -> p.name().endsWith("-" + here))
        .hasSize(4)
        .allSatisfy(
            p -> {
              assertThat(names).contains(p.inputs().path("name").asText());
              assertThat(p.inputs().path("keyId")).isEqualTo(variables.path("PARAMETER_KEY_ARN"));
            });
  }

  @Test
  void publishesAndConsumesWhereverTheWriterIs() {
    for (var role : List.of("api", "consumer", "publisher")) {
      for (var code : List.of("use1", "usw2")) {
        var variables = function(role, code).inputs().at("/environment/variables");
        assertThat(variables.path("DB_HOST").asText())
            .as(role + code)
            .isEqualTo(SYSTEM.outputs().path("globalWriterEndpoint").asText());
        if (!role.equals("api")) {
          assertThat(variables.path("EVENT_REGIONS").asText()).isEqualTo("us-east-1,us-west-2");
          SYSTEM.assertOrder(
              "healthcare-" + role + "-" + code, "healthcare-peering-" + code + "-private-a");
        }
      }
    }
  }

  @Test
  void backsTheDatabaseAndTheAssetsUpInBothRegions() {
    assertThat(SYSTEM.all("aws:backup/selection:Selection"))
        .singleElement()
        .satisfies(selection -> assertThat(selection.inputs().path("resources")).hasSize(2));
    var plan = SYSTEM.all("aws:backup/plan:Plan").findFirst().orElseThrow();
    assertThat(plan.inputs().at("/rules/0/copyActions/0/destinationVaultArn").asText())
        .contains(":us-west-2:");
  }

  @Test
  void keepsEqualParametersInBothRegions() {
    var first = SYSTEM.all("aws:ssm/parameter:Parameter", "us-east-1").toList();
    var second = SYSTEM.all("aws:ssm/parameter:Parameter", "us-west-2").toList();
    assertThat(first).hasSize(4);
    for (var member : List.of("name", "value", "type")) {
      assertThat(first)
          .extracting(p -> p.inputs().path(member))
          .containsExactlyInAnyOrderElementsOf(
              second.stream().map(p -> p.inputs().path(member)).toList());
    }
    var variables = function("failover-test", "usw2").inputs().at("/environment/variables");
    var path = variables.path("PARAMETER_PATH").asText();
    assertThat(path).startsWith("/healthcare-");
    assertThat(second)
        .allSatisfy(p -> assertThat(p.inputs().path("name").asText()).startsWith(path + "/"));
  }

  @Test
  void failsOverAfterThreeChecksEveryThirtySeconds() {
    assertThat(SYSTEM.all("aws:route53/healthCheck:HealthCheck"))
        .hasSize(2)
        .allSatisfy(
            check -> {
              assertThat(check.inputs().path("type").asText()).isEqualTo("HTTPS");
              assertThat(check.inputs().path("resourcePath").asText()).isEqualTo("/health");
              assertThat(check.inputs().path("requestInterval").asInt()).isEqualTo(30);
              assertThat(check.inputs().path("failureThreshold").asInt()).isEqualTo(3);
            });
    for (var pair : Map.of("PRIMARY", "use1", "SECONDARY", "usw2").entrySet()) {
      assertThat(records("app"))
          .filteredOn(
              r -> r.inputs().at("/failoverRoutingPolicies/0/type").asText().equals(pair.getKey()))
          .singleElement()
          .satisfies(
              r -> {
                assertThat(r.inputs().at("/aliases/0/evaluateTargetHealth").asBoolean()).isTrue();
                assertThat(r.dependencies())
                    .contains(
                        SYSTEM.resource("healthcare-health-" + pair.getValue()).urn(),
                        SYSTEM.resource("healthcare-edge-" + pair.getValue() + "-alb").urn());
              });
    }
    assertThat(records("dr"))
        .singleElement()
        .satisfies(
            r ->
                assertThat(r.dependencies())
                    .contains(SYSTEM.resource("healthcare-edge-usw2-alb").urn()));
    // The load balancer finds out sooner.
    assertThat(SYSTEM.all("aws:lb/targetGroup:TargetGroup"))
        .hasSize(2)
        .allSatisfy(
            group -> assertThat(group.inputs().at("/healthCheck/interval").asInt()).isEqualTo(10));
  }

  private static List<Resource> records(String label) {
    var name = label + "." + SUFFIX + ".example.com";
    return SYSTEM
        .all("aws:route53/record:Record")
        .filter(r -> r.inputs().path("name").asText().equals(name))
        .toList();
  }

  @Test
  void tellsPeopleOfEveryAlarmInItsOwnRegion() {
    assertThat(SYSTEM.all("aws:cloudwatch/metricAlarm:MetricAlarm"))
        .hasSizeGreaterThan(30)
        .allSatisfy(
            alarm ->
                assertThat(alarm.inputs().at("/alarmActions/0").asText())
                    .startsWith("arn:aws:sns:" + alarm.region() + ":"));
    assertThat(
            SYSTEM
                .all("aws:cloudwatch/metricAlarm:MetricAlarm")
                .filter(a -> a.inputs().path("metricName").asText().equals("HealthCheckStatus"))
                .map(Resource::region))
        .containsExactly("us-east-1", "us-east-1");
  }

  @ParameterizedTest
  @CsvSource({
    "AuroraGlobalDBReplicationLag, us-west-2",
    // S3 publishes the latency where objects arrive, and what failed where they were written.
    "ReplicationLatency, us-west-2",
    "OperationsFailedReplication, us-east-1"
  })
  void watchesReplicationWhereItIsPublished(String metric, String region) {
    assertThat(
            SYSTEM
                .all("aws:cloudwatch/metricAlarm:MetricAlarm")
                .filter(a -> a.inputs().path("metricName").asText().equals(metric))
                .map(Resource::region))
        .isNotEmpty()
        .containsOnly(region);
  }

  @Test
  void showsBothRegionsOnOneDashboard() {
    var dashboard = SYSTEM.resource("healthcare-dashboard");
    var widgets = document(dashboard, "/dashboardBody").path("widgets");
    for (var region : List.of("us-east-1", "us-west-2")) {
      var shown =
          widgets.findParents("region").stream()
              .filter(properties -> properties.path("region").asText().equals(region))
              .map(properties -> properties.at("/metrics/0").toString())
              .toList();
      for (var metric :
          List.of("RequestCount", "Invocations", "DatabaseConnections", "FailoverReadiness")) {
        assertThat(shown).as(region).anyMatch(line -> line.contains("\"" + metric + "\""));
      }
    }
    assertThat(widgets.toString())
        .contains("\"HealthCheckStatus\"", "\"AuroraGlobalDBReplicationLag\"");
    assertThat(dashboard.dependencies())
        .anyMatch(urn -> urn.contains("lb/loadBalancer:LoadBalancer::healthcare-edge-usw2"))
        .anyMatch(urn -> urn.contains("route53/healthCheck:HealthCheck::healthcare-health-use1"));
  }

  @Test
  void disarmsThePromoterWhenAPersonShallDecide() {
    assertThat(armed(SYSTEM)).isEqualTo("true");
    assertThat(
            armed(CapturedSystem.configured("healthcare", Map.of("failoverMode", "manual"), "dev")))
        .isEqualTo("false");
  }

  private static String armed(CapturedSystem system) {
    return system
        .resource("healthcare-promoter-usw2")
        .inputs()
        .at("/environment/variables/ARMED")
        .asText();
  }

  @Test
  void usesTheZoneAndCertificatesItIsGiven() {
    var east = "arn:aws:acm:us-east-1:000000000000:certificate/aa";
    var west = "arn:aws:acm:us-west-2:000000000000:certificate/bb";
    var system =
        CapturedSystem.configured(
            "healthcare",
            Map.of(
                "hostedZoneId",
                "Z0123456789ABC",
                "certificateArns",
                "{\"us-east-1\":\"" + east + "\",\"us-west-2\":\"" + west + "\"}"),
            "dev");
    assertThat(system.all("aws:route53/zone:Zone")).isEmpty();
    assertThat(system.all("aws:acm/certificate:Certificate")).isEmpty();
    assertThat(system.all("aws:route53/record:Record"))
        .hasSize(3)
        .allSatisfy(
            r -> assertThat(r.inputs().path("zoneId").asText()).isEqualTo("Z0123456789ABC"));
  }

  @Test
  void exportsWhatOperatorsNeed() {
    var outputs = SYSTEM.outputs();
    assertThat(outputs.path("primaryEndpointUrl").asText())
        .isEqualTo("https://app." + SUFFIX + ".example.com");
    assertThat(outputs.path("failoverEndpointUrl").asText())
        .isEqualTo("https://" + outputs.path("secondaryAlbDnsName").asText());
    assertThat(outputs.path("recoveryEndpointUrl").asText())
        .isEqualTo("https://dr." + SUFFIX + ".example.com");
    assertThat(outputs.path("dashboardUrl").asText())
        .contains("us-east-1", "healthcare-dashboard-" + SUFFIX);
    assertThat(names(outputs))
        .containsExactly(
            "dashboardUrl",
            "failoverEndpointUrl",
            "globalClusterIdentifier",
            "globalWriterEndpoint",
            "healthCheckIds",
            "hostedZoneId",
            "nameServers",
            "opsTopicArns",
            "primaryAlbDnsName",
            "primaryBucketName",
            "primaryClusterArn",
            "primaryClusterEndpoint",
            "primaryEndpointUrl",
            "primaryEventBusArn",
            "primaryVpcId",
            "recoveryEndpointUrl",
            "secondaryAlbDnsName",
            "secondaryBucketName",
            "secondaryClusterArn",
            "secondaryEventBusArn",
            "secondaryReaderEndpoint",
            "secondaryVpcId",
            "secretArn",
            "vpcPeeringConnectionId");
  }

  @Test
  void failsWithAllConfigurationErrorsAtOnce() {
    assertThatThrownBy(
            () ->
                CapturedSystem.configured(
                    "healthcare",
                    Map.of("primaryVpcCidr", "10.2.0.0/16", "healthCheckFailureThreshold", "5"),
                    "dev"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("portcullis:primaryVpcCidr: not allowed, got \"10.2.0.0/16\"")
        .hasMessageContaining("portcullis:healthCheckFailureThreshold: makes 150 seconds");
  }

  private static Resource function(String role, String code) {
    return SYSTEM.resource("healthcare-" + role + "-" + code);
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).sorted().toList();
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
