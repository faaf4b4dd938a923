package dev.portcullis.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.graph.GraphJson;
import dev.portcullis.graph.Resource;
import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.policy.Gate;
import dev.portcullis.policy.GateRequest;
import dev.portcullis.policy.bundle.PolicyBundle;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Status;
import dev.portcullis.policy.plan.PlanEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphGeneratorTest {
  private static GraphGenerator generator;

  @TempDir private Path folder;

  @BeforeAll
  static void capture() {
    generator = new GraphGenerator();
  }

  private ResourceGraph graph(int size, int violations, int first) {
    var file = folder.resolve(size + "-" + violations + "-" + first + ".json");
    generator.write(file, size, violations, first);
    return GraphJson.read(file);
  }

  private static Decision decide(ResourceGraph graph) {
    var bundle = PolicyBundle.builtIn();
    try (var engine = new PlanEngine(bundle)) {
      return new Gate(bundle, engine, GateRequest.at(Instant.parse("2026-11-21T00:00:00Z")))
          .decide(graph);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 150, 999, 1_000, 1_400, 3_000})
  void hasTheAskedSizeAndNothingToFind(int size) {
    var decision = decide(graph(size, 0, 0));
    assertThat(decision.graph().resources()).isEqualTo(size);
    assertThat(decision.findings()).isEmpty();
  }

  @Test
  void isAllowedWhenLargeEnoughForItsProfile() {
    assertThat(decide(graph(1_000, 0, 0)).decision()).isEqualTo(Status.Verdict.ALLOW);
  }

  @Test
  void findsTheSeededViolationsAndNoOther() {
    var decision = decide(graph(1_000, 7, 0));
    assertThat(decision.decision()).isEqualTo(Status.Verdict.DENY);
    assertThat(decision.findings())
        .hasSize(7)
        .allMatch(finding -> finding.rule().equals("DEL-001"));
  }

  @Test
  void isCanonicalAndTheSameEveryTime() throws IOException {
    var file = folder.resolve("graph.json");
    generator.write(file, 1_000);
    var bytes = Files.readAllBytes(file);
    new GraphGenerator().write(file, 1_000);
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    assertThat(GraphJson.canonicalBytes(GraphJson.read(file))).isEqualTo(bytes);
  }

  /**
   * Their ids name something within another resource, or nothing at all; no input refers to them.
   */
  private static final Set<String> LOCAL =
      Set.of(
          "aws:apigateway/account:Account",
          "aws:acm/certificateValidation:CertificateValidation",
          "aws:lambda/permission:Permission");

  /** Two instances that shared an id would make each reference ambiguous. */
  @Test
  void hasNoIdentityInTwoInstances() {
    var instances = new TreeMap<String, Set<String>>();
    for (var resource : graph(2_746, 0, 0).resources()) {
      if (LOCAL.contains(resource.type())) {
        continue;
      }
      for (var identity : identities(resource)) {
        instances
            .computeIfAbsent(identity, i -> new TreeSet<>())
            .add(resource.urn().split(":", -1)[2]);
      }
    }
    assertThat(instances).hasSizeGreaterThan(2_746);
    instances.values().removeIf(of -> of.size() == 1);
    assertThat(instances).isEmpty();
  }

  private static List<String> identities(Resource resource) {
    var found = new HashSet<String>();
    if (resource.id() != null) {
      found.add(resource.id());
    }
    if (resource.outputs() != null && resource.outputs().path("arn").isTextual()) {
      found.add(resource.outputs().path("arn").asText());
    }
    return List.copyOf(found);
  }

  @Test
  void rejectsFewerResourcesThanASystemNeeds() {
    assertThatThrownBy(() -> graph(99, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("100");
  }
}
