package dev.portcullis.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Finding;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.policy.decision.Severity;
import dev.portcullis.policy.decision.Status;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * GitLab code quality. The format has neither waivers nor unknowns, so the description begins with
 * the status; what is waived has severity {@code info}, and what only an advisory rule demands at
 * most {@code minor}. GitLab drops issues with the same fingerprint: repeated ones get a number.
 */
final class GitlabRenderer implements Renderer {
  private static final int VALUE_WIDTH = 1_000;

  @Override
  public byte[] render(Decision decision, @Nullable ResourceGraph graph) {
    var facts = new Facts(decision);
    var issues = JsonNodeFactory.instance.arrayNode();
    if (decision.error() != null) {
      issue(issues, "decision", "not decided: " + decision.error(), "blocker", Facts.GRAPH_FILE, 1)
          .put("fingerprint", "decision");
    }
    if (decision.partial()) {
      issue(issues, "decision", Facts.PARTIAL, "info", Facts.GRAPH_FILE, 1)
          .put("fingerprint", "partial");
    }
    for (var rule : decision.rules()) {
      if (Facts.lacksSubjects(rule)) {
        issue(issues, rule.id(), ofRule(rule), severity(rule), Facts.GRAPH_FILE, 1)
            .put("fingerprint", rule.id());
      }
    }
    var seen = new HashMap<String, Integer>();
    for (var finding : decision.findings()) {
      var rule = facts.rule(finding);
      var severity = finding.status() == Status.Subject.WAIVED ? "info" : severity(rule);
      issue(issues, rule.id(), text(finding), severity, Facts.file(finding), Facts.line(finding))
          .put("fingerprint", unique(seen, finding.fingerprint()));
    }
    return Json.bytes(issues);
  }

  private static ObjectNode issue(
      ArrayNode issues, String check, String description, String severity, String path, int line) {
    var issue = issues.addObject();
    issue.put("check_name", PlainText.oneLine(check));
    issue.put("description", PlainText.shortened(PlainText.folded(description), VALUE_WIDTH));
    issue.put("severity", severity);
    issue
        .putObject("location")
        .put("path", PlainText.oneLine(path))
        .putObject("lines")
        .put("begin", line);
    return issue;
  }

  private static String unique(Map<String, Integer> seen, String fingerprint) {
    int count = seen.merge(fingerprint, 1, Integer::sum);
    return count == 1 ? fingerprint : fingerprint + "-" + count;
  }

  private static String ofRule(RuleResult rule) {
    return rule.status().json() + ": " + rule.title() + ": " + Facts.note(rule);
  }

  private static String text(Finding finding) {
    return finding.status().json()
        + (finding.waiver() == null ? "" : " (" + finding.waiver() + ")")
        + ": "
        + finding.message()
        + " ["
        + finding.name()
        + " "
        + finding.pointer()
        + "] "
        + finding.remediation();
  }

  private static String severity(RuleResult rule) {
    if (!Facts.isMandatory(rule)) {
      return rule.severity() == Severity.LOW ? "info" : "minor";
    }
    return switch (rule.severity()) {
      case LOW -> "minor";
      case MEDIUM -> "major";
      case HIGH -> "critical";
      case CRITICAL -> "blocker";
    };
  }
}
