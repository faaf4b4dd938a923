package dev.portcullis.report;

import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Finding;
import dev.portcullis.policy.decision.RuleResult;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * CSV after RFC 4180, every field quoted: a line for each finding, for each subject without one,
 * and for each rule without subjects, so that a spreadsheet shows what was examined and not only
 * what is wrong. A field that a spreadsheet would take for a formula begins with an apostrophe.
 */
final class CsvRenderer implements Renderer {
  private static final List<String> COLUMNS =
      List.of(
          "rule",
          "title",
          "severity",
          "enforcement",
          "ruleStatus",
          "subjectStatus",
          "status",
          "urn",
          "via",
          "type",
          "name",
          "region",
          "pointer",
          "message",
          "actual",
          "expected",
          "remediation",
          "file",
          "line",
          "fingerprint",
          "waiver",
          "requirements",
          "controls");

  private static final Collector<CharSequence, ?, String> LINE =
      Collectors.joining(",", "", "\r\n");

  @Override
  public byte[] render(Decision decision, @Nullable ResourceGraph graph) {
    var facts = new Facts(decision);
    var out = new StringBuilder();
    out.append(COLUMNS.stream().map(CsvRenderer::field).collect(LINE));
    if (decision.error() != null) {
      line(out, Map.of("status", "error", "message", PlainText.folded(decision.error())));
    }
    if (decision.partial()) {
      line(out, Map.of("status", "partial", "message", Facts.PARTIAL));
    }
    for (var rule : decision.rules()) {
      if (rule.targets().isEmpty() || Facts.lacksSubjects(rule)) {
        var line = about(rule);
        line.put("status", rule.status().json());
        line.put("message", PlainText.folded(Facts.note(rule)));
        line(out, line);
      }
      for (var target : rule.targets()) {
        subject(out, rule, target, facts.findings(rule, target.urn()));
      }
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void subject(
      StringBuilder out, RuleResult rule, RuleResult.Target target, List<Finding> findings) {
    var line = about(rule);
    line.put("subjectStatus", target.status().json());
    line.put("status", target.status().json());
    line.put("urn", target.urn());
    if (target.via() != null) {
      line.put("via", target.via());
    }
    if (findings.isEmpty()) {
      line(out, line);
    }
    for (var finding : findings) {
      var of = new HashMap<>(line);
      about(of, finding);
      line(out, of);
    }
  }

  private static Map<String, String> about(RuleResult rule) {
    var line = new HashMap<String, String>();
    line.put("rule", rule.id());
    line.put("title", PlainText.folded(rule.title()));
    line.put("severity", rule.severity().json());
    line.put("enforcement", rule.enforcement().json());
    line.put("ruleStatus", rule.status().json());
    line.put("requirements", String.join(" ", rule.requirements()));
    line.put(
        "controls",
        rule.controls().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .flatMap(entry -> entry.getValue().stream().map(id -> entry.getKey() + "/" + id))
            .collect(Collectors.joining(" ")));
    return line;
  }

  private static void about(Map<String, String> line, Finding finding) {
    line.put("status", finding.status().json());
    line.put("type", finding.type());
    line.put("name", finding.name());
    line.put("pointer", finding.pointer());
    line.put("message", PlainText.folded(finding.message()));
    line.put("actual", finding.actual());
    line.put("expected", finding.expected());
    line.put("remediation", PlainText.folded(finding.remediation()));
    line.put("fingerprint", finding.fingerprint());
    if (finding.region() != null) {
      line.put("region", finding.region());
    }
    if (finding.location() != null) {
      line.put("file", finding.location().file());
      line.put("line", String.valueOf(finding.location().line()));
    }
    if (finding.waiver() != null) {
      line.put("waiver", finding.waiver());
    }
  }

  private static void line(StringBuilder out, Map<String, String> values) {
    out.append(
        COLUMNS.stream().map(column -> field(values.getOrDefault(column, ""))).collect(LINE));
  }

  private static String field(String text) {
    var shown = PlainText.oneLine(text);
    var formula = !shown.isEmpty() && "=+-@＝＋－＠".indexOf(shown.charAt(0)) >= 0;
    return "\"" + (formula ? "'" : "") + shown.replace("\"", "\"\"") + "\"";
  }
}
