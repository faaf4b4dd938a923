package dev.portcullis.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.pulumi.aws.Provider;
import com.pulumi.aws.ProviderArgs;
import com.pulumi.core.Output;
import dev.portcullis.graph.Resource;
import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.graph.capture.CaptureRequest;
import dev.portcullis.graph.capture.ProgramCapture;
import dev.portcullis.infra.core.Names;
import dev.portcullis.infra.core.Region;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.core.Site;
import dev.portcullis.infra.core.Tags;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A tiny program with one component, captured. It shows what the component registers; that AWS
 * accepts it is not shown here.
 */
public final class Captured {
  public static final String KEY = "arn:aws:kms:us-east-1:000000000000:key/primary";
  public static final String REPLICA_KEY = "arn:aws:kms:us-west-2:000000000000:key/secondary";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ResourceGraph graph;

  private Captured(ResourceGraph graph) {
    this.graph = graph;
  }

  /** Runs the program with a site in us-east-1 and one in us-west-2. */
  public static Captured program(BiConsumer<Site, Site> program) {
    return new Captured(
        ProgramCapture.capture(
            CaptureRequest.of("serverless", "test"),
            context -> program.accept(site("us-east-1", KEY), site("us-west-2", REPLICA_KEY))));
  }

  private static Site site(String id, String key) {
    var region = new Region(id);
    var provider = new Provider("aws-" + region.code(), ProviderArgs.builder().region(id).build());
    var scope =
        new Scope(
            new Names("serverless", "t1"),
            new Tags(Map.of("Project", "PulumiOptimization")),
            region,
            provider,
            Output.of("000000000000"));
    return new Site(scope, Output.of(key));
  }

  /** The resource of that type and logical name. */
  public Resource resource(String type, String name) {
    assertThat(graph.resources())
        .as("%s %s", type, name)
        .anySatisfy(
            r -> {
              assertThat(r.type()).isEqualTo(type);
              assertThat(r.name()).isEqualTo(name);
            });
    return graph.resources().stream()
        .filter(r -> r.type().equals(type) && r.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** {@code type name region} of everything below components, sorted. */
  public List<String> children() {
    return graph.resources().stream()
        .filter(r -> Boolean.TRUE.equals(r.custom()) && !r.type().startsWith("pulumi:"))
        .map(r -> r.type() + " " + r.name() + " " + r.region())
        .sorted()
        .toList();
  }

  /** The input at that JSON pointer. */
  public static JsonNode input(Resource resource, String pointer) {
    return resource.inputs().at(pointer);
  }

  /** The input at that JSON pointer, a document as JSON text, read. */
  public static JsonNode document(Resource resource, String pointer) {
    return json(resource.inputs().at(pointer).asText());
  }

  /** JSON, for expectations. */
  public static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }

  /** Asserts the inputs, whole: nothing missing and nothing more. */
  public static void assertInputs(Resource resource, String expected) {
    assertThat(json(resource.inputs().toString())).isEqualTo(json(expected));
  }

  /** Asserts that the resource waits for the other one. */
  public static void assertWaitsFor(Resource resource, Resource other) {
    assertThat(resource.dependencies()).contains(other.urn());
  }

  /**
   * Asserts that everything custom has an explicit provider, a region, a component and its tags.
   */
  public void assertWellFormed() {
    for (var resource : graph.resources()) {
      if (!Boolean.TRUE.equals(resource.custom()) || resource.type().startsWith("pulumi:")) {
        continue;
      }
      assertThat(resource.provider()).as(resource.urn()).isNotNull();
      assertThat(resource.region()).as(resource.urn()).isIn("us-east-1", "us-west-2");
      assertThat(resource.parent()).as(resource.urn()).contains("portcullis:");
      if (resource.inputs().has("tags")) {
        assertThat(resource.inputs().at("/tags/Project").asText())
            .as(resource.urn())
            .isEqualTo("PulumiOptimization");
      }
    }
  }
}
