package dev.portcullis.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How much is measured.
 *
 * @param name quick or full
 * @param sizes resources of the graphs, ascending
 * @param peerLimit after which a run of a peer is cut off; its time is then known to be longer
 * @param sweeps stacks in the sweeps, fewer first
 * @param previews rounds of the capture against the real engine
 */
record BenchMode(
    String name, List<Integer> sizes, Duration peerLimit, List<Integer> sweeps, int previews) {

  /** The one of property {@code bench.mode}, or of its absence. */
  static BenchMode of(String name) {
    return switch (name) {
      case "quick" ->
          new BenchMode(
              name, List.of(100, 1_000, 10_000), Duration.ofSeconds(60), List.of(300, 1_500), 3);
      case "full" ->
          new BenchMode(
              name,
              List.of(100, 1_000, 10_000, 100_000),
              Duration.ofSeconds(150),
              List.of(1_000, 4_000),
              5);
      default ->
          throw new IllegalArgumentException(
              "-Dbench.mode=" + name + ": there is quick and there is full");
    };
  }

  boolean isFull() {
    return name.equals("full");
  }

  /** Interleaved rounds of the warm measurement; fewer where each takes long. */
  int rounds(int size) {
    if (size > 10_000) {
      return 1;
    }
    return isFull() ? 2 : 1;
  }

  /** Rounds of whole processes: they are shorter than those of JMH and vary more. */
  int processes(int size) {
    return size > 10_000 ? 1 : rounds(size) + (size > 1_000 ? 1 : 2);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s, sizes %s", name, sizes);
  }
}
