package dev.portcullis.report;

import dev.portcullis.graph.GraphSource;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Enforcement;
import dev.portcullis.policy.decision.Finding;
import dev.portcullis.policy.decision.RequirementResult;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.policy.decision.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a person reads in a terminal: what was examined, what failed, where in the source, what to
 * change, and the verdict last, where the eye is. Every rule that denies is shown with its first
 * {@value #MOST_OF_A_RULE} findings and the number of the others.
 */
public final class ConsoleReport {
  private static final int VALUE_WIDTH = 160;

  /** Nobody reads more of one kind in a terminal, and ten thousand would hide the other kinds. */
  private static final int MOST_OF_A_RULE = 50;

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
    report.findings(decision);
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
            + ink.bold(decision.profile())
            + ", "
            + plural(decision.graph().resources(), "resource")
            + ", "
            + decision.engine().kind()
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
            .mapToInt(r -> PlainText.oneLine(r.title()).length())
            .max()
            .orElse(0);
    for (var rule : decision.rules()) {
      var title = PlainText.oneLine(rule.title());
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
          + (rule.note() == null ? "" : ": " + PlainText.oneLine(rule.note()));
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

  private void findings(Decision decision) {
    var rules = decision.rules().stream().collect(Collectors.toMap(RuleResult::id, r -> r));
    var findings =
        decision.findings().stream()
            .collect(
                Collectors.groupingBy(
                    Finding::rule, LinkedHashMap::new, Collectors.toCollection(ArrayList::new)));
    findings.forEach(
        (id, found) -> {
          var rule = rules.get(id);
          var sentences = sentences(decision, id);
          if (found.size() > MOST_OF_A_RULE) {
            found.sort(Comparator.comparing(f -> f.status() == Status.Subject.WAIVED));
          }
          found.stream().limit(MOST_OF_A_RULE).forEach(f -> finding(f, rule, sentences));
          if (found.size() > MOST_OF_A_RULE) {
            line(
                ink.bold(id)
                    + "  and "
                    + plural(found.size() - MOST_OF_A_RULE, "more finding")
                    + "; --out DIR writes them all");
            line("");
          }
        });
  }

  private void finding(Finding finding, RuleResult rule, List<String> sentences) {
    var colour =
        finding.status() == Status.Subject.FAIL
            ? ink.red("✘")
            : ink.yellow(finding.status() == Status.Subject.WAIVED ? "~" : "?");
    line(
        colour
            + " "
            + ink.bold(finding.rule())
            + " "
            + rule.severity().json()
            + (rule.enforcement() == Enforcement.ADVISORY ? ", advisory" : "")
            + "  "
            + PlainText.oneLine(finding.message()));
    field(
        "resource",
        PlainText.oneLine(finding.name())
            + "  "
            + ink.dim(
                PlainText.oneLine(finding.type())
                    + (finding.region() == null
                        ? ""
                        : ", " + PlainText.oneLine(finding.region()))));
    if (finding.location() != null) {
      field("source", finding.location().file() + ":" + finding.location().line());
    }
    field("where", PlainText.oneLine(finding.pointer()));
    field("found", PlainText.shortened(finding.actual(), VALUE_WIDTH));
    field("expected", PlainText.shortened(finding.expected(), VALUE_WIDTH));
    field("fix", PlainText.oneLine(finding.remediation()));
    if (!sentences.isEmpty()) {
      field("because", String.join(", ", sentences));
    }
    if (finding.waiver() != null) {
      field("waiver", PlainText.oneLine(finding.waiver()));
    }
    field("explain", "./gate explain " + handle(finding));
    line("");
  }

  /** The sentences of the examined system that the rule answers, wholly or in part. */
  private static List<String> sentences(Decision decision, String rule) {
    return decision.requirements().stream()
        .filter(requirement -> requirement.rules().contains(rule))
        .map(RequirementResult::id)
        .toList();
  }

  /** Enough of the fingerprint to name the finding on a command line. */
  private static String handle(Finding finding) {
    var hex = finding.fingerprint().substring(finding.fingerprint().indexOf(':') + 1);
    return hex.substring(0, Math.min(12, hex.length()));
  }

  private void field(String name, String value) {
    line("    " + ink.dim(name + " ".repeat(10 - name.length())) + value);
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
      return requirement.rules().isEmpty() ? "answered by no rule yet" : "answered in part or open";
    }
    return status.json().replace('-', ' ');
  }

  private void waivers(Decision decision) {
    for (var waiver : decision.waivers()) {
      line(
          "waiver        "
              + PlainText.oneLine(waiver.id())
              + " for "
              + waiver.rule()
              + ": "
              + waiver.status()
              + ", expires "
              + waiver.expires()
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
                  + "  "
                  + PlainText.oneLine(String.valueOf(decision.error())));
    }
  }

  private static String advisories(List<RuleResult> failed) {
    return failed.isEmpty() ? "" : ", " + plural(failed.size(), "advisory rule") + " not met";
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  private static String plural(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  private static String shortDigest(String digest) {
    return digest.length() > 19 ? digest.substring(0, 19) : digest;
  }
}
