package dev.portcullis.infra.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.graph.InputException;
import dev.portcullis.graph.Resource;
import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.graph.capture.CaptureRequest;
import dev.portcullis.graph.capture.ProgramCapture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The whole system, captured offline. It does not show that AWS accepts it. */
class ServerlessSystemTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/serverless.txt");
  private static final ResourceGraph GRAPH = capture(Map.of(), "twelve-chars");

  @Test
  void registersWhatWasReviewed() throws IOException {
    var summary = summary(GRAPH);
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(GOLDEN.getParent());
      Files.writeString(GOLDEN, summary);
    }
    assertThat(summary).isEqualTo(Files.readString(GOLDEN, StandardCharsets.UTF_8));
  }

  @Test
  void givesEveryResourceAProviderAndOneOfTheTwoRegions() {
    assertThat(custom(GRAPH))
        .allSatisfy(
            resource -> {
              assertThat(resource.provider()).contains("pulumi:providers:aws::serverless-aws-us");
              assertThat(resource.region()).isIn("us-east-1", "us-west-2");
              assertThat(resource.parent()).contains("portcullis:");
            });
  }

  @Test
  void tagsEverythingThatHasTags() {
    assertThat(custom(GRAPH).filter(r -> r.inputs().has("tags")))
        .hasSizeGreaterThan(90)
        .allSatisfy(
            r ->
                assertThat(r.inputs().at("/tags/Project").asText())
                    .isEqualTo("PulumiOptimization"));
  }

  @Test
  void leavesNothingBehind() {
    assertThat(GRAPH.resources())
        .allSatisfy(
            resource -> {
              var options = Objects.requireNonNull(resource.options());
              assertThat(options.protect()).isNotEqualTo(true);
              assertThat(options.retainOnDelete()).isNotEqualTo(true);
              for (var member :
                  List.of(
                      "deletionProtection",
                      "deletionProtectionEnabled",
                      "enableDeletionProtection",
                      "skipDestroy")) {
                assertThat(resource.inputs().path(member).asBoolean(false)).as(member).isFalse();
              }
            });
  }

  @Test
  void keepsNamesWithinTheirLimits() {
    assertThat(names("aws:lb/loadBalancer:LoadBalancer", "name"))
        .containsExactlyInAnyOrder(
            "serverless-alb-use1-twelve-chars", "serverless-alb-usw2-twelve-chars")
        .allSatisfy(name -> assertThat(name).hasSizeLessThanOrEqualTo(32));
    assertThat(names("aws:lb/targetGroup:TargetGroup", "name"))
        .hasSize(2)
        .allSatisfy(name -> assertThat(name).hasSizeLessThanOrEqualTo(32));
    assertThat(names("aws:iam/role:Role", "name"))
        .doesNotHaveDuplicates()
        .allSatisfy(name -> assertThat(name).hasSizeLessThanOrEqualTo(64));
    assertThat(names("aws:s3/bucketV2:BucketV2", "bucket"))
        .doesNotHaveDuplicates()
        .allSatisfy(name -> assertThat(name).matches("[a-z0-9-]{3,63}"));
    assertThat(names("aws:lambda/function:Function", "name"))
        .allSatisfy(name -> assertThat(name).hasSizeLessThanOrEqualTo(64));
  }

  @Test
  void endsEveryPhysicalNameInTheSuffix() {
    var members =
        List.of("name", "bucket", "identifier", "policyName", "roleName", "clusterIdentifier");
    assertThat(
            custom(GRAPH)
                .filter(r -> !r.type().equals("aws:appautoscaling/policy:Policy"))
                .filter(r -> !r.type().startsWith("aws:route53/"))
                .filter(r -> !r.type().startsWith("aws:s3/") || r.type().endsWith("BucketV2"))
                .flatMap(r -> members.stream().map(m -> r.inputs().path(m)))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText))
        .hasSizeGreaterThan(60)
        .allSatisfy(name -> assertThat(name).endsWith("-twelve-chars"));
  }

  @Test
  void usesEverythingItMakes() {
    var used =
        GRAPH.resources().stream()
            .flatMap(r -> Objects.requireNonNull(r.dependencies()).stream())
            .collect(Collectors.toSet());
    assertThat(
            Stream.of(
                    "aws:ec2/subnet:Subnet",
                    "aws:ec2/securityGroup:SecurityGroup",
                    "aws:ec2/vpcEndpoint:VpcEndpoint",
                    "aws:lb/targetGroup:TargetGroup",
                    "aws:iam/role:Role",
                    "aws:kms/key:Key",
                    "aws:wafv2/webAcl:WebAcl",
                    "aws:rds/subnetGroup:SubnetGroup",
                    "aws:cloudwatch/logGroup:LogGroup")
                .flatMap(ServerlessSystemTest::resources)
                .map(Resource::urn))
        .hasSize(49)
        .isSubsetOf(used);
  }

  @Test
  void waitsWhereNoReferenceSaysSo() {
    assertOrder("serverless-edge-use1-https", "serverless-dns-use1");
    assertOrder("serverless-api-usw2-attachment", "serverless-api-usw2-permission");
    assertOrder("serverless-api-usw2", "serverless-endpoints-usw2-secretsmanager");
    assertOrder("serverless-api-usw2", "serverless-api-usw2-policy");
    assertOrder("serverless-replication", "serverless-app-usw2-versioning");
    assertOrder("serverless-trail-use1", "serverless-trail-use1-policy");
    assertOrder("serverless-orders-replica", "serverless-orders-write-scaling");
    assertOrder("serverless-edge-use1-alb", "serverless-network-use1-internet");
  }

  private static void assertOrder(String later, String earlier) {
    assertThat(custom(GRAPH).filter(r -> r.name().equals(later)))
        .as(later + " waits for " + earlier)
        .anySatisfy(
            r ->
                assertThat(r.dependencies())
                    .anyMatch(dependency -> dependency.endsWith("::" + earlier)));
  }

  @Test
  void exportsWhatOperatorsNeed() {
    var outputs = Objects.requireNonNull(GRAPH.outputs());
    assertThat(outputs.at("/primaryEndpointUrl").asText())
        .isEqualTo("https://app.twelve-chars.example.com");
    assertThat(outputs.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "primaryEndpointUrl",
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
            "secretArn",
            "opsTopicArns");
  }

  @Test
  void namesEveryLogGroupInTheKeyThatEncryptsIt() {
    assertThat(resources("aws:cloudwatch/logGroup:LogGroup"))
        .hasSize(8)
        .allSatisfy(
            group ->
                assertThat(logsKeyPolicy(group.region()))
                    .contains(
                        "\"arn:aws:logs:"
                            + group.region()
                            + ":000000000000:log-group:"
                            + group.inputs().path("name").asText()
                            + "\""));
  }

  private static String logsKeyPolicy(@Nullable String region) {
    return resources("aws:kms/key:Key")
        .filter(key -> Objects.equals(key.region(), region) && key.name().endsWith("-logs"))
        .map(key -> key.inputs().path("policy").asText())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void recordsBothRegionsInOneTrailWhenAsked() {
    var graph = capture(Map.of("trailMode", "multiRegion"), "dev");
    assertThat(of(graph, "aws:cloudtrail/trail:Trail"))
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
    var graph =
        capture(
            Map.of(
                "hostedZoneId",
                "Z0123456789ABC",
                "certificateArns",
                "{\"us-east-1\":\"" + east + "\",\"us-west-2\":\"" + west + "\"}"),
            "dev");
    assertThat(of(graph, "aws:route53/zone:Zone")).isEmpty();
    assertThat(of(graph, "aws:acm/certificate:Certificate")).isEmpty();
    assertThat(of(graph, "aws:route53/record:Record"))
        .hasSize(2)
        .allSatisfy(
            r -> assertThat(r.inputs().path("zoneId").asText()).isEqualTo("Z0123456789ABC"));
    assertThat(
            of(graph, "aws:lb/listener:Listener")
                .filter(l -> l.inputs().path("port").asInt() == 443)
                .map(l -> l.inputs().path("certificateArn").asText()))
        .containsExactlyInAnyOrder(east, west);
  }

  @Test
  void failsWithAllConfigurationErrorsAtOnce() {
    assertThatThrownBy(() -> capture(Map.of("azCount", "9", "opsEmail", "nobody"), "dev"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("portcullis:azCount: not allowed, got \"9\"; allowed: 2 to 3")
        .hasMessageContaining("portcullis:opsEmail: not allowed, got \"nobody\"");
  }

  private static ResourceGraph capture(Map<String, String> overrides, String stack) {
    var system = BuiltInSystems.find("serverless").orElseThrow();
    return ProgramCapture.capture(
        CaptureRequest.of(BuiltInSystem.PROJECT, stack)
            .withSystem(system.name())
            .withConfig(system.configured(overrides), Set.of()),
        system.stack());
  }

  /** {@code type region count}, components included. */
  private static String summary(ResourceGraph graph) {
    var counts = new TreeMap<String, Integer>();
    for (var resource : graph.resources()) {
      counts.merge(resource.type() + " " + resource.region(), 1, Integer::sum);
    }
    return counts.entrySet().stream()
            .map(e -> e.getKey() + " " + e.getValue())
            .collect(Collectors.joining("\n"))
        + "\ntotal "
        + graph.resources().size()
        + "\n";
  }

  private static List<String> names(String type, String member) {
    return resources(type).map(r -> r.inputs().path(member).asText()).toList();
  }

  private static Stream<Resource> resources(String type) {
    return of(GRAPH, type);
  }

  private static Stream<Resource> of(ResourceGraph graph, String type) {
    return graph.resources().stream().filter(r -> r.type().equals(type));
  }

  private static Stream<Resource> custom(ResourceGraph graph) {
    return graph.resources().stream()
        .filter(r -> Boolean.TRUE.equals(r.custom()))
        .filter(r -> !r.type().startsWith("pulumi:"));
  }
}
