package dev.portcullis.lambda.platform;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Tries again, some times and not all at once: many functions lose the same dependency in the same
 * moment, and should not all come back in the same moment.
 *
 * @param attempts how often at most, the first time included
 * @param pause the longest pause before the second attempt; it doubles each time, and how much of
 *     it is taken is left to chance
 * @param sleeper waits
 * @param random 0 to 1
 */
public record Retry(int attempts, Duration pause, Sleeper sleeper, RandomGenerator random) {
  public Retry {
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts: at least 1, got " + attempts);
    }
  }

  /** Waits. */
  @FunctionalInterface
  public interface Sleeper {

    /** Waits that long. */
    void sleep(Duration duration) throws InterruptedException;
  }

  /**
   * What is tried.
   *
   * @param <T> what comes of it
   * @param <E> how it fails
   */
  @FunctionalInterface
  public interface Attempt<T, E extends Exception> {

    /** Tries once; must be harmless to repeat. */
    T make() throws E;
  }

  /** Real pauses, of real chance. */
  public static Retry of(int attempts, Duration pause) {
    return new Retry(
        attempts,
        pause,
        duration -> Thread.sleep(duration.toMillis()),
        // Not the default one: it is seeded once, and every copy of a snapshot would draw the same.
        new SecureRandom());
  }

  /**
   * Tries until it works.
   *
   * @param failure the kind of failure that may be worth another attempt
   * @param passing whether this one is
   * @throws E of the last attempt
   */
  public <T, E extends Exception> T call(
      Attempt<T, E> attempt, Class<E> failure, Predicate<E> passing) throws E {
    for (var made = 1; ; made++) {
      try {
        return attempt.make();
      } catch (Exception e) {
        if (!failure.isInstance(e) || made == attempts || !passing.test(failure.cast(e))) {
          throw e;
        }
        rest(made);
      }
    }
  }

  private void rest(int made) {
    var longest = pause.toMillis() << (made - 1);
    try {
      sleeper.sleep(Duration.ofMillis((long) (longest * random.nextDouble())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted between two attempts", e);
    }
  }
}
