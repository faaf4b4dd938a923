package dev.portcullis.policy.plan;

import static dev.portcullis.policy.plan.Plans.RESULT;
import static dev.portcullis.policy.plan.Plans.block;
import static dev.portcullis.policy.plan.Plans.constant;
import static dev.portcullis.policy.plan.Plans.local;
import static dev.portcullis.policy.plan.Plans.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.policy.plan.ir.Operand;
import dev.portcullis.policy.plan.ir.Policy;
import dev.portcullis.policy.plan.ir.Policy.Block;
import dev.portcullis.policy.plan.ir.Statement;
import dev.portcullis.policy.plan.ir.Statement.Kind;
import dev.portcullis.policy.value.RegoArray;
import dev.portcullis.policy.value.Values;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlanProgramTest {
  private static final EvaluationLimits LIMITS = EvaluationLimits.DEFAULT;

  // ---- what is refused when it is loaded

  @Test
  void rejectsAPlanWithABuiltinThatIsNotThere() {
    var plan = new Policy(List.of(), List.of("count", "http.send"), List.of(), List.of());
    assertThatThrownBy(() -> PlanProgram.compile(plan, false))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("http.send")
        .hasMessageNotContaining("count")
        .hasMessageContaining("--engine opa");
  }

  @Test
  void rejectsAStatementOfAKindThatItDoesNotKnow() throws IOException {
    assertThatThrownBy(
            () ->
                PlanProgram.compile(
                    json(
                        """
                        {"plans": {"plans": [{"name": "main", "blocks": [
                          {"stmts": [{"type": "TeleportStmt", "stmt": {"target": 2}}]}]}]}}
                        """)))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("TeleportStmt");
  }

  @Test
  void rejectsWhatIsNoPlan() {
    assertThatThrownBy(() -> PlanProgram.compile(json("{\"policy\": 1}")))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("no plan");
  }

  @Test
  void failsForAnEntrypointThatThePlanLacks() {
    var program = PlanProgram.compile(Plans.rule(block(assign(constant(1L)))), false);
    assertThatThrownBy(() -> program.evaluate("other", null, Values.fromJson(json("{}")), LIMITS))
        .hasMessageContaining("other")
        .hasMessageContaining("[main]");
  }

  // ---- limits

  @Test
  void failsWhenAnEvaluationTakesTooManySteps() {
    var limits = new EvaluationLimits(Duration.ofMinutes(1), 50_000, 100, false);
    assertThatThrownBy(() -> evaluate(square(), numbers(1_000), limits))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("more than 50000 steps")
        .hasMessageContaining("data.rules.rule, rule.rego:7");
  }

  @Test
  void failsWhenAnEvaluationTakesTooLong() {
    var limits = new EvaluationLimits(Duration.ZERO, Long.MAX_VALUE, 100, false);
    assertThatThrownBy(() -> evaluate(square(), numbers(1_000), limits))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("longer than 0 s");
  }

  @Test
  void failsWhenTheAnswerIsTooLarge() {
    var limits = new EvaluationLimits(Duration.ofMinutes(1), Long.MAX_VALUE, 9, false);
    var copy = block(new Statement.Assign(row(1), local(0), RESULT));
    assertThat(evaluate(Plans.rule(copy), numbers(7), limits).size()).isEqualTo(1);
    assertThatThrownBy(() -> evaluate(Plans.rule(copy), numbers(8), limits))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("more than 9 values");
  }

  @Test
  void failsWhenItsThreadIsInterrupted() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> evaluate(square(), numbers(1_000), LIMITS))
          .hasMessageContaining("interrupted");
    } finally {
      Thread.interrupted();
    }
  }

  // ---- errors name the rule and the line

  @Test
  void failsWhenARuleHasTwoValues() {
    var policy =
        Plans.rule(
            block(new Statement.AssignOnce(row(3), constant(1L), RESULT)),
            block(new Statement.AssignOnce(row(5), constant(2L), RESULT)));
    assertThatThrownBy(() -> evaluate(policy, null, LIMITS))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("several values")
        .hasMessageContaining("data.rules.rule, rule.rego:5");
  }

  // ---- functions longer than a Java method

  static Stream<Policy> policies() {
    var even =
        new Statement.Scan(
            row(2),
            0,
            3,
            4,
            block(
                new Statement.Not(
                    row(3), block(new Statement.Compare(row(3), local(4), constant(3L), true))),
                new Statement.Append(row(4), local(4), RESULT)));
    var make = new Statement.Make(row(1), Kind.ARRAY, 0, RESULT);
    var stopAtFive =
        new Statement.Scan(
            row(2),
            0,
            3,
            4,
            block(
                new Statement.Blocks(
                    row(3),
                    List.of(
                        block(
                            new Statement.Compare(row(3), local(4), constant(5L), true),
                            new Statement.Break(row(3), 2)),
                        block(new Statement.Append(row(4), local(4), RESULT))))));
    var returnAtTwo =
        new Statement.Scan(
            row(2),
            0,
            3,
            4,
            block(
                new Statement.Append(row(3), local(4), RESULT),
                new Statement.Compare(row(3), local(4), constant(2L), true),
                new Statement.Return(row(4), RESULT)));
    var undefined = new Statement.Compare(row(9), constant(1L), constant(2L), true);
    var with =
        new Statement.With(
            row(5),
            0,
            List.of("a", "b"),
            constant("new"),
            block(
                new Statement.Dot(row(6), local(0), constant("a"), 5),
                new Statement.Append(row(6), local(5), RESULT),
                undefined));
    var after = new Statement.Append(row(7), local(0), RESULT);
    return Stream.of(
        Plans.rule(block(make), block(even)),
        Plans.rule(
            block(make), block(stopAtFive, new Statement.Append(row(5), constant(-1L), RESULT))),
        Plans.rule(block(make), block(returnAtTwo)),
        Plans.rule(block(make), block(even, undefined, even), block(even)),
        Plans.rule(block(make), block(with), block(after)));
  }

  @ParameterizedTest
  @MethodSource("policies")
  void aFunctionThatIsCutIntoMethodsGivesTheSame(Policy policy) {
    for (var traced : List.of(false, true)) {
      var whole = evaluate(PlanProgram.compile(policy, traced), numbers(8), LIMITS);
      var cut = evaluate(PlanProgram.compile(Plans.padded(policy), traced), numbers(8), LIMITS);
      assertThat(cut).isEqualTo(whole);
      assertThat(((RegoArray) whole.get(0)).size()).isPositive();
    }
  }

  @Test
  void aRuleMayHaveMoreStatementsThanAJavaMethodHasRoomFor() {
    var statements = new ArrayList<Statement>();
    statements.add(new Statement.Make(row(1), Kind.ARRAY, 0, RESULT));
    LongStream.range(0, 30_000)
        .forEach(i -> statements.add(new Statement.Append(row(2), constant(i), RESULT)));
    var results = evaluate(Plans.rule(new Block(statements)), null, LIMITS);
    assertThat(((RegoArray) results.get(0)).size()).isEqualTo(30_000);
    assertThat(((RegoArray) results.get(0)).get(29_999)).isEqualTo(29_999L);
  }

  @Test
  void aTextMayBeLongerThanAConstantOfAClass() {
    var text = "ä\u0000".repeat(70_000);
    var results = evaluate(Plans.rule(block(assign(constant(text)))), null, LIMITS);
    assertThat(results.get(0)).isEqualTo(text);
  }

  // ---- memoisation and sharing

  @Test
  void aRuleThatReadsNoInputIsEvaluatedOncePerData() {
    var program = PlanProgram.compile(scanning(1), false);
    var data = program.data(json("[1, 2, 3, 4, 5]"));
    var first = program.run("main", null, data, LIMITS, 0).steps();
    assertThat(program.run("main", null, data, LIMITS, 0).steps()).isLessThan(first - 4);
    var other = program.data(json("[1, 2]"));
    assertThat(((RegoArray) program.run("main", null, other, LIMITS, 0).results().get(0)).size())
        .isEqualTo(2);
  }

  @Test
  void aRuleThatReadsTheInputIsEvaluatedEveryTime() {
    var program = PlanProgram.compile(scanning(0), false);
    var data = program.data(json("{}"));
    var first = program.run("main", numbers(5), data, LIMITS, 0);
    var second = program.run("main", numbers(6), data, LIMITS, 0);
    assertThat(((RegoArray) second.results().get(0)).size()).isEqualTo(6);
    assertThat(second.steps()).isEqualTo(first.steps() + 1);
  }

  @Test
  void anyNumberOfThreadsMayEvaluateAtOnce() throws Exception {
    var program = PlanProgram.compile(scanning(1), false);
    var data = program.data(json("[{\"b\": 1, \"a\": [3, 2]}, {\"c\": {\"d\": null}}]"));
    var threads = Executors.newFixedThreadPool(4);
    try {
      Callable<RegoArray> evaluation = () -> program.run("main", null, data, LIMITS, 0).results();
      var expected = evaluation.call();
      var answers = threads.invokeAll(LongStream.range(0, 200).mapToObj(i -> evaluation).toList());
      for (var answer : answers) {
        assertThat(answer.get()).isEqualTo(expected);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  // ---- helpers

  /** Every element with every element: as many steps as there are pairs. */
  private static Policy square() {
    return Plans.rule(
        block(
            new Statement.Make(row(6), Kind.ARRAY, 0, RESULT),
            new Statement.Scan(
                row(7),
                0,
                3,
                4,
                block(
                    new Statement.Scan(
                        row(7),
                        0,
                        5,
                        6,
                        block(
                            new Statement.Compare(row(7), local(4), constant(-1L), true),
                            new Statement.Append(row(8), local(6), RESULT)))))));
  }

  /** A list of the elements of input (0) or data (1). */
  private static Policy scanning(int document) {
    return Plans.rule(
        block(
            new Statement.Make(row(1), Kind.ARRAY, 0, RESULT),
            new Statement.Scan(
                row(2), document, 3, 4, block(new Statement.Append(row(2), local(4), RESULT)))));
  }

  private static Statement assign(Operand value) {
    return new Statement.Assign(row(1), value, RESULT);
  }

  private static RegoArray numbers(int count) {
    return RegoArray.of(LongStream.range(0, count).boxed().toArray());
  }

  private static RegoArray evaluate(
      Policy policy, @Nullable Object input, EvaluationLimits limits) {
    return evaluate(PlanProgram.compile(policy, false), input, limits);
  }

  private static RegoArray evaluate(
      PlanProgram program, @Nullable Object input, EvaluationLimits limits) {
    return program.evaluate("main", input, Values.fromJson(json("{}")), limits);
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
