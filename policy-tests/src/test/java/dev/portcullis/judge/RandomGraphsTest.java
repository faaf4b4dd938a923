package dev.portcullis.judge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.infra.system.BuiltInSystems;
import dev.portcullis.policy.bundle.PolicyBundle;
import dev.portcullis.policy.engine.PolicyEngine;
import dev.portcullis.policy.engine.PolicyEngineException;
import dev.portcullis.policy.plan.PlanEngine;
import dev.portcullis.policy.value.Values;
import dev.portcullis.proof.Inputs;
import dev.portcullis.proof.Systems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pack over spoiled graphs of the built-in systems: the plan evaluator gives the verdicts that
 * OPA's own evaluator gives on the bundle for servers. Needs the tool conformance, mandatory in CI.
 */
@Tag("opa")
class RandomGraphsTest {
  private static final String ENTRYPOINT = "portcullis/decision/verdicts";

  @TempDir static Path folder;
  private static Oracle oracle;
  private static PolicyEngine engine;
  private static List<ObjectNode> inputs = List.of();

  private int errors;

  @BeforeAll
  static void start() throws IOException {
    oracle = Oracle.start();
    var bundle = PolicyBundle.builtIn();
    engine = new PlanEngine(bundle);
    inputs =
        BuiltInSystems.names().stream()
            .map(system -> Inputs.of(bundle, Systems.capture(system)))
            .toList();
    var file = Files.write(folder.resolve("bundle.tar.gz"), bundle.serverBundle());
    var request = ConformanceTool.JSON.createObjectNode().put("bundle", file.toString());
    request.putArray("entrypoints").add(ENTRYPOINT);
    assertThat(oracle.ask(request).problem()).isNull();
  }

  @AfterAll
  static void stop() {
    if (oracle != null) {
      oracle.close();
    }
  }

  @Test
  void sayWhatOpaSaysOfTheSystems() {
    for (var input : inputs) {
      assertThat(compare(input)).isEmpty();
    }
    assertThat(errors).isZero();
  }

  @Test
  void sayWhatOpaSaysOfSpoiledGraphs() {
    var outcome =
        Fuzz.run(
            "spoiled graphs",
            seed -> {
              var draw = new Draw(seed);
              var mutation = new DocumentMutation(draw);
              return compare(mutation.mutant(draw.of(inputs), 12));
            });
    System.out.println(errors + " of them no verdicts in either");
    assertThat(outcome.failures()).isEmpty();
    // Were most of them errors, nothing would be compared.
    assertThat(errors).isLessThanOrEqualTo(outcome.trials() / 2);
  }

  private List<String> compare(ObjectNode input) {
    var request = ConformanceTool.JSON.createObjectNode();
    request.putArray("inputs").add(input);
    var theirs = asJson(oracle.ask(request).outcomes().get(0).get(0));
    var ours = evaluate(input);
    if (ours instanceof Outcome.Failure) {
      errors++;
    }
    return ours.agrees(theirs) ? List.of() : List.of(difference(theirs, ours));
  }

  private static Outcome evaluate(ObjectNode input) {
    try {
      return new Outcome.Defined(Values.fromJson(engine.evaluate(input)));
    } catch (PolicyEngineException e) {
      return new Outcome.Failure(e.getMessage());
    }
  }

  /** As an engine answers: no verdicts is an error. */
  private static Outcome asJson(Outcome outcome) {
    if (outcome instanceof Outcome.Defined defined) {
      return new Outcome.Defined(Values.fromJson(Values.toJson(defined.value())));
    }
    return outcome instanceof Outcome.Undefined ? new Outcome.Failure("undefined") : outcome;
  }

  private static String difference(Outcome theirs, Outcome ours) {
    if (theirs instanceof Outcome.Defined one && ours instanceof Outcome.Defined other) {
      return String.join(
          "\n", differences("", Values.toJson(one.value()), Values.toJson(other.value())));
    }
    return "opa: " + brief(theirs) + "\nours: " + brief(ours);
  }

  private static String brief(Outcome outcome) {
    var text = outcome.toString();
    return text.substring(0, Math.min(400, text.length()));
  }

  private static List<String> differences(String path, JsonNode theirs, JsonNode ours) {
    if (theirs.isObject() && ours.isObject()) {
      var found = new ArrayList<String>();
      theirs
          .fieldNames()
          .forEachRemaining(
              name ->
                  found.addAll(differences(path + "/" + name, theirs.get(name), ours.path(name))));
      ours.fieldNames()
          .forEachRemaining(
              name -> {
                if (!theirs.has(name)) {
                  found.add(path + "/" + name + " only ours: " + ours.get(name));
                }
              });
      return found;
    }
    return theirs.equals(ours)
        ? List.of()
        : List.of(path + "\n  opa:  " + theirs + "\n  ours: " + ours);
  }
}
