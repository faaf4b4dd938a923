package dev.portcullis.bench;

import java.util.Arrays;
import java.util.List;

/**
 * What one subject needed, round by round.
 *
 * @param part which measurement: warm, cold, memory, capture, sweep
 * @param subject who was measured
 * @param size resources of a graph, or stacks of a sweep
 * @param unit of the values: s or MiB
 * @param values in the order of the rounds
 * @param cutOff whether the last value is a limit that was reached and not a time
 */
record Series(
    String part, String subject, int size, String unit, List<Double> values, boolean cutOff) {

  Series {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("no values: " + part + ", " + subject + ", " + size);
    }
    values = List.copyOf(values);
  }

  double median() {
    return median(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  double least() {
    return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  double most() {
    return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  /**
   * Median of the ratios round by round, not ratio of the medians: both values of a round saw the
   * same load of the machine.
   */
  double ratioTo(Series peer) {
    var rounds = Math.min(values.size(), peer.values.size());
    var ratios = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      ratios[i] = values.get(i) / peer.values.get(i);
    }
    return median(ratios);
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return (values[(values.length - 1) / 2] + values[values.length / 2]) / 2;
  }
}
