package dev.portcullis.policy.plan.compile;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;

/**
 * A block that a statement can leave: where it goes on then, and what has to be put back first.
 *
 * @param exit what follows the block
 * @param with the replacement that ends when the block is left to somewhere further out
 */
record Scope(@Nullable Scope outer, Label exit, @Nullable Replaced with) {

  /**
   * A local that {@code with} has replaced.
   *
   * @param local of the plan
   * @param slot of the method, where the value before is kept
   */
  record Replaced(int local, int slot) {}

  /** A block that replaces nothing. */
  static Scope of(@Nullable Scope outer, Label exit) {
    return new Scope(outer, exit, null);
  }
}
