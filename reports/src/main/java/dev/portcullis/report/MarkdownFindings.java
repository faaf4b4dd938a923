package dev.portcullis.report;

import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Finding;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.policy.decision.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The findings of a pull request comment: what denies first, each status apart, and in it by rule,
 * the gravest first. What is the same for all findings of a rule stands once, above their table.
 * After {@value #MOST_OF_FINDINGS} characters they are only counted.
 */
final class MarkdownFindings {
  private static final int MOST_OF_FINDINGS = 36_000;
  private static final int VALUE_WIDTH = 160;
  private static final int TEXT_WIDTH = 300;

  private final StringBuilder out;
  private final Decision decision;
  private final Facts facts;
  private int left = MOST_OF_FINDINGS;

  MarkdownFindings(StringBuilder out, Decision decision) {
    this.out = out;
    this.decision = decision;
    this.facts = new Facts(decision);
  }

  /** Something that is said of a finding, and how it is called. */
  private record Said(String name, Function<Finding, String> text) {
    boolean isSame(List<Finding> findings) {
      return findings.stream().map(text).distinct().limit(2).count() == 1;
    }
  }

  private static final Said EXPECTED = new Said("Expected", f -> code(f.expected()));
  private static final Said FIX = new Said("Fix", f -> text(f.remediation()));
  private static final Said WAIVER = new Said("Waiver", f -> text(String.valueOf(f.waiver())));

  void write() {
    section("Denied", Status.Subject.FAIL, facts::denies);
    section("Undecided", Status.Subject.UNDECIDED, facts::denies);
    section("Advisory: failed", Status.Subject.FAIL, finding -> !facts.denies(finding));
    section("Advisory: undecided", Status.Subject.UNDECIDED, finding -> !facts.denies(finding));
    section("Waived", Status.Subject.WAIVED, finding -> true);
  }

  private void section(String title, Status.Subject status, Predicate<Finding> which) {
    var found =
        decision.findings().stream().filter(f -> f.status() == status).filter(which).toList();
    if (found.isEmpty()) {
      return;
    }
    out.append("\n### ").append(title).append(" (").append(found.size()).append(")\n");
    Map<RuleResult, List<Finding>> byRule =
        found.stream()
            .sorted(
                Comparator.comparing(
                    (Finding f) -> facts.rule(f).severity(), Comparator.reverseOrder()))
            .collect(Collectors.groupingBy(facts::rule, LinkedHashMap::new, Collectors.toList()));
    int shown = 0;
    for (var group : byRule.entrySet()) {
      shown += group(group.getKey(), group.getValue());
    }
    if (shown < found.size()) {
      out.append("\nand ").append(found.size() - shown);
      out.append(" more: too many for a comment; the other formats have them all.\n");
    }
  }

  /** Writes as many findings of a rule as there is room for, and gives their number. */
  private int group(RuleResult rule, List<Finding> findings) {
    var waived = findings.get(0).status() == Status.Subject.WAIVED;
    var all = List.of(EXPECTED, waived ? WAIVER : FIX);
    var apart = all.stream().filter(said -> !said.isSame(findings)).toList();
    var head = new StringBuilder();
    head.append("\n#### **").append(Markdown.text(rule.id(), 40)).append("** ");
    head.append(rule.severity().json()).append(": ").append(text(rule.title()));
    head.append(" (").append(findings.size()).append(")\n\n");
    for (var said : all) {
      if (!apart.contains(said)) {
        head.append("- ").append(said.name()).append(": ");
        head.append(said.text().apply(findings.get(0))).append('\n');
      }
    }
    head.append('\n');
    var titles = new ArrayList<>(List.of("Where", "Source", "Found"));
    apart.forEach(said -> titles.add(said.name()));
    Markdown.table(head, titles.toArray(String[]::new));
    left -= head.length();
    int shown = 0;
    for (var finding : findings) {
      var row = row(finding, apart);
      left -= row.length();
      if (left < 0) {
        break;
      }
      out.append(shown == 0 ? head : "").append(row);
      shown++;
    }
    return shown;
  }

  private static String row(Finding finding, List<Said> apart) {
    var cells = new ArrayList<String>();
    cells.add(
        code(finding.name())
            + "<br>"
            + code(finding.type())
            + (finding.region() == null ? "" : " " + code(finding.region())));
    cells.add(
        finding.location() == null
            ? "not known"
            : code(Facts.file(finding) + ":" + Facts.line(finding)));
    cells.add(
        text(finding.message()) + "<br>" + code(finding.pointer()) + ": " + code(finding.actual()));
    apart.forEach(said -> cells.add(said.text().apply(finding)));
    var row = new StringBuilder();
    Markdown.row(row, cells.toArray(String[]::new));
    return row.toString();
  }

  private static String text(String text) {
    return Markdown.text(text, TEXT_WIDTH);
  }

  private static String code(String value) {
    return Markdown.code(value, VALUE_WIDTH);
  }
}
