package dev.portcullis.judge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.policy.plan.EvaluationLimits;
import dev.portcullis.policy.plan.PlanException;
import dev.portcullis.policy.plan.PlanProgram;
import dev.portcullis.policy.value.RegoObject;
import dev.portcullis.policy.value.Values;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random policies over random documents: the plan evaluator says of every rule what OPA's own
 * evaluator says. Needs the tool conformance, mandatory in CI.
 */
@Tag("opa")
class RandomPoliciesTest {
  private static final int INPUTS = 4;

  private static Oracle oracle;

  private int refused;
  private int evaluated;
  private int defined;

  @BeforeAll
  static void start() {
    oracle = Oracle.start();
  }

  @AfterAll
  static void stop() {
    if (oracle != null) {
      oracle.close();
    }
  }

  @Test
  void sayWhatOpaSays() {
    var outcome = Fuzz.run("random policies", this::trial);
    System.out.printf(
        "%d policies that OPA refuses, %d rules evaluated, %d of them defined%n",
        refused, evaluated, defined);
    assertThat(outcome.failures()).isEmpty();
    // Policies that OPA refuses and rules that are never defined would prove nothing.
    assertThat(refused).isLessThanOrEqualTo(outcome.trials() / 4);
    assertThat(defined * 4).isGreaterThan(outcome.trials() > 100 ? evaluated : 0);
  }

  private List<String> trial(long seed) {
    var draw = new Draw(seed);
    var policy = PolicyGenerator.generate(draw);
    var documents = new RandomInput(draw);
    var request = ConformanceTool.JSON.createObjectNode();
    request.set("modules", ConformanceTool.JSON.valueToTree(policy.modules()));
    request.set("entrypoints", ConformanceTool.JSON.valueToTree(policy.entrypoints()));
    request.set("data", documents.data());
    request.put("unindexed", true);
    for (var i = 0; i < INPUTS; i++) {
      request.withArrayProperty("inputs").add(documents.input());
    }
    var answer = oracle.ask(request);
    if (answer.problem() != null) {
      refused++;
      return List.of();
    }
    var differences = new ArrayList<String>();
    var compiled = compile(answer.plan(), differences);
    for (var i = 0; compiled != null && i < INPUTS; i++) {
      compare(compiled, policy, request, i, answer.outcomes().get(i), differences);
    }
    return differences.stream().map(difference -> difference + "\n" + text(policy)).toList();
  }

  private static String text(PolicyGenerator policy) {
    return String.join("\n", policy.modules().values());
  }

  private static PlanProgram compile(JsonNode plan, List<String> differences) {
    try {
      return PlanProgram.compile(plan);
    } catch (RuntimeException | LinkageError e) {
      differences.add("not loaded: " + e + " " + e.getCause());
      return null;
    }
  }

  private void compare(
      PlanProgram program,
      PolicyGenerator policy,
      ObjectNode request,
      int input,
      List<Outcome> expected,
      List<String> differences) {
    var document = request.get("inputs").get(input);
    for (var i = 0; i < expected.size(); i++) {
      var entrypoint = policy.entrypoints().get(i);
      var ours = evaluate(program, entrypoint, document, request.get("data"));
      evaluated++;
      if (expected.get(i) instanceof Outcome.Defined) {
        defined++;
      }
      if (!ours.agrees(expected.get(i)) && !isFaultOfOpa(expected.get(i))) {
        differences.add(
            "%s\n  opa:  %s\n  ours: %s\n  input %s\n  data %s"
                .formatted(entrypoint, expected.get(i), ours, document, request.get("data")));
      }
    }
  }

  /** OPA broke off: 1.22.0 does where every stands in an every of a comprehension, for one. */
  private static boolean isFaultOfOpa(Outcome outcome) {
    return outcome instanceof Outcome.Failure error
        && error.message().contains("eval_internal_error");
  }

  private static Outcome evaluate(
      PlanProgram program, String entrypoint, JsonNode input, JsonNode data) {
    try {
      var results =
          program.evaluate(
              entrypoint, Values.fromJson(input), Values.fromJson(data), EvaluationLimits.DEFAULT);
      if (results.size() == 0) {
        return new Outcome.Undefined();
      }
      var value = ((RegoObject) results.get(0)).get("result");
      return value == null ? new Outcome.Undefined() : new Outcome.Defined(value);
    } catch (PlanException e) {
      return new Outcome.Failure(e.getMessage());
    }
  }
}
