package dev.portcullis.sweep;

import dev.portcullis.policy.decision.Status;
import dev.portcullis.report.Ink;
import dev.portcullis.report.PlainText;
import dev.portcullis.sweep.result.SummaryJson;
import dev.portcullis.sweep.result.Tally;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;

/** What a person wants to know after a sweep; the verdict last, where the eye is. */
public final class SweepReport {
  private static final int RULES = 10;
  private static final int NAMED = 20;
  private static final int WIDTH = 160;

  private final StringBuilder out = new StringBuilder();
  private final Ink ink;

  private SweepReport(Ink ink) {
    this.ink = ink;
  }

  /**
   * The report.
   *
   * @param total documents there were
   * @param directory where the results are, as the user named it
   * @param quiet only what was not decided, and the verdict
   */
  public static String of(
      SweepPolicy policy,
      Tally tally,
      long total,
      String directory,
      boolean colour,
      boolean quiet) {
    var report = new SweepReport(colour ? Ink.COLOUR : Ink.PLAIN);
    if (!quiet) {
      report.head(policy, tally, total);
      report.rules(tally);
      report.denied(tally);
    }
    report.undecided(tally);
    if (!quiet) {
      report.line(
          "results       "
              + PlainText.oneLine(directory)
              + "  (stacks, rules, findings; "
              + SummaryJson.FILE
              + ")");
    }
    report.verdict(tally, total);
    return report.out.toString();
  }

  private void head(SweepPolicy policy, Tally tally, long total) {
    Instant asOf = policy.request().asOf();
    line(
        ink.bold("Portcullis sweep")
            + "  "
            + plural(total, "stack")
            + ", "
            + plural(tally.resources(), "resource")
            + ", "
            + policy.engine().kind()
            + " engine");
    var revision = policy.bundle().revision();
    line(
        ink.dim(
            "policy "
                + revision.substring(0, Math.min(19, revision.length()))
                + ", as of "
                + asOf));
    line("");
    count(ink.green("✔"), "allowed", tally.decided(Status.Verdict.ALLOW));
    count(ink.red("✘"), "denied", tally.decided(Status.Verdict.DENY));
    count(ink.yellow("!"), "not decided", tally.decided(Status.Verdict.ERROR));
    if (tally.documents() < total) {
      count(ink.yellow("…"), "not reached", total - tally.documents());
    }
    line("");
  }

  private void count(String mark, String what, long count) {
    line("  " + mark + " " + what + " ".repeat(12 - what.length()) + number(count, 9));
  }

  private void rules(Tally tally) {
    var worst =
        tally.rules().entrySet().stream()
            .filter(rule -> rule.getValue().denies() > 0)
            .sorted(
                Comparator.comparingLong(
                        (Map.Entry<String, Tally.RuleTally> rule) -> -rule.getValue().denies())
                    .thenComparing(Map.Entry::getKey))
            .toList();
    if (worst.isEmpty()) {
      return;
    }
    line(ink.bold("What denied most") + ink.dim("  (stacks, findings)"));
    for (var rule : worst.subList(0, Math.min(RULES, worst.size()))) {
      var tallied = rule.getValue();
      line(
          "  "
              + rule.getKey()
              + " "
              + tallied.severity()
              + " ".repeat(Math.max(1, 10 - tallied.severity().length()))
              + number(tallied.denies(), 7)
              + number(tallied.findings(), 9)
              + "  "
              + PlainText.oneLine(tallied.title()));
    }
    more(worst.size() - RULES, "rule");
    line("");
  }

  private void denied(Tally tally) {
    if (tally.denied().isEmpty()) {
      return;
    }
    line(ink.bold("Denied"));
    tally.denied().entrySet().stream()
        .limit(NAMED)
        .forEach(
            entry ->
                line(
                    "  "
                        + PlainText.oneLine(entry.getKey())
                        + "  "
                        + ink.dim(
                            PlainText.shortened(String.join(", ", entry.getValue()), WIDTH))));
    more(tally.decided(Status.Verdict.DENY) - NAMED, "stack");
    line(ink.dim("  one of them in full: ./gate check --graph FILE (or --preview, --state)"));
    line("");
  }

  private void undecided(Tally tally) {
    if (tally.undecided().isEmpty()) {
      return;
    }
    line(ink.bold("Not decided"));
    tally.undecided().values().stream()
        .limit(NAMED)
        .forEach(error -> line("  " + PlainText.oneLine(error)));
    more(tally.decided(Status.Verdict.ERROR) - NAMED, "stack");
    line("");
  }

  private void more(long left, String noun) {
    if (left > 0) {
      line(ink.dim("  and " + plural(left, "more " + noun)));
    }
  }

  private void verdict(Tally tally, long total) {
    var denied = plural(tally.decided(Status.Verdict.DENY), "stack") + " denied";
    var text =
        switch (SummaryJson.verdict(tally, total)) {
          case ALLOW -> ink.green(ink.bold("ALLOWED")) + "  " + plural(total, "stack");
          case DENY -> ink.red(ink.bold("DENIED")) + "  " + denied + " of " + number(total, 0);
          case ERROR ->
              ink.red(ink.bold("NOT DECIDED"))
                  + "  "
                  + number(total - tally.documents() + tally.decided(Status.Verdict.ERROR), 0)
                  + " of "
                  + plural(total, "stack")
                  + ", "
                  + denied;
        };
    line(text);
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  private static String plural(long count, String noun) {
    return number(count, 0) + " " + noun + (count == 1 ? "" : "s");
  }

  private static String number(long count, int width) {
    var text = String.format(Locale.ROOT, "%,d", count);
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }
}
