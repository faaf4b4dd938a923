package dev.portcullis.judge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongFunction;

/**
 * A time box of random trials. Every trial has a seed of its own, which a failure names: {@code
 * -Dportcullis.fuzz.seed=SEED} repeats that trial alone. {@code -Dportcullis.fuzz.seconds=N} or
 * PORTCULLIS_FUZZ_SECONDS sets how long a test tries (20 seconds). Whoever says nothing gets the
 * same trials every time, so that no change is blamed for what it did not touch; who asks for a
 * time gets trials that nobody has tried.
 */
final class Fuzz {
  private static final long FIRST = 20261121;

  /** More than any machine has tried in its time so far; beyond them nothing is known to pass. */
  private static final int MOST = 2000;

  private Fuzz() {}

  /**
   * What the trials came to.
   *
   * @param trials how many there were
   * @param failures of those that failed the shortest descriptions, each with its seed
   */
  record Outcome(int trials, List<String> failures) {}

  /**
   * Runs trials until time is over.
   *
   * @param trial from a seed to what went wrong, nothing when nothing did
   */
  static Outcome run(String name, LongFunction<List<String>> trial) {
    var fixed = Long.getLong("portcullis.fuzz.seed");
    var seconds = seconds();
    var seeds = seconds.isPresent() ? new SplittableRandom() : new SplittableRandom(FIRST);
    var most = seconds.isPresent() ? Integer.MAX_VALUE : MOST;
    var end = System.nanoTime() + Duration.ofSeconds(seconds.orElse(20L)).toNanos();
    var failures = new ArrayList<String>();
    var trials = 0;
    do {
      long seed = fixed != null ? fixed : seeds.nextInt(Integer.MAX_VALUE);
      for (var failure : trial.apply(seed)) {
        failures.add("-Dportcullis.fuzz.seed=" + seed + "\n" + failure);
      }
      trials++;
    } while (fixed == null && trials < most && System.nanoTime() < end);
    System.out.println(name + ": " + trials + " trials, " + failures.size() + " differences");
    failures.sort(Comparator.comparingInt(String::length));
    return new Outcome(trials, failures.subList(0, Math.min(5, failures.size())));
  }

  private static Optional<Long> seconds() {
    var property = System.getProperty("portcullis.fuzz.seconds");
    var seconds = property != null ? property : System.getenv("PORTCULLIS_FUZZ_SECONDS");
    return Optional.ofNullable(seconds).map(Long::valueOf);
  }
}
