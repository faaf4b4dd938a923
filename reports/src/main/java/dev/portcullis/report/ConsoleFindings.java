package dev.portcullis.report;

import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Enforcement;
import dev.portcullis.policy.decision.Finding;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.policy.decision.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The findings in a terminal. Every rule is shown with its first {@value #MOST_OF_A_RULE} and the
 * number of the others.
 */
final class ConsoleFindings {
  private static final int VALUE_WIDTH = 160;

  /** Nobody reads more of one kind in a terminal, and ten thousand would hide the other kinds. */
  private static final int MOST_OF_A_RULE = 50;

  private final StringBuilder out;
  private final Ink ink;

  ConsoleFindings(StringBuilder out, Ink ink) {
    this.out = out;
    this.ink = ink;
  }

  void write(Decision decision) {
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
                    + ConsoleReport.plural(found.size() - MOST_OF_A_RULE, "more finding")
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
            + PlainText.prose(finding.message()));
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
      field(
          "source", PlainText.oneLine(finding.location().file()) + ":" + finding.location().line());
    }
    field("where", PlainText.oneLine(finding.pointer()));
    field("found", PlainText.shortened(finding.actual(), VALUE_WIDTH));
    field("expected", PlainText.shortened(finding.expected(), VALUE_WIDTH));
    field("fix", PlainText.prose(finding.remediation()));
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
        .map(requirement -> PlainText.oneLine(requirement.id()))
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

  private void line(String text) {
    out.append(text).append('\n');
  }
}
