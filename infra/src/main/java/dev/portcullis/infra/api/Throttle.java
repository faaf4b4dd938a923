package dev.portcullis.infra.api;

import dev.portcullis.infra.core.Violations;

/**
 * How many requests a method admits before it answers 429, of all callers together.
 *
 * @param requestsPerSecond in the long run
 * @param burst at once
 */
public record Throttle(int requestsPerSecond, int burst) {
  /** AWS's own bounds of an account and region. */
  private static final int MOST_PER_SECOND = 10_000;

  private static final int MOST_AT_ONCE = 5_000;

  public Throttle {
    Violations.in(Throttle.class)
        .unless(
            requestsPerSecond >= 1 && requestsPerSecond <= MOST_PER_SECOND,
            "requestsPerSecond: out of range, got "
                + requestsPerSecond
                + "; 1 to "
                + MOST_PER_SECOND)
        .unless(
            burst >= 1 && burst <= MOST_AT_ONCE,
            "burst: out of range, got " + burst + "; 1 to " + MOST_AT_ONCE)
        .throwIfAny();
  }
}
