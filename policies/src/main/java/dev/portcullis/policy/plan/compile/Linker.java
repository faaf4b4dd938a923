package dev.portcullis.policy.plan.compile;

import dev.portcullis.policy.plan.ir.Policy.Function;
import org.jspecify.annotations.Nullable;

/** What a function has to know of the rest of the policy. */
interface Linker {
  /** The function with that name, or null when it is a builtin. */
  @Nullable Target find(String function);

  /** Whether the plan is compiled to be traced. */
  boolean traced();

  /** Lengths of blocks. */
  Weights weights();

  /** Places in the Rego sources. */
  Lines lines();

  /**
   * Where a function is.
   *
   * @param owner internal name of its class
   * @param method its name there
   */
  record Target(Function function, String owner, String method) {}
}
