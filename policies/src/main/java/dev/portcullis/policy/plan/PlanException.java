package dev.portcullis.policy.plan;

import org.jspecify.annotations.Nullable;

/**
 * A plan that cannot be used, or an evaluation that ended without an answer: a conflict between
 * rules, a limit, a broken builtin. The message names rule and line where there is one.
 */
public final class PlanException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Something is wrong, for this reason. */
  public PlanException(String message) {
    super(message);
  }

  /** Something is wrong, for this reason, because of that. */
  public PlanException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
