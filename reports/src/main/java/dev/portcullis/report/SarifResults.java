package dev.portcullis.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Finding;
import dev.portcullis.policy.decision.Fingerprint;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.policy.decision.Status;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The results of a SARIF run. A finding stands at the line of the program that constructed the
 * resource and, as a logical location, at its URN; where the line is not known, at the examined
 * graph, because code scanning services refuse a whole file for one result without a place.
 * Undecided subjects have kind {@code open}, waived ones a suppression, and rules that lack
 * subjects fail. GitHub looks at neither kinds nor suppressions, and makes an alert of every
 * result: so the message begins with a status that is not {@code fail}, and there is no result of
 * what is in order; of each rule the descriptor has status and counts. Fingerprints do not depend
 * on lines.
 */
final class SarifResults {
  /** Name of the folder that source files are relative to. */
  static final String SOURCES = "SRCROOT";

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(?=\\d+\\})");

  private final ArrayNode results;
  private final Decision decision;
  private final Facts facts;
  private final Map<String, Integer> ruleIndex;
  private final Map<String, Integer> seen = new HashMap<>();

  SarifResults(ArrayNode results, Decision decision, Map<String, Integer> ruleIndex) {
    this.results = results;
    this.decision = decision;
    this.facts = new Facts(decision);
    this.ruleIndex = ruleIndex;
  }

  void write() {
    decision.findings().forEach(this::finding);
    for (var rule : decision.rules()) {
      if (Facts.lacksSubjects(rule)) {
        ofRule(rule);
      }
    }
  }

  private void finding(Finding finding) {
    var rule = facts.rule(finding);
    var open = finding.status() == Status.Subject.UNDECIDED;
    var result = result(rule, open ? "open" : "fail", open ? "none" : SarifRenderer.level(rule));
    result.putObject("message").put("text", text(finding));
    var location = result.putArray("locations").addObject();
    place(location, finding);
    location
        .putArray("logicalLocations")
        .addObject()
        .put("name", PlainText.oneLine(finding.name()))
        .put("fullyQualifiedName", PlainText.oneLine(finding.urn() + "#" + finding.pointer()))
        .put("kind", "resource");
    fingerprint(result, "portcullisFinding/v1", PlainText.oneLine(finding.fingerprint()));
    if (finding.status() == Status.Subject.WAIVED) {
      suppression(result.withArray("suppressions").addObject(), finding);
    }
    result.putObject("properties").put("status", finding.status().json());
  }

  private static void place(ObjectNode location, Finding finding) {
    var physical = location.putObject("physicalLocation");
    var artifact = physical.putObject("artifactLocation");
    artifact.put("uri", Uris.path(Facts.file(finding)));
    if (finding.location() != null) {
      artifact.put("uriBaseId", SOURCES);
    }
    physical.putObject("region").put("startLine", Facts.line(finding));
  }

  private void suppression(ObjectNode suppression, Finding finding) {
    suppression.put("kind", "external");
    suppression.put("status", "accepted");
    var granted =
        facts
            .waiver(finding)
            .map(
                waiver ->
                    ": %s (owner %s, approved by %s, ticket %s, expires %s)"
                        .formatted(
                            waiver.reason(),
                            waiver.owner(),
                            waiver.approver(),
                            waiver.ticket(),
                            waiver.expires()))
            .orElse("");
    suppression.put("justification", PlainText.prose("waiver " + finding.waiver() + granted));
  }

  /** A result about the rule as a whole. */
  private void ofRule(RuleResult rule) {
    var result = result(rule, "fail", SarifRenderer.level(rule));
    result
        .putObject("message")
        .put("text", message(PlainText.folded(rule.status().json() + ": " + Facts.note(rule))));
    var physical = result.putArray("locations").addObject().putObject("physicalLocation");
    physical.putObject("artifactLocation").put("uri", Facts.GRAPH_FILE);
    physical.putObject("region").put("startLine", 1);
    fingerprint(
        result,
        "portcullisRule/v1",
        Fingerprint.of(
            PlainText.oneLine(rule.id()),
            PlainText.oneLine(decision.profile()),
            "",
            TextNode.valueOf(rule.status().json())));
    result.putObject("properties").put("status", rule.status().json());
  }

  /**
   * GitHub knows only its own name for one, and would else make it of the line, which many
   * resources share; the number keeps the same finding apart that is there twice.
   */
  private void fingerprint(ObjectNode result, String name, String fingerprint) {
    result
        .putObject("partialFingerprints")
        .put(name, fingerprint)
        .put(
            "primaryLocationLineHash",
            fingerprint.substring(fingerprint.indexOf(':') + 1)
                + ":"
                + seen.merge(fingerprint, 1, Integer::sum));
  }

  private ObjectNode result(RuleResult rule, String kind, String level) {
    var result = results.addObject();
    result.put("ruleId", PlainText.oneLine(rule.id()));
    result.put("ruleIndex", ruleIndex.get(rule.id()));
    result.put("kind", kind);
    result.put("level", level);
    // SARIF 3.27.23: all results of a run have suppressions, though none, or none has.
    result.putArray("suppressions");
    return result;
  }

  private static String text(Finding finding) {
    return message(Facts.standing(finding) + PlainText.folded(finding.message()))
        + "\nFound: "
        + message(finding.actual())
        + "\nExpected: "
        + message(finding.expected())
        + "\nFix: "
        + message(PlainText.folded(finding.remediation()));
  }

  /** Text in which SARIF (3.11.5, 3.11.6) finds neither a placeholder nor a link. */
  static String message(String text) {
    var shown = PlainText.oneLine(text).replace("](", "]\\u0028");
    return PLACEHOLDER.matcher(shown).replaceAll("\\\\u007b");
  }
}
