package dev.portcullis.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.graph.GraphJson;
import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.infra.system.BuiltInSystems;
import dev.portcullis.policy.Gate;
import dev.portcullis.policy.GateRequest;
import dev.portcullis.policy.bundle.PolicyBundle;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.policy.decision.Status;
import dev.portcullis.policy.plan.PlanEngine;
import dev.portcullis.proof.Mutations.Mutant;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each deciding input of the compliant systems is broken in turn: the gate denies, and exactly the
 * expected rule says why. Which rule that is stands, per kind of mutation, in the reviewed files
 * {@code mutants/<system>.txt} ({@code -Dgolden.update=true} writes them anew).
 *
 * <p>The first system is broken everywhere, each further one wherever it can be broken in a way in
 * which the ones before it cannot: another type, or another place. The same components stand in all
 * of them, and a thousand mutants of each would say little more.
 *
 * <p>Not shown here: inputs that no operator of {@link Mutations} spoils.
 */
class MutantsTest {
  private static final int WORKERS = 2;
  private static final Path GOLDEN =
      Path.of(System.getProperty("portcullis.root"), "policy-tests/src/test/resources/mutants");

  /** What became of a mutant: the rules that fired, each with the status it has. */
  private record Death(Mutant mutant, List<String> fired, boolean denied) {}

  static List<String> systems() {
    return BuiltInSystems.names();
  }

  @Test
  void breaksSomethingForEachFamily() {
    assertThat(Mutations.families(mutants("serverless")))
        .containsExactly("DEL", "HLT", "IAM", "KMS", "TAG");
  }

  @ParameterizedTest
  @MethodSource("systems")
  void everyMutantIsKilledByExactlyTheExpectedRule(String system) throws Exception {
    var mutants = mutants(system);
    assertThat(mutants).isNotEmpty();
    var deaths = judge(mutants);
    var survivors =
        deaths.stream()
            .filter(death -> !death.denied())
            .map(
                death ->
                    death.mutant().operator()
                        + " "
                        + death.mutant().urn()
                        + " "
                        + death.mutant().place())
            .toList();
    assertThat(survivors).isEmpty();
    var astray =
        deaths.stream()
            .filter(
                death ->
                    death.fired().stream()
                        .anyMatch(rule -> !rule.startsWith(death.mutant().family())))
            .map(
                death ->
                    death.mutant().operator()
                        + " "
                        + death.mutant().urn()
                        + " "
                        + death.mutant().place()
                        + " fired "
                        + death.fired())
            .toList();
    assertThat(astray).isEmpty();
    compareWithGolden(system, deaths);
  }

  /** The mutants of a system that are of no kind that an earlier system has. */
  private static List<Mutant> mutants(String system) {
    var known = new HashSet<String>();
    for (var earlier : systems()) {
      var mutants = Mutations.of(GraphJson.toJson(Systems.capture(earlier)));
      if (earlier.equals(system)) {
        return mutants.stream().filter(mutant -> !known.contains(kind(mutant))).toList();
      }
      mutants.forEach(mutant -> known.add(kind(mutant)));
    }
    throw new IllegalArgumentException(system);
  }

  private static String kind(Mutant mutant) {
    return mutant.operator() + " | " + mutant.type() + " " + mutant.place();
  }

  private static List<Death> judge(List<Mutant> mutants) throws Exception {
    var workers = Executors.newFixedThreadPool(WORKERS);
    try {
      var shares = new ArrayList<Callable<List<Death>>>();
      for (int worker = 0; worker < WORKERS; worker++) {
        var first = worker;
        shares.add(() -> share(mutants, first));
      }
      var deaths = new ArrayList<Death>();
      for (var share : workers.invokeAll(shares)) {
        deaths.addAll(share.get());
      }
      return deaths;
    } finally {
      workers.shutdownNow();
    }
  }

  private static List<Death> share(List<Mutant> mutants, int first) {
    var bundle = PolicyBundle.builtIn();
    var deaths = new ArrayList<Death>();
    try (var engine = new PlanEngine(bundle)) {
      var gate = new Gate(bundle, engine, GateRequest.at(Instant.parse("2026-11-21T00:00:00Z")));
      for (int i = first; i < mutants.size(); i += WORKERS) {
        var decision = gate.decide(graph(mutants.get(i).graph().get()));
        deaths.add(
            new Death(
                mutants.get(i),
                decision.rules().stream()
                    .filter(rule -> !rule.status().allows())
                    .map(MutantsTest::said)
                    .toList(),
                decision.decision() == Status.Verdict.DENY));
      }
    }
    return deaths;
  }

  /**
   * The rule, and its status when that is not fail: a subject that vanished makes other rules
   * vacuous.
   */
  private static String said(RuleResult rule) {
    return rule.status() == Status.Rule.FAIL ? rule.id() : rule.id() + " " + rule.status().json();
  }

  private static ResourceGraph graph(ObjectNode json) {
    return GraphJson.read(
        "mutant", new ByteArrayInputStream(json.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static void compareWithGolden(String system, List<Death> deaths) throws IOException {
    var lines =
        deaths.stream()
            .collect(
                Collectors.groupingBy(
                    death -> String.join(", ", death.fired()) + " | " + kind(death.mutant()),
                    TreeMap::new,
                    Collectors.counting()));
    var text =
        new StringBuilder("# rules that fire | what was broken | where | how many mutants\n");
    lines.forEach((line, count) -> text.append(line).append(" | ").append(count).append('\n'));
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(GOLDEN.resolve(system + ".txt"), text);
    }
    assertThat(text.toString()).isEqualTo(Files.readString(GOLDEN.resolve(system + ".txt")));
  }
}
