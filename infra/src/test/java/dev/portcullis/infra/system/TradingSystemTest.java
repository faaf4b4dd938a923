package dev.portcullis.infra.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.graph.InputException;
import dev.portcullis.graph.Resource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TradingSystemTest {
  private static final String SUFFIX = CapturedSystem.LONGEST_SUFFIX;
  private static final CapturedSystem SYSTEM = CapturedSystem.byDefault("trading");

  @Test
  void registersWhatWasReviewed() {
    SYSTEM.assertGolden();
  }

  @Test
  void givesEveryResourceAProviderAndOneOfTheTwoRegions() {
    SYSTEM.assertPlacedIn("us-east-1", "eu-west-1");
  }

  @Test
  void tagsEverythingWithSuffixRegionAndCostCenter() {
    SYSTEM.assertTagged("Environment", "Region", "CostCenter");
    assertThat(SYSTEM.taggable())
        .allSatisfy(
            r -> {
              var tags = CapturedSystem.tags(r);
              // What has no region counts to the primary one, whichever provider makes it.
              var region = tags.containsKey("Scope") ? "us-east-1" : r.region();
              assertThat(tags)
                  .as(r.urn())
                  .containsEntry("Environment", SUFFIX)
                  .containsEntry("CostCenter", "cc-0001")
                  .containsEntry("Region", region);
            });
  }

  @Test
  void leavesNothingBehind() {
    SYSTEM.assertLeavesNothingBehind();
  }

  @Test
  void keepsNamesWithinTheirLimits() {
    SYSTEM.assertNamesFit();
    assertThat(SYSTEM.texts("aws:lb/loadBalancer:LoadBalancer", "name"))
        .containsExactlyInAnyOrder(
            "trading-alb-use1-twelve-chars", "trading-alb-euw1-twelve-chars");
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
        "aws:ec2/launchTemplate:LaunchTemplate",
        "aws:route53/healthCheck:HealthCheck",
        "aws:cloudwatch/logGroup:LogGroup");
  }

  @Test
  void namesEveryLogGroupInTheKeyThatEncryptsIt() {
    SYSTEM.assertLogGroupsInKeyPolicies();
  }

  @Test
  void waitsWhereNoReferenceSaysSo() {
    for (var instance : List.of("trading-db-use1-1", "trading-db-use1-2")) {
      SYSTEM.assertOrder("trading-db-euw1", instance);
      SYSTEM.assertOrder("trading-rotation-use1", instance);
      SYSTEM.assertOrder("trading-app-rotation-use1", instance);
    }
    SYSTEM.assertOrder("trading-api-euw1", "trading-peering-euw1-private-a");
    SYSTEM.assertOrder("trading-api-euw1", "trading-endpoints-euw1-secretsmanager");
    SYSTEM.assertOrder("trading-promoter-euw1", "trading-endpoints-euw1-rds");
    SYSTEM.assertOrder("trading-peering-use1-private-c", "trading-peering-euw1");
    SYSTEM.assertOrder("trading-app-use1", "trading-edge-use1-https");
    SYSTEM.assertOrder("trading-app-use1", "trading-endpoints-use1-logs");
    SYSTEM.assertOrder("trading-accelerator-euw1", "trading-edge-euw1-api");
    SYSTEM.assertOrder("trading-rotation-use1", "trading-rotation-use1-permission");
    SYSTEM.assertOrder("trading-app-rotation-use1", "trading-app-rotation-use1-permission");
    SYSTEM.assertOrder("trading-edge-use1-https", "trading-dns-use1");
    SYSTEM.assertOrder("trading-config-use1-volumes", "trading-config-use1");
  }

  @Test
  void answersFromTheOtherRegionWithinAMinute() {
    for (var check : SYSTEM.all("aws:route53/healthCheck:HealthCheck").toList()) {
      if (check.inputs().path("type").asText().equals("CALCULATED")) {
        continue;
      }
      var detection =
          check.inputs().path("requestInterval").asInt()
              * check.inputs().path("failureThreshold").asInt();
      assertThat(latencyRecords())
          .hasSize(2)
          .allSatisfy(
              record -> {
                assertThat(record.inputs().path("type").asText()).isEqualTo("CNAME");
                assertThat(detection + record.inputs().path("ttl").asInt()).isLessThan(60);
              });
    }
    assertThat(SYSTEM.all("aws:lb/targetGroup:TargetGroup"))
        .hasSize(4)
        .allSatisfy(
            group -> {
              var check = group.inputs().path("healthCheck");
              // The accelerator takes up to 30 seconds to send its connections elsewhere.
              assertThat(
                      check.path("interval").asInt() * check.path("unhealthyThreshold").asInt()
                          + 30)
                  .isLessThan(60);
            });
  }

  private static List<Resource> latencyRecords() {
    return SYSTEM
        .all("aws:route53/record:Record")
        .filter(r -> r.inputs().has("latencyRoutingPolicies"))
        .toList();
  }

  @Test
  void acceleratesBothRegionsWithoutKeepingAGroupInTheirVpcs() {
    assertThat(SYSTEM.all("aws:globalaccelerator/endpointGroup:EndpointGroup"))
        .hasSize(2)
        .allSatisfy(
            group -> {
              var endpoint = group.inputs().at("/endpointConfigurations/0");
              assertThat(endpoint.path("clientIpPreservationEnabled").asBoolean(true)).isFalse();
              assertThat(group.inputs().path("healthCheckIntervalSeconds").asInt()).isEqualTo(10);
            })
        .extracting(group -> group.inputs().path("endpointGroupRegion").asText())
        .containsExactlyInAnyOrder("us-east-1", "eu-west-1");
  }

  @Test
  void runsTheSameCodeInBothRegions() {
    var functions =
        List.of(SYSTEM.resource("trading-api-use1"), SYSTEM.resource("trading-api-euw1"));
    for (var pointer : List.of("/code", "/handler", "/runtime", "/memorySize", "/timeout")) {
      assertThat(functions.get(0).inputs().at(pointer))
          .isEqualTo(functions.get(1).inputs().at(pointer));
    }
  }

  @Test
  void letsTheSecondaryDatabaseFollowThePrimaryOne() {
    assertThat(SYSTEM.all("aws:rds/cluster:Cluster", "us-east-1"))
        .singleElement()
        .satisfies(cluster -> assertThat(cluster.inputs().has("masterUsername")).isTrue());
    var first = SYSTEM.all("aws:rds/clusterInstance:ClusterInstance", "us-east-1").toList();
    assertThat(first).hasSize(2);
    assertThat(SYSTEM.all("aws:rds/cluster:Cluster", "eu-west-1"))
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
        .containsExactly("14.6");
  }

  @Test
  void rotatesBothCredentialsWhereTheDatabaseIsWritten() {
    assertThat(SYSTEM.all("aws:secretsmanager/secretRotation:SecretRotation"))
        .hasSize(2)
        .allSatisfy(
            rotation -> {
              assertThat(rotation.region()).isEqualTo("us-east-1");
              assertThat(rotation.inputs().at("/rotationRules/automaticallyAfterDays").asInt())
                  .isEqualTo(30);
            })
        .extracting(rotation -> rotation.inputs().path("secretId").asText())
        .containsExactlyInAnyOrder(
            SYSTEM.outputs().path("secretArn").asText(),
            SYSTEM.outputs().path("appSecretArn").asText());
  }

  @Test
  void letsFunctionsLogInAsTheApplicationAndNotAsTheMaster() {
    var master = SYSTEM.outputs().path("secretArn").asText();
    var app = SYSTEM.outputs().path("appSecretArn").asText();
    assertThat(variable("trading-api-use1", "DB_SECRET_ARN")).isEqualTo(app);
    assertThat(variable("trading-api-euw1", "DB_SECRET_ARN"))
        .isEqualTo(app.replace("us-east-1", "eu-west-1"));
    assertThat(variable("trading-rotation-use1", "SECRET_ARN")).isEqualTo(master);
    assertThat(variable("trading-app-rotation-use1", "SECRET_ARN")).isEqualTo(app);
    assertThat(variable("trading-app-rotation-use1", "MASTER_SECRET_ARN")).isEqualTo(master);
    assertThat(SYSTEM.texts("aws:iam/rolePolicy:RolePolicy", "policy"))
        .filteredOn(policy -> policy.contains(master))
        .hasSize(2);
  }

  private static String variable(String function, String name) {
    return SYSTEM
        .all("aws:lambda/function:Function")
        .filter(r -> r.name().equals(function))
        .findFirst()
        .orElseThrow()
        .inputs()
        .at("/environment/variables/" + name)
        .asText();
  }

  @Test
  void letsOnlyItsFunctionsReadEachSecret() {
    assertThat(readers("trading-app-access"))
        .contains("trading-api-use1-", "trading-api-euw1-", "trading-app-rotation-use1-")
        .doesNotContain(
            "role/trading-rotation-", "trading-app-use1", "trading-promoter-", "trading-probe-");
    assertThat(readers("trading-db-access"))
        .contains("role/trading-rotation-use1-", "role/trading-app-rotation-use1-")
        .doesNotContain(
            "trading-api-", "role/trading-app-use1", "trading-promoter-", "trading-probe-");
  }

  private static String readers(String policy) {
    var text = SYSTEM.resource(policy).inputs().path("policy").asText();
    assertThat(text).contains("\"Effect\":\"Deny\"");
    return text;
  }

  @Test
  void letsNobodyConnectToTheDatabaseWhoHasNothingToDoThere() {
    assertThat(clientsOfTheDatabase("us-east-1"))
        .containsExactlyInAnyOrder(
            "trading-sg-use1-db-from-lambda-5432",
            "trading-sg-use1-db-from-rotation-5432",
            "trading-sg-use1-db-from-peer-5432");
    assertThat(clientsOfTheDatabase("eu-west-1"))
        .containsExactlyInAnyOrder(
            "trading-sg-euw1-db-from-lambda-5432",
            "trading-sg-euw1-db-from-probe-5432",
            "trading-sg-euw1-db-from-promoter-5432",
            "trading-sg-euw1-db-from-peer-5432");
    assertThat(SYSTEM.resource("trading-sg-use1-db-from-peer-5432").inputs().path("cidrIpv4"))
        .hasToString("\"10.21.0.0/16\"");
  }

  private static List<String> clientsOfTheDatabase(String region) {
    return SYSTEM
        .all("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", region)
        .filter(rule -> rule.inputs().path("toPort").asInt() == 5432)
        .map(Resource::name)
        .toList();
  }

  @Test
  void showsBothRegionsAndWhatHasNone() {
    assertThat(SYSTEM.texts("aws:cloudwatch/dashboard:Dashboard", "dashboardBody"))
        .singleElement()
        .asString()
        .contains(
            "AWS/ApplicationELB",
            "AWS/Lambda",
            "AuroraGlobalDBReplicationLag",
            "AWS/Route53",
            "AWS/GlobalAccelerator")
        .contains(
            "\"region\":\"us-east-1\"", "\"region\":\"eu-west-1\"", "\"region\":\"us-west-2\"");
  }

  @Test
  void raisesAlarmsWhereTheMetricsAre() {
    assertThat(alarms("AuroraGlobalDBReplicationLag"))
        .allMatch(r -> "eu-west-1".equals(r.region()));
    assertThat(alarms("HealthCheckStatus"))
        .hasSize(6)
        .allMatch(r -> "us-east-1".equals(r.region()));
    for (var metric : List.of("UnHealthyHostCount", "HTTPCode_ELB_5XX_Count", "CPUUtilization")) {
      assertThat(alarms(metric))
          .extracting(Resource::region)
          .as(metric)
          .containsExactlyInAnyOrder("us-east-1", "eu-west-1");
    }
  }

  private static List<Resource> alarms(String metric) {
    return SYSTEM
        .all("aws:cloudwatch/metricAlarm:MetricAlarm")
        .filter(r -> r.inputs().path("metricName").asText().equals(metric))
        .toList();
  }

  @Test
  void handsOnAddressesOfClientsOnlyWhenAsked() {
    var system =
        CapturedSystem.configured("trading", Map.of("gaClientIpPreservation", "true"), "dev");
    assertThat(system.all("aws:globalaccelerator/endpointGroup:EndpointGroup"))
        .allSatisfy(
            group ->
                assertThat(
                        group
                            .inputs()
                            .at("/endpointConfigurations/0/clientIpPreservationEnabled")
                            .asBoolean())
                    .isTrue());
  }

  @Test
  void disarmsThePromoterWhenAPersonShallDecide() {
    assertThat(armed(SYSTEM)).isEqualTo("true");
    assertThat(armed(CapturedSystem.configured("trading", Map.of("failoverMode", "manual"), "dev")))
        .isEqualTo("false");
  }

  private static String armed(CapturedSystem system) {
    return system
        .resource("trading-promoter-euw1")
        .inputs()
        .at("/environment/variables/ARMED")
        .asText();
  }

  @Test
  void recordsTheConfigurationOnlyWhereNobodyElseDoes() {
    assertThat(SYSTEM.all("aws:cfg/recorder:Recorder")).hasSize(2);
    assertThat(keysOfConfig(SYSTEM))
        .containsExactly("trading-keys-euw1-logs", "trading-keys-use1-logs");
    var beside =
        CapturedSystem.configured("trading", Map.of("enableConfigRecorder", "false"), "dev");
    assertThat(beside.all("aws:cfg/recorder:Recorder")).isEmpty();
    assertThat(keysOfConfig(beside)).isEmpty();
    assertThat(beside.all("aws:cfg/rule:Rule"))
        .hasSameSizeAs(SYSTEM.all("aws:cfg/rule:Rule").toList());
  }

  /** Keys that Config, which delivers to an encrypted bucket, may use. */
  private static List<String> keysOfConfig(CapturedSystem system) {
    return system
        .all("aws:kms/key:Key")
        .filter(key -> key.inputs().path("policy").asText().contains("config.amazonaws.com"))
        .map(key -> key.name())
        .toList();
  }

  @Test
  void usesTheZoneAndCertificatesItIsGiven() {
    var east = "arn:aws:acm:us-east-1:000000000000:certificate/aa";
    var west = "arn:aws:acm:eu-west-1:000000000000:certificate/bb";
    var system =
        CapturedSystem.configured(
            "trading",
            Map.of(
                "hostedZoneId",
                "Z0123456789ABC",
                "certificateArns",
                "{\"us-east-1\":\"" + east + "\",\"eu-west-1\":\"" + west + "\"}"),
            "dev");
    assertThat(system.all("aws:route53/zone:Zone")).isEmpty();
    assertThat(system.all("aws:acm/certificate:Certificate")).isEmpty();
    assertThat(system.all("aws:route53/record:Record"))
        .hasSize(4)
        .allSatisfy(
            r -> assertThat(r.inputs().path("zoneId").asText()).isEqualTo("Z0123456789ABC"));
  }

  @Test
  void exportsWhatOperatorsNeed() {
    assertThat(SYSTEM.outputs().at("/primaryEndpointUrl").asText())
        .isEqualTo("https://app.twelve-chars.example.com");
    assertThat(SYSTEM.outputs().fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "primaryEndpointUrl",
            "failoverEndpointUrl",
            "globalClusterIdentifier",
            "primaryClusterArn",
            "secondaryClusterArn",
            "vpcPeeringConnectionId",
            "dashboardUrl",
            "primaryVpcId",
            "secondaryVpcId",
            "primaryAlbDnsName",
            "secondaryAlbDnsName",
            "hostedZoneId",
            "nameServers",
            "healthCheckIds",
            "globalWriterEndpoint",
            "acceleratorDnsName",
            "acceleratorIps",
            "secretArn",
            "appSecretArn",
            "opsTopicArns");
  }

  @Test
  void failsWithAllConfigurationErrorsAtOnce() {
    assertThatThrownBy(
            () ->
                CapturedSystem.configured(
                    "trading", Map.of("azCount", "9", "recordTtlSeconds", "60"), "dev"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("portcullis:azCount: not allowed, got \"9\"; allowed: 2 to 3")
        .hasMessageContaining("portcullis:recordTtlSeconds: makes 90 seconds");
  }
}
