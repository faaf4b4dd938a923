package dev.portcullis.infra.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.graph.Resource;
import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.graph.capture.CaptureRequest;
import dev.portcullis.graph.capture.ProgramCapture;
import dev.portcullis.infra.config.Parameters;
import java.io.IOException;
import java.io.UncheckedIOException;
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

/**
 * A whole system, captured offline, and what must hold of every system. It shows what is
 * registered; that AWS accepts it is not shown here.
 */
final class CapturedSystem {
  /** As long as a suffix may be. */
  static final String LONGEST_SUFFIX = "twelve-chars";

  private static final List<String> PROTECTIONS =
      List.of(
          "deletionProtection",
          "deletionProtectionEnabled",
          "enableDeletionProtection",
          "disableApiTermination",
          "protectFromScaleIn",
          "skipDestroy");

  /** Members that hold a physical name. */
  private static final List<String> NAMES =
      List.of("name", "bucket", "identifier", "policyName", "roleName", "clusterIdentifier");

  /** Types whose names AWS gives, or that are known inside one API only. */
  private static final Set<String> NAMED_OTHERWISE =
      Set.of("aws:appautoscaling/policy:Policy", "aws:apigateway/model:Model");

  /** Type to member and most characters of the name. */
  private static final Map<String, Map.Entry<String, Integer>> LIMITS =
      Map.of(
          "aws:lb/loadBalancer:LoadBalancer", Map.entry("name", 32),
          "aws:lb/targetGroup:TargetGroup", Map.entry("name", 32),
          "aws:iam/role:Role", Map.entry("name", 64),
          "aws:s3/bucketV2:BucketV2", Map.entry("bucket", 63),
          "aws:lambda/function:Function", Map.entry("name", 64),
          "aws:cloudwatch/eventRule:EventRule", Map.entry("name", 64),
          "aws:rds/cluster:Cluster", Map.entry("clusterIdentifier", 63),
          "aws:rds/clusterInstance:ClusterInstance", Map.entry("identifier", 63),
          "aws:sqs/queue:Queue", Map.entry("name", 80),
          "aws:globalaccelerator/accelerator:Accelerator", Map.entry("name", 64));

  private final String name;
  private final String suffix;
  private final ResourceGraph graph;

  private CapturedSystem(String name, String suffix, ResourceGraph graph) {
    this.name = name;
    this.suffix = suffix;
    this.graph = graph;
  }

  /** The system as it is configured by default, with the longest suffix. */
  static CapturedSystem byDefault(String name) {
    return configured(name, Map.of(), LONGEST_SUFFIX);
  }

  /**
   * The system with these values instead of the defaults.
   *
   * @param overrides keys with or without namespace
   * @param stack name of the stack and suffix of the names
   */
  static CapturedSystem configured(String name, Map<String, String> overrides, String stack) {
    var system = BuiltInSystems.find(name).orElseThrow();
    var config = system.configured(overrides);
    // Where the suffix is required the default configuration has an example, and the stack's name
    // does not count.
    config.computeIfPresent(Parameters.key("environmentSuffix"), (key, example) -> stack);
    var graph =
        ProgramCapture.capture(
            CaptureRequest.of(BuiltInSystem.PROJECT, stack)
                .withSystem(system.name())
                .withConfig(config, Set.of()),
            system.stack());
    return new CapturedSystem(name, stack, graph);
  }

  /** Stack outputs. */
  JsonNode outputs() {
    return Objects.requireNonNull(graph.outputs());
  }

  /** All resources of a type. */
  Stream<Resource> all(String type) {
    return graph.resources().stream().filter(r -> r.type().equals(type));
  }

  /** All resources of a type in a region. */
  Stream<Resource> all(String type, String region) {
    return all(type).filter(r -> region.equals(r.region()));
  }

  /** The one resource with that logical name that is no component. */
  Resource resource(String logicalName) {
    var found = custom().filter(r -> r.name().equals(logicalName)).toList();
    assertThat(found).as(logicalName).hasSize(1);
    return found.get(0);
  }

  /** What AWS has to make: no components, no providers. */
  Stream<Resource> custom() {
    return graph.resources().stream()
        .filter(r -> Boolean.TRUE.equals(r.custom()))
        .filter(r -> !r.type().startsWith("pulumi:"));
  }

  /** A member of all resources of a type, as text. */
  List<String> texts(String type, String member) {
    return all(type).map(r -> r.inputs().path(member).asText()).toList();
  }

  /**
   * Asserts that what is registered is what was reviewed: {@code type region count}, components
   * included. {@code -Dgolden.update=true} writes the file anew, to be reviewed.
   */
  void assertGolden() {
    var golden = Path.of("src/test/resources/golden/" + name + ".txt");
    try {
      if (Boolean.getBoolean("golden.update")) {
        Files.createDirectories(golden.getParent());
        Files.writeString(golden, summary());
      }
      assertThat(summary()).isEqualTo(Files.readString(golden, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String summary() {
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

  /** Asserts that everything has an explicit provider, one of these regions, and a component. */
  void assertPlacedIn(String... regions) {
    assertThat(custom())
        .allSatisfy(
            resource -> {
              assertThat(resource.provider()).contains("pulumi:providers:aws::" + name + "-aws-");
              assertThat(resource.region()).isIn((Object[]) regions);
              assertThat(resource.parent()).contains("portcullis:");
            });
  }

  /** What has tags. */
  Stream<Resource> taggable() {
    return custom().filter(r -> r.inputs().has("tags"));
  }

  /** Tags by key; an Auto Scaling group has a list of them. */
  static Map<String, String> tags(Resource resource) {
    var tags = new TreeMap<String, String>();
    var given = resource.inputs().path("tags");
    if (given.isArray()) {
      given.forEach(tag -> tags.put(tag.path("key").asText(), tag.path("value").asText()));
    } else {
      given.fields().forEachRemaining(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
    }
    return tags;
  }

  /** Asserts that everything that has tags has these keys, none of them empty. */
  void assertTagged(String... keys) {
    assertThat(taggable())
        .hasSizeGreaterThan(90)
        .allSatisfy(
            r -> {
              assertThat(tags(r)).as(r.urn()).containsKeys(keys);
              assertThat(tags(r).values()).as(r.urn()).doesNotContain("");
            });
  }

  /** Asserts that nothing keeps the stack from being destroyed. */
  void assertLeavesNothingBehind() {
    assertThat(graph.resources())
        .allSatisfy(
            resource -> {
              var options = Objects.requireNonNull(resource.options());
              assertThat(options.protect()).isNotEqualTo(true);
              assertThat(options.retainOnDelete()).isNotEqualTo(true);
              for (var member : PROTECTIONS) {
                assertThat(resource.inputs().path(member).asBoolean(false)).as(member).isFalse();
              }
            });
  }

  /** Asserts that AWS takes every name: not too long, and used once. */
  void assertNamesFit() {
    LIMITS.forEach(
        (type, limit) ->
            assertThat(
                    all(type).map(r -> r.region() + " " + r.inputs().path(limit.getKey()).asText()))
                .as(type)
                .doesNotHaveDuplicates()
                .allSatisfy(
                    named ->
                        assertThat(named.substring(named.indexOf(' ') + 1))
                            .isNotEmpty()
                            .hasSizeLessThanOrEqualTo(limit.getValue())));
    assertThat(texts("aws:iam/role:Role", "name")).doesNotHaveDuplicates();
    assertThat(texts("aws:s3/bucketV2:BucketV2", "bucket"))
        .doesNotHaveDuplicates()
        .allSatisfy(bucket -> assertThat(bucket).matches("[a-z0-9-]{3,63}"));
  }

  /** Asserts that every physical name ends in the suffix, so that stacks do not collide. */
  void assertNamesEndInSuffix() {
    assertThat(
            custom()
                .filter(r -> !NAMED_OTHERWISE.contains(r.type()))
                .filter(r -> !r.type().startsWith("aws:route53/"))
                .filter(r -> !r.type().startsWith("aws:s3/") || r.type().endsWith("BucketV2"))
                .flatMap(r -> NAMES.stream().map(m -> r.inputs().path(m)))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText))
        .hasSizeGreaterThan(60)
        .allSatisfy(named -> assertThat(named).endsWith("-" + suffix));
  }

  /** Asserts that something refers to, or waits for, every resource of these types. */
  void assertUsed(String... types) {
    var used =
        graph.resources().stream()
            .flatMap(r -> Objects.requireNonNull(r.dependencies()).stream())
            .collect(Collectors.toSet());
    for (var type : types) {
      assertThat(all(type).map(Resource::urn)).as(type).isNotEmpty().isSubsetOf(used);
    }
  }

  /** Asserts that one resource waits for another, by logical names. */
  void assertOrder(String later, String earlier) {
    assertThat(custom().filter(r -> r.name().equals(later)))
        .as(later + " waits for " + earlier)
        .anySatisfy(
            r ->
                assertThat(r.dependencies())
                    .anyMatch(dependency -> dependency.endsWith("::" + earlier)));
  }

  /** Asserts that every log group is named in the policy of the key that encrypts it. */
  void assertLogGroupsInKeyPolicies() {
    assertThat(all("aws:cloudwatch/logGroup:LogGroup"))
        .isNotEmpty()
        .allSatisfy(
            group ->
                assertThat(logsKeyPolicy(group.region()))
                    .contains(
                        "\"arn:aws:logs:"
                            + group.region()
                            + ":000000000000:log-group:"
                            + beforehand(group.inputs().path("name").asText())
                            + "\""));
  }

  /** A key comes before an API, whose id is in the name that AWS demands of its log group. */
  private static String beforehand(String logGroup) {
    return logGroup.replaceFirst("^(API-Gateway-Execution-Logs_)[^/]+", "$1*");
  }

  private String logsKeyPolicy(@Nullable String region) {
    return all("aws:kms/key:Key")
        .filter(key -> Objects.equals(key.region(), region) && key.name().endsWith("-logs"))
        .map(key -> key.inputs().path("policy").asText())
        .findFirst()
        .orElseThrow();
  }
}
