package dev.portcullis.report;

import dev.portcullis.graph.GraphSource;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Enforcement;
import dev.portcullis.policy.decision.RequirementResult;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.policy.decision.Status;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a person reads in a terminal: what was examined, what failed, where in the source, what to
 * change, and the verdict last, where the eye is.
 */
public final class ConsoleReport {
  private final Ink ink;
  private final StringBuilder out = new StringBuilder();

  private ConsoleReport(Ink ink) {
    this.ink = ink;
  }

  /**
   * The report as text, ending in a line break.
   *
   * @param colour whether to use ANSI colour
   * @param quiet only findings and the verdict
   */
  public static String of(Decision decision, boolean colour, boolean quiet) {
    var report = new ConsoleReport(colour ? Ink.COLOUR : Ink.PLAIN);
    if (!quiet) {
      report.heading(decision);
      report.rules(decision);
    }
    new ConsoleFindings(report.out, report.ink).write(decision);
    if (!quiet) {
      report.requirements(decision);
      report.waivers(decision);
    }
    report.verdict(decision);
    return report.out.toString();
  }

  private void heading(Decision decision) {
    var source = decision.graph().source();
    line(
        ink.bold("Portcullis")
            + "  profile "
            + ink.bold(PlainText.oneLine(decision.profile()))
            + ", "
            + plural(decision.graph().resources(), "resource")
            + ", "
            + PlainText.oneLine(decision.engine().kind())
            + " engine");
    line(
        ink.dim(
            "graph "
                + shortDigest(decision.graph().digest())
                + origin(source)
                + ", policy "
                + shortDigest(decision.policy().revision())
                + ", as of "
                + decision.asOf()));
    line("");
  }

  private static String origin(GraphSource source) {
    if (source.kind() == null) {
      return "";
    }
    var stack =
        source.project() == null || source.stack() == null
            ? ""
            : " " + PlainText.oneLine(source.project()) + "/" + PlainText.oneLine(source.stack());
    return " (" + source.kind().name().toLowerCase(Locale.ROOT) + stack + ")";
  }

  private void rules(Decision decision) {
    var width =
        decision.rules().stream()
            .mapToInt(r -> PlainText.prose(r.title()).length())
            .max()
            .orElse(0);
    for (var rule : decision.rules()) {
      var title = PlainText.prose(rule.title());
      line(
          "  "
              + mark(rule)
              + " "
              + rule.id()
              + "  "
              + title
              + " ".repeat(Math.max(0, width - title.length()))
              + "  "
              + examined(rule));
    }
    line("");
  }

  private String mark(RuleResult rule) {
    return switch (rule.status()) {
      case PASS -> ink.green("✔");
      case WAIVED -> ink.yellow("~");
      case NOT_APPLICABLE -> ink.dim("-");
      case FAIL -> rule.enforcement() == Enforcement.MANDATORY ? ink.red("✘") : ink.yellow("✘");
      case UNDECIDED -> ink.yellow("?");
      case VACUOUS, ERROR -> ink.red("!");
    };
  }

  private String examined(RuleResult rule) {
    var counts = rule.counts();
    if (rule.status() == Status.Rule.NOT_APPLICABLE) {
      return ink.dim("no subject, none required");
    }
    if (rule.status() == Status.Rule.VACUOUS || rule.status() == Status.Rule.ERROR) {
      return ink.red(rule.status().json())
          + (rule.note() == null ? "" : ": " + PlainText.prose(rule.note()));
    }
    var text = new StringBuilder(plural(counts.targets(), "subject"));
    append(text, counts.passByReference(), " by reference", ink::dim);
    append(text, counts.fail(), " failed", ink::red);
    append(text, counts.undecided(), " undecided", ink::yellow);
    append(text, counts.waived(), " waived", ink::yellow);
    return text.toString();
  }

  private static void append(
      StringBuilder text, int count, String what, java.util.function.UnaryOperator<String> colour) {
    if (count > 0) {
      text.append(", ").append(colour.apply(count + what));
    }
  }

  /**
   * Sentences by status; those that no rule answers at all are told apart from those that stay
   * open.
   */
  private void requirements(Decision decision) {
    var counts = new LinkedHashMap<String, Integer>();
    for (var status : Status.Requirement.values()) {
      for (var requirement : decision.requirements()) {
        if (requirement.status() == status) {
          counts.merge(words(requirement), 1, Integer::sum);
        }
      }
    }
    if (!counts.isEmpty()) {
      line(
          "requirements  "
              + counts.entrySet().stream()
                  .map(count -> count.getValue() + " " + count.getKey())
                  .collect(Collectors.joining(", ")));
    }
  }

  private static String words(RequirementResult requirement) {
    var status = requirement.status();
    if (status == Status.Requirement.UNDECIDED) {
      return requirement.wasNotAsked()
          ? "whose rules were not asked"
          : requirement.rules().isEmpty() ? "answered by no rule yet" : "answered in part or open";
    }
    return status.json().replace('-', ' ');
  }

  private void waivers(Decision decision) {
    for (var waiver : decision.waivers()) {
      line(
          "waiver        "
              + PlainText.oneLine(waiver.id())
              + " for "
              + PlainText.oneLine(waiver.rule())
              + ": "
              + PlainText.oneLine(waiver.status())
              + ", expires "
              + PlainText.oneLine(waiver.expires())
              + ", owner "
              + PlainText.oneLine(waiver.owner()));
    }
  }

  private void verdict(Decision decision) {
    var failed = decision.rules().stream().filter(r -> !r.status().allows()).toList();
    var partial = decision.partial() ? " (partial: only some rules were asked)" : "";
    switch (decision.decision()) {
      case ALLOW ->
          line(
              ink.green(ink.bold("ALLOWED"))
                  + "  "
                  + plural(decision.rules().size(), "rule")
                  + " over "
                  + plural(decision.graph().resources(), "resource")
                  + advisories(failed)
                  + partial);
      case DENY ->
          line(
              ink.red(ink.bold("DENIED"))
                  + "  "
                  + failed.stream()
                      .filter(r -> r.enforcement() == Enforcement.MANDATORY)
                      .sorted(Comparator.comparing(RuleResult::id))
                      .map(r -> r.id() + " " + r.status().json())
                      .collect(Collectors.joining(", "))
                  + partial);
      case ERROR ->
          line(
              ink.red(ink.bold("NOT DECIDED"))
                  + partial
                  + "  "
                  + PlainText.prose(String.valueOf(decision.error())));
    }
  }

  private static String advisories(List<RuleResult> failed) {
    return failed.isEmpty() ? "" : ", " + plural(failed.size(), "advisory rule") + " not met";
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  static String plural(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  private static String shortDigest(String digest) {
    return PlainText.oneLine(digest.length() > 19 ? digest.substring(0, 19) : digest);
  }
}
