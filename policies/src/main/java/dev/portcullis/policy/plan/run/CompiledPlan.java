package dev.portcullis.policy.plan.run;

import org.jspecify.annotations.Nullable;

/** What a plan is compiled to: the way in to its functions, which are static methods. */
public interface CompiledPlan {
  /** Value of a function that takes input and data only; memoised. */
  @Nullable Object call(int function, Evaluation evaluation, @Nullable Object input, Object data);

  /** Runs an entrypoint, which adds to the results of the evaluation. */
  void run(int entrypoint, Evaluation evaluation, @Nullable Object input, Object data);
}
