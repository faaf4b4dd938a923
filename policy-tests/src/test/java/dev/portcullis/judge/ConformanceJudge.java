package dev.portcullis.judge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.policy.builtin.BuiltinHalt;
import dev.portcullis.policy.plan.EvaluationLimits;
import dev.portcullis.policy.plan.PlanException;
import dev.portcullis.policy.plan.PlanProgram;
import dev.portcullis.policy.value.RegoObject;
import dev.portcullis.policy.value.RegoSet;
import dev.portcullis.policy.value.Values;
import java.util.Comparator;
import java.util.SortedSet;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Holds the plan evaluator to one case, by the rules of OPA's own tests of its evaluators. */
final class ConformanceJudge {
  private static final String ENTRYPOINT = "eval";

  private ConformanceJudge() {}

  /** What became of a case. */
  sealed interface Verdict {
    /** The evaluator does what the case says. */
    record Passed() implements Verdict {}

    /** The plan was refused when it was loaded, for these builtins. */
    record Refused(SortedSet<String> builtins) implements Verdict {}

    /** The evaluator does something else. */
    record Failed(String why) implements Verdict {}
  }

  static Verdict judge(ConformanceCase tried) {
    if (tried.plan().isMissingNode()) {
      return new Verdict.Failed("OPA cannot plan it: " + tried.unplannable());
    }
    var unsupported = tried.unsupported();
    PlanProgram program;
    try {
      program = PlanProgram.compile(tried.plan());
    } catch (PlanException e) {
      return unsupported.stream().anyMatch(String.valueOf(e.getMessage())::contains)
          ? new Verdict.Refused(unsupported)
          : new Verdict.Failed("refused: " + e.getMessage() + cause(e));
    } catch (RuntimeException | LinkageError e) {
      return new Verdict.Failed("loading broke off: " + e);
    }
    if (!unsupported.isEmpty()) {
      return new Verdict.Failed("loaded, though it calls " + unsupported);
    }
    var wrong = firstDifference(tried, program);
    return wrong == null ? new Verdict.Passed() : new Verdict.Failed(wrong);
  }

  private static String cause(Throwable thrown) {
    var cause = thrown.getCause();
    return cause == null ? "" : " (" + cause + ")" + cause(cause);
  }

  private static @Nullable String firstDifference(ConformanceCase tried, PlanProgram program) {
    var outcome = evaluate(tried, program, tried.strict());
    if (outcome instanceof Outcome.Broken broken) {
      return "evaluation broke off: " + broken.why();
    }
    if (tried.fails() != outcome instanceof Outcome.Failure) {
      return tried.fails() ? "no error, but " + outcome : "an error: " + outcome;
    }
    if (tried.fails() && tried.strict()) {
      // What is an error in strict mode is undefined otherwise.
      outcome = evaluate(tried, program, false);
    }
    var expected = tried.expected() == null ? new RegoSet() : tried.expected();
    return outcome instanceof Outcome.Failure
            || (outcome instanceof Outcome.Rows rows && rows.rows().equals(expected))
        ? null
        : "expected " + text(expected) + ", got " + outcome;
  }

  private sealed interface Outcome {
    record Rows(RegoSet rows) implements Outcome {
      @Override
      public String toString() {
        return text(rows);
      }
    }

    record Failure(String message) implements Outcome {}

    record Broken(String why) implements Outcome {}
  }

  private static Outcome evaluate(ConformanceCase tried, PlanProgram program, boolean strict) {
    try {
      var limits = strict ? EvaluationLimits.DEFAULT.strictBuiltins() : EvaluationLimits.DEFAULT;
      var results = program.evaluate(ENTRYPOINT, tried.input(), tried.data(), limits);
      var rows = new RegoSet();
      for (var i = 0; i < results.size(); i++) {
        var row = row(tried, (RegoObject) results.get(i));
        if (row != null) {
          rows.add(row);
        }
      }
      return new Outcome.Rows(rows);
    } catch (PlanException e) {
      return e.getCause() instanceof RuntimeException cause && !isDeliberate(cause)
          ? new Outcome.Broken(e.getMessage())
          : new Outcome.Failure(String.valueOf(e.getMessage()));
    } catch (RuntimeException | LinkageError e) {
      return new Outcome.Broken(e.toString());
    }
  }

  /** An error of the policy, not of the evaluator. */
  private static boolean isDeliberate(RuntimeException cause) {
    return cause instanceof PlanException || cause instanceof BuiltinHalt;
  }

  /** The bindings of the case's own variables as JSON; null when the query does not hold. */
  private static @Nullable RegoObject row(ConformanceCase tried, RegoObject bindings) {
    var row = new RegoObject();
    for (var i = 0; i < bindings.size(); i++) {
      var variable = (String) bindings.keyAt(i);
      var value = bindings.valueAt(i);
      if (variable.startsWith("^")) {
        // The value of an expression: a query that is false does not hold.
        if (value.equals(false)) {
          return null;
        }
      } else if (!tried.ignoreGenerated() || !variable.startsWith("__localq")) {
        var json = Values.toJson(value);
        row.put(variable, Values.fromJson(tried.sortBindings() ? sorted(json) : json));
      }
    }
    return row;
  }

  private static JsonNode sorted(JsonNode json) {
    var sorted = ConformanceTool.JSON.createArrayNode();
    StreamSupport.stream(json.spliterator(), false)
        .sorted(Comparator.comparing(Values::fromJson, Values::compare))
        .forEach(sorted::add);
    return sorted;
  }

  private static String text(RegoSet rows) {
    var text = Values.text(rows);
    return text.length() > 2000 ? text.substring(0, 2000) + " …" : text;
  }
}
