package dev.portcullis.judge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongFunction;

/**
 * A time box of random trials. Every trial has a seed of its own, which a failure names: {@code
 * -Dportcullis.fuzz.seed=SEED} repeats that trial alone. {@code -Dportcullis.fuzz.seconds=N} or
 * PORTCULLIS_FUZZ_SECONDS sets how long a test tries (20 seconds).
 */
final class Fuzz {
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
    var seeds = new SplittableRandom();
    var end = System.nanoTime() + box().toNanos();
    var failures = new ArrayList<String>();
    var trials = 0;
    do {
      long seed = fixed != null ? fixed : seeds.nextInt(Integer.MAX_VALUE);
      for (var failure : trial.apply(seed)) {
        failures.add("-Dportcullis.fuzz.seed=" + seed + "\n" + failure);
      }
      trials++;
    } while (fixed == null && System.nanoTime() < end);
    System.out.println(name + ": " + trials + " trials, " + failures.size() + " differences");
    failures.sort(Comparator.comparingInt(String::length));
    return new Outcome(trials, failures.subList(0, Math.min(5, failures.size())));
  }

  private static Duration box() {
    var property = System.getProperty("portcullis.fuzz.seconds");
    var seconds = property != null ? property : System.getenv("PORTCULLIS_FUZZ_SECONDS");
    return Duration.ofSeconds(seconds == null ? 20 : Long.parseLong(seconds));
  }
}
