package dev.portcullis.report;

import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Finding;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.policy.decision.Status;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Annotations of GitHub Actions: workflow commands, one a line, to be printed by a step. The
 * gravest come first, because GitHub shows ten of each level only. A finding that denies is an
 * error, one of an advisory rule a warning, a waived one a notice; the last line counts the rules
 * by status.
 */
final class GithubRenderer implements Renderer {
  private static final int VALUE_WIDTH = 1_000;

  @Override
  public byte[] render(Decision decision, @Nullable ResourceGraph graph) {
    var facts = new Facts(decision);
    var out = new StringBuilder();
    if (decision.error() != null) {
      command(out, "error", "", "Portcullis: not decided", PlainText.folded(decision.error()));
    }
    decision.rules().stream()
        .filter(Facts::lacksSubjects)
        .forEach(rule -> withoutSubjects(out, rule));
    decision.findings().stream()
        .sorted(
            Comparator.comparing((Finding finding) -> rank(facts, finding))
                .thenComparing(
                    finding -> facts.rule(finding).severity(), Comparator.reverseOrder()))
        .forEach(finding -> finding(out, facts, finding));
    command(
        out,
        decision.decision() == Status.Verdict.ALLOW ? "notice" : "error",
        "",
        "Portcullis: " + Facts.verdict(decision),
        summary(decision));
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static int rank(Facts facts, Finding finding) {
    if (finding.status() == Status.Subject.WAIVED) {
      return 2;
    }
    return facts.denies(finding) ? 0 : 1;
  }

  private static void withoutSubjects(StringBuilder out, RuleResult rule) {
    command(
        out,
        Facts.isMandatory(rule) ? "error" : "warning",
        "",
        rule.id() + " " + rule.status().json() + ": " + PlainText.folded(rule.title()),
        PlainText.folded(Facts.note(rule)));
  }

  private static void finding(StringBuilder out, Facts facts, Finding finding) {
    var rule = facts.rule(finding);
    var level =
        switch (rank(facts, finding)) {
          case 0 -> "error";
          case 1 -> "warning";
          default -> "notice";
        };
    var place =
        finding.location() == null
            ? ""
            : "file="
                + property(finding.location().file())
                + ",line="
                + finding.location().line()
                + ",";
    command(
        out,
        level,
        place,
        rule.id() + " " + finding.status().json() + ": " + PlainText.folded(rule.title()),
        PlainText.folded(finding.message()),
        "resource: " + finding.urn() + finding.pointer(),
        "found: " + finding.actual(),
        "expected: " + finding.expected(),
        "fix: " + PlainText.folded(finding.remediation()),
        "fingerprint: "
            + finding.fingerprint()
            + (finding.waiver() == null ? "" : ", waiver: " + finding.waiver()));
  }

  private static String summary(Decision decision) {
    var statuses = Facts.statuses(decision.rules());
    // The profile is of others and may be long: it comes last, where it may be cut.
    return (decision.partial() ? Facts.PARTIAL + ": " : "")
        + decision.rules().size()
        + " rules over "
        + decision.graph().resources()
        + " resources"
        + (statuses.isEmpty() ? "" : ", " + statuses)
        + ", profile "
        + decision.profile();
  }

  private static void command(
      StringBuilder out, String level, String place, String title, String... lines) {
    out.append("::").append(level).append(' ').append(place).append("title=");
    out.append(property(title)).append("::");
    for (int i = 0; i < lines.length; i++) {
      out.append(i == 0 ? "" : "%0A").append(data(lines[i]));
    }
    out.append('\n');
  }

  /** GitHub decodes %25, %0D and %0A in the text of a command; line breaks are shown as escapes. */
  private static String data(String text) {
    return PlainText.shortened(text, VALUE_WIDTH).replace("%", "%25");
  }

  /** In a property, the separators are encoded too. */
  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
