package dev.portcullis.report.portfolio;

import dev.portcullis.policy.decision.Status;
import dev.portcullis.report.document.Cell;
import dev.portcullis.report.document.Span;
import dev.portcullis.report.portfolio.Portfolio.History;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The open findings of a stack at a glance: a column for each of its last decisions, as high as
 * they were many; a dot for none, and a question mark where nothing was decided or not every rule
 * was asked.
 */
final class Trend {
  private static final int MOST = 24;
  private static final String COLUMNS = "▁▂▃▄▅▆▇█";

  private Trend() {}

  static Cell of(History history) {
    var all = history.entries();
    var shown = all.subList(Math.max(0, all.size() - MOST), all.size());
    if (shown.size() < 2) {
      return Cell.of(Span.muted("one decision"));
    }
    int most = shown.stream().filter(Entry::isWhole).mapToInt(Trend::open).max().orElse(0);
    return Cell.of(
        Span.code(shown.stream().map(entry -> column(entry, most)).collect(Collectors.joining())),
        Span.muted(words(shown)));
  }

  private static String words(List<Entry> shown) {
    return number(shown.get(0)) + " → " + number(shown.get(shown.size() - 1)) + " open";
  }

  private static String number(Entry entry) {
    return entry.isWhole() ? Integer.toString(open(entry)) : "?";
  }

  private static String column(Entry entry, int most) {
    if (!entry.isWhole()) {
      return "?";
    }
    int open = open(entry);
    // What is there is seen, however little it is.
    int height = (int) Math.ceil((double) open * COLUMNS.length() / Math.max(1, most));
    return open == 0 ? "·" : COLUMNS.substring(height - 1, height);
  }

  private static int open(Entry entry) {
    return entry.findings(Status.Subject.FAIL) + entry.findings(Status.Subject.UNDECIDED);
  }
}
