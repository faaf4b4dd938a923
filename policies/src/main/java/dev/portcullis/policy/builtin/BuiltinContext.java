package dev.portcullis.policy.builtin;

/** What a builtin may know of the evaluation it runs in. */
public interface BuiltinContext {
  /** The clock of this evaluation: nanoseconds since 1970 in UTC, the same for every call. */
  long nowNanos();

  /**
   * Accounts for work whose size the policy chooses; throws when the evaluation's limit is
   * exceeded.
   *
   * @param elements how many elements or characters are about to be produced or visited
   */
  void charge(long elements);
}
