package dev.portcullis.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Collects measured values into series, in the order in which they are first heard of. */
final class SeriesBook {
  private record Key(String part, String subject, int size, String unit) {}

  private final Map<Key, List<Double>> values = new LinkedHashMap<>();
  private final Map<Key, Boolean> cutOff = new LinkedHashMap<>();

  void seconds(String part, String subject, int size, double seconds) {
    add(new Key(part, subject, size, "s"), seconds, false);
  }

  /** A measurement that was given up: all that is known is that it takes longer. */
  void cutOff(String part, String subject, int size, Duration limit) {
    add(new Key(part, subject, size, "s"), limit.toMillis() / 1e3, true);
  }

  /** Peak memory; 0, for a system that does not tell, is no value. */
  void mebibytes(String part, String subject, int size, double mebibytes) {
    if (mebibytes > 0) {
      add(new Key(part, subject, size, "MiB"), mebibytes, false);
    }
  }

  /** Time and, where the system tells it, peak memory of a process. */
  void process(String part, String subject, int size, ProcessRun run) {
    add(new Key(part, subject, size, "s"), run.seconds(), run.cutOff());
    if (run.peakMebibytes() > 0) {
      add(new Key("memory, " + part, subject, size, "MiB"), run.peakMebibytes(), run.cutOff());
    }
  }

  private void add(Key key, double value, boolean isLimit) {
    System.out.printf(
        Locale.ROOT,
        "bench: %s, %s, %,d: %s%s %s%n",
        key.part(),
        key.subject(),
        key.size(),
        isLimit ? "over " : "",
        BenchReport.number(value),
        key.unit());
    values.computeIfAbsent(key, k -> new ArrayList<>()).add(value);
    cutOff.merge(key, isLimit, Boolean::logicalOr);
  }

  Optional<Series> find(String part, String subject, int size) {
    return series().stream()
        .filter(s -> s.part().equals(part) && s.subject().equals(subject) && s.size() == size)
        .findFirst();
  }

  List<Series> series() {
    return values.entrySet().stream()
        .map(
            e ->
                new Series(
                    e.getKey().part(),
                    e.getKey().subject(),
                    e.getKey().size(),
                    e.getKey().unit(),
                    e.getValue(),
                    cutOff.getOrDefault(e.getKey(), false)))
        .toList();
  }
}
