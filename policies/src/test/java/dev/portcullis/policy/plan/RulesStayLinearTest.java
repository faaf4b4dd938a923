package dev.portcullis.policy.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.policy.bundle.PolicyBundle;
import dev.portcullis.policy.bundle.RuleInfo;
import dev.portcullis.policy.cases.RuleCases;
import dev.portcullis.policy.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The work of a rule grows in a straight line with the number of resources, and with the length of
 * the lists inside of one. Counted in steps of the evaluator (calls, iterations, elements that
 * builtins go through), never timed: the graph of every case, grown to three sizes, so what fails
 * and what is unknown is counted as well as what passes. docs/graph.md says what makes a rule bend.
 */
class RulesStayLinearTest {
  private static final int SIZE = 64;

  /** A bend of this part of the first size; a pair of resources that meet costs far more. */
  private static final double TOLERANCE = 0.1;

  private static PolicyBundle bundle;
  private static PlanProgram program;
  private static PlanProgram.Data data;

  @BeforeAll
  static void load() throws Exception {
    bundle = PolicyBundle.builtIn();
    program = PackClasses.of(bundle, false);
    data = program.data(bundle.data());
  }

  @TestFactory
  Stream<DynamicTest> theStepsOfEveryCaseGrowInAStraightLine() {
    var ids = bundle.catalogue().rules().stream().map(RuleInfo::id).toList();
    return RuleCases.builtIn(ids).stream()
        .map(
            cases ->
                DynamicTest.dynamicTest(
                    cases.rule(), () -> assertThat(bends(cases)).as("cases that bend").isEmpty()));
  }

  @Test
  void seesTheCheapestWorkPerPair() {
    assertThat(bend(n -> 400L * n + 1L * n * n)).isGreaterThan(TOLERANCE);
    assertThat(bend(n -> 5_000 + 400L * n + n * (63L - Long.numberOfLeadingZeros(n))))
        .isLessThan(TOLERANCE);
  }

  private static List<String> bends(RuleCases cases) {
    var path = bundle.catalogue().require("cases", cases.rule()).path();
    var inputs = CaseInputs.of(bundle, cases);
    var bends = new ArrayList<String>();
    for (int i = 0; i < cases.cases().size(); i++) {
      var input = inputs.get(i);
      for (var way : GrownGraphs.values()) {
        var bend = bend(times -> steps(asking(input, way, times, path)));
        if (bend > TOLERANCE) {
          bends.add("%s, %s: %.2f".formatted(cases.cases().get(i).name(), way, bend));
        }
      }
    }
    return bends;
  }

  /** By how much the third size takes more than the second promised, in parts of the first. */
  private static double bend(IntToLongFunction steps) {
    var first = steps.applyAsLong(SIZE);
    var second = steps.applyAsLong(2 * SIZE);
    var third = steps.applyAsLong(3 * SIZE);
    return (third - 2.0 * second + first) / first;
  }

  private static ObjectNode asking(ObjectNode input, GrownGraphs way, int times, String rule) {
    var grown = input.deepCopy();
    grown.set("resources", way.grow(input.path("resources"), times));
    ((ObjectNode) grown.path("evaluation")).putArray("rules").add(rule);
    return grown;
  }

  private static long steps(ObjectNode input) {
    return program
        .run(
            "portcullis/decision/verdicts",
            Values.fromInput(input),
            data,
            EvaluationLimits.DEFAULT,
            0)
        .steps();
  }
}
