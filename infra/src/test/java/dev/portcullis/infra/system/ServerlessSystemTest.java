package dev.portcullis.infra.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.graph.InputException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerlessSystemTest {
  private static final CapturedSystem SYSTEM = CapturedSystem.byDefault("serverless");

  @Test
  void registersWhatWasReviewed() {
    SYSTEM.assertGolden();
  }

  @Test
  void givesEveryResourceAProviderAndOneOfTheTwoRegions() {
    SYSTEM.assertPlacedIn("us-east-1", "us-west-2");
  }

  @Test
  void tagsEverythingThatHasTags() {
    SYSTEM.assertTagged("Project");
    assertThat(SYSTEM.custom().filter(r -> r.inputs().has("tags")))
        .allSatisfy(
            r ->
                assertThat(r.inputs().at("/tags/Project").asText())
                    .isEqualTo("PulumiOptimization"));
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
            "serverless-alb-use1-twelve-chars", "serverless-alb-usw2-twelve-chars");
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
        "aws:ec2/vpcEndpoint:VpcEndpoint",
        "aws:lb/targetGroup:TargetGroup",
        "aws:iam/role:Role",
        "aws:kms/key:Key",
        "aws:wafv2/webAcl:WebAcl",
        "aws:rds/subnetGroup:SubnetGroup",
        "aws:cloudwatch/logGroup:LogGroup");
  }

  @Test
  void waitsWhereNoReferenceSaysSo() {
    SYSTEM.assertOrder("serverless-edge-use1-https", "serverless-dns-use1");
    SYSTEM.assertOrder("serverless-api-usw2-attachment", "serverless-api-usw2-permission");
    SYSTEM.assertOrder("serverless-api-usw2", "serverless-endpoints-usw2-secretsmanager");
    SYSTEM.assertOrder("serverless-api-usw2", "serverless-api-usw2-policy");
    SYSTEM.assertOrder("serverless-replication", "serverless-app-usw2-versioning");
    SYSTEM.assertOrder("serverless-trail-use1", "serverless-trail-use1-policy");
    SYSTEM.assertOrder("serverless-orders-replica", "serverless-orders-write-scaling");
    SYSTEM.assertOrder("serverless-edge-use1-alb", "serverless-network-use1-internet");
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
            "primaryAlbDnsName",
            "secondaryAlbDnsName",
            "hostedZoneId",
            "nameServers",
            "healthCheckIds",
            "primaryVpcId",
            "secondaryVpcId",
            "primaryBucketName",
            "secondaryBucketName",
            "tableName",
            "primaryDatabaseAddress",
            "secondaryDatabaseAddress",
            "primaryDatabaseIdentifier",
            "secondaryDatabaseIdentifier",
            "secretArn",
            "opsTopicArns");
  }

  @Test
  void namesEveryLogGroupInTheKeyThatEncryptsIt() {
    SYSTEM.assertLogGroupsInKeyPolicies();
  }

  @Test
  void recordsBothRegionsInOneTrailWhenAsked() {
    var system = CapturedSystem.configured("serverless", Map.of("trailMode", "multiRegion"), "dev");
    assertThat(system.all("aws:cloudtrail/trail:Trail"))
        .singleElement()
        .satisfies(
            trail -> {
              assertThat(trail.region()).isEqualTo("us-east-1");
              assertThat(trail.inputs().path("isMultiRegionTrail").asBoolean()).isTrue();
            });
  }

  @Test
  void usesTheZoneAndCertificatesItIsGiven() {
    var east = "arn:aws:acm:us-east-1:000000000000:certificate/aa";
    var west = "arn:aws:acm:us-west-2:000000000000:certificate/bb";
    var system =
        CapturedSystem.configured(
            "serverless",
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
    assertThat(
            system
                .all("aws:lb/listener:Listener")
                .filter(l -> l.inputs().path("port").asInt() == 443)
                .map(l -> l.inputs().path("certificateArn").asText()))
        .containsExactlyInAnyOrder(east, west);
  }

  @Test
  void failsWithAllConfigurationErrorsAtOnce() {
    assertThatThrownBy(
            () ->
                CapturedSystem.configured(
                    "serverless", Map.of("azCount", "9", "opsEmail", "nobody"), "dev"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("portcullis:azCount: not allowed, got \"9\"; allowed: 2 to 3")
        .hasMessageContaining("portcullis:opsEmail: not allowed, got \"nobody\"");
  }
}
