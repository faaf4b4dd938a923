package dev.portcullis.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The tables of docs/performance.md, ratios first.
 *
 * @param machine what it was measured on
 * @param tools versions by name
 * @param targets judged
 * @param series measured
 */
record BenchReport(
    String date,
    String mode,
    Map<String, String> machine,
    Map<String, String> tools,
    Map<String, Long> graphBytes,
    List<Target> targets,
    List<Series> series) {

  static final String BEGIN =
      "<!-- measured: begin; mvn -Pbench writes what is between the marks -->";
  static final String END = "<!-- measured: end -->";

  /** The page with everything between the marks replaced. */
  String into(String page) {
    var begin = page.indexOf(BEGIN);
    var end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalStateException("docs/performance.md has lost its marks: " + BEGIN);
    }
    return page.substring(0, begin + BEGIN.length())
        + "\n\n"
        + markdown()
        + "\n"
        + page.substring(end);
  }

  String markdown() {
    var text = new StringBuilder();
    line(text, "Measured %s (%s run). %s.", date, mode, joined(machine));
    line(text, "Versions: %s.", joined(tools));
    line(text, "");
    line(text, "| target | at most (at least: ≥) | measured | |");
    line(text, "|---|---|---|---|");
    for (var target : targets) {
      line(
          text,
          "| %s | %s%s | **%s%s** | %s |",
          target.demand(),
          target.atLeast() ? "≥ " : "",
          number(target.bound()),
          target.cutOff() ? "< " : "",
          number(target.measured()),
          target.isMet() ? "met" : "**missed**");
    }
    series.stream().map(Series::part).distinct().forEach(part -> table(text, part));
    line(text, "");
    line(
        text,
        "Graph files: %s.",
        graphBytes.entrySet().stream()
            .map(e -> String.format(Locale.ROOT, "%s %.1f MB", e.getKey(), e.getValue() / 1e6))
            .collect(Collectors.joining(", ")));
    return text.toString();
  }

  private void table(StringBuilder text, String part) {
    var of = series.stream().filter(s -> s.part().equals(part)).toList();
    var sizes = of.stream().map(Series::size).distinct().sorted().toList();
    line(text, "");
    line(text, "**%s**, %s: median (least–most), rounds", part, of.get(0).unit());
    line(text, "");
    line(
        text,
        "| | %s |",
        sizes.stream()
            .map(n -> n == 0 ? "" : String.format(Locale.ROOT, "%,d", n))
            .collect(Collectors.joining(" | ")));
    line(text, "|---|%s", "---|".repeat(sizes.size()));
    var rows = new TreeMap<String, Map<Integer, Series>>();
    of.forEach(s -> rows.computeIfAbsent(s.subject(), k -> new TreeMap<>()).put(s.size(), s));
    rows.forEach(
        (subject, bySize) ->
            line(
                text,
                "| %s | %s |",
                subject,
                sizes.stream()
                    .map(n -> bySize.containsKey(n) ? cell(bySize.get(n)) : "")
                    .collect(Collectors.joining(" | "))));
  }

  private static String cell(Series series) {
    var rounds = series.values().size();
    var spread =
        rounds == 1
            ? "1 round"
            : number(series.least()) + "–" + number(series.most()) + ", " + rounds;
    return (series.cutOff() ? "> " : "") + number(series.median()) + " (" + spread + ")";
  }

  /** Three digits that count. */
  static String number(double value) {
    if (Double.isInfinite(value)) {
      return "∞";
    }
    var magnitude = value == 0 ? 0 : (int) Math.floor(Math.log10(Math.abs(value)));
    return String.format(Locale.ROOT, "%,." + Math.max(0, 2 - magnitude) + "f", value);
  }

  private static String joined(Map<String, String> values) {
    return values.entrySet().stream()
        .map(e -> e.getKey() + " " + e.getValue())
        .collect(Collectors.joining(", "));
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
