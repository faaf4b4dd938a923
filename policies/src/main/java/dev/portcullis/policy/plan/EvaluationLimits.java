package dev.portcullis.policy.plan;

import java.time.Duration;

/**
 * How much one evaluation may take. Beyond any of them it ends with an error, never with a partial
 * answer. Depth is limited by the stack of the thread: an overflow is an error as well.
 *
 * @param time wall-clock time
 * @param steps calls, iterations and elements made or visited by builtins: deterministic, and a
 *     bound on memory, because a step makes no more than a rule has statements
 * @param results values in the answer, nested ones counted
 * @param strict whether an error in a builtin ends the evaluation instead of being undefined
 */
public record EvaluationLimits(Duration time, long steps, long results, boolean strict) {
  /** Five minutes and two billion steps: what no decision should ever need. */
  public static final EvaluationLimits DEFAULT =
      new EvaluationLimits(Duration.ofMinutes(5), 2_000_000_000L, 50_000_000L, false);

  /** The same with errors of builtins ending the evaluation. */
  public EvaluationLimits strictBuiltins() {
    return new EvaluationLimits(time, steps, results, true);
  }
}
