package dev.portcullis.lambda.platform;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Metrics as log lines in the embedded metric format: CloudWatch reads them out of the log, so the
 * function needs neither a way to CloudWatch nor the permission to write any metric of any name.
 *
 * <p>The lines go to standard output, not to the logger of the runtime: the functions log in JSON,
 * and that logger would wrap the line into a message, where CloudWatch does not look for metrics.
 */
public final class Metrics {
  private final String namespace;
  private final Clock clock;
  private final Consumer<String> log;

  /**
   * Metrics of one namespace.
   *
   * @param log takes whole lines
   */
  public Metrics(String namespace, Clock clock, Consumer<String> log) {
    this.namespace = namespace;
    this.clock = clock;
    this.log = log;
  }

  /** Metrics that go where CloudWatch reads them. */
  public static Metrics toLog(String namespace) {
    return new Metrics(namespace, Clock.systemUTC(), System.out::println);
  }

  /**
   * Reports a count.
   *
   * @param dimensions name to value; the metric is found under exactly this set
   */
  public void count(String name, double value, Map<String, String> dimensions) {
    var line = new LinkedHashMap<String, Object>();
    line.put(
        "_aws",
        Map.of(
            "Timestamp",
            clock.millis(),
            "CloudWatchMetrics",
            List.of(
                Map.of(
                    "Namespace",
                    namespace,
                    "Dimensions",
                    List.of(dimensions.keySet().stream().sorted().toList()),
                    "Metrics",
                    List.of(Map.of("Name", name, "Unit", "Count"))))));
    line.putAll(dimensions);
    line.put(name, value);
    log.accept(Json.text(line));
  }
}
