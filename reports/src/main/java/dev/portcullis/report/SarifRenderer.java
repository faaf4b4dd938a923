package dev.portcullis.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Enforcement;
import dev.portcullis.policy.decision.Finding;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.policy.decision.Severity;
import dev.portcullis.policy.decision.Status;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * SARIF 2.1.0. A finding stands at the line of the program that constructed the resource and, as a
 * logical location, at its URN. Undecided subjects have kind {@code open}, waived ones a
 * suppression, rules without a subject kind {@code notApplicable} (or a failure, where the profile
 * requires a subject). Fingerprints do not depend on lines.
 */
final class SarifRenderer implements Renderer {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  @Override
  public String format() {
    return "sarif";
  }

  @Override
  public String fileName() {
    return "decision.sarif";
  }

  @Override
  public byte[] render(Decision decision) {
    var log = NODES.objectNode();
    log.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    log.put("version", "2.1.0");
    var run = log.putArray("runs").addObject();
    var driver = run.putObject("tool").putObject("driver");
    driver.put("name", "Portcullis");
    driver.put("semanticVersion", Version.current());
    var index = rules(driver.putArray("rules"), decision);
    var invocation = run.putArray("invocations").addObject();
    invocation.put("executionSuccessful", decision.decision() != Status.Verdict.ERROR);
    invocation.put("exitCode", decision.decision().exitCode());
    if (decision.error() != null) {
      var notification = invocation.putArray("toolExecutionNotifications").addObject();
      notification.put("level", "error");
      notification.putObject("message").put("text", PlainText.oneLine(decision.error()));
    }
    run.putObject("originalUriBaseIds")
        .putObject("SRCROOT")
        .putObject("description")
        .put("text", "root of the project that defines the program");
    run.put("columnKind", "utf16CodeUnits");
    results(run.putArray("results"), decision, index);
    properties(run.putObject("properties"), decision);
    return bytes(log);
  }

  private static Map<String, Integer> rules(ArrayNode array, Decision decision) {
    var index = new HashMap<String, Integer>();
    for (var rule : decision.rules()) {
      index.put(rule.id(), array.size());
      var descriptor = array.addObject();
      descriptor.put("id", rule.id());
      descriptor.putObject("shortDescription").put("text", PlainText.oneLine(rule.title()));
      descriptor.putObject("defaultConfiguration").put("level", level(rule));
      var properties = descriptor.putObject("properties");
      properties.put("security-severity", securitySeverity(rule.severity()));
      var tags = properties.putArray("tags");
      rule.requirements().forEach(tags::add);
      rule.controls()
          .forEach((framework, ids) -> ids.forEach(id -> tags.add(framework + "/" + id)));
    }
    return index;
  }

  private static void results(ArrayNode results, Decision decision, Map<String, Integer> index) {
    var byId = new HashMap<String, RuleResult>();
    decision.rules().forEach(rule -> byId.put(rule.id(), rule));
    for (var finding : decision.findings()) {
      var rule = byId.get(finding.rule());
      var result = result(results, finding.rule(), index.get(finding.rule()));
      result.put("kind", finding.status() == Status.Subject.UNDECIDED ? "open" : "fail");
      result.put("level", finding.status() == Status.Subject.UNDECIDED ? "none" : level(rule));
      result.putObject("message").put("text", text(finding));
      location(result.putArray("locations").addObject(), finding);
      result.putObject("partialFingerprints").put("portcullisFinding/v1", finding.fingerprint());
      if (finding.status() == Status.Subject.WAIVED) {
        var suppression = result.putArray("suppressions").addObject();
        suppression.put("kind", "external");
        suppression.put("status", "accepted");
        suppression.put("justification", "waiver " + finding.waiver());
      }
    }
    for (var rule : decision.rules()) {
      withoutSubject(results, rule, index.get(rule.id()));
    }
  }

  private static void withoutSubject(ArrayNode results, RuleResult rule, Integer index) {
    var note =
        rule.note() == null ? "no resource of the graph is a subject of this rule" : rule.note();
    switch (rule.status()) {
      case VACUOUS, ERROR -> {
        var result = result(results, rule.id(), index);
        result.put("kind", "fail");
        result.put("level", "error");
        result
            .putObject("message")
            .put("text", rule.status().json() + ": " + PlainText.oneLine(note));
      }
      case NOT_APPLICABLE -> {
        var result = result(results, rule.id(), index);
        result.put("kind", "notApplicable");
        result.put("level", "none");
        result.putObject("message").put("text", PlainText.oneLine(note));
      }
      default -> {
        // Has subjects: its findings, if any, are results of their own.
      }
    }
  }

  private static ObjectNode result(ArrayNode results, String ruleId, Integer ruleIndex) {
    var result = results.addObject();
    result.put("ruleId", ruleId);
    if (ruleIndex != null) {
      result.put("ruleIndex", ruleIndex);
    }
    return result;
  }

  private static void location(ObjectNode location, Finding finding) {
    if (finding.location() != null) {
      var physical = location.putObject("physicalLocation");
      physical
          .putObject("artifactLocation")
          .put("uri", finding.location().file())
          .put("uriBaseId", "SRCROOT");
      physical.putObject("region").put("startLine", finding.location().line());
    }
    location
        .putArray("logicalLocations")
        .addObject()
        .put("name", PlainText.oneLine(finding.name()))
        .put("fullyQualifiedName", finding.urn() + "#" + finding.pointer())
        .put("kind", "resource");
  }

  private static String text(Finding finding) {
    return PlainText.oneLine(finding.message())
        + "\nFound: "
        + PlainText.oneLine(finding.actual())
        + "\nExpected: "
        + PlainText.oneLine(finding.expected())
        + "\nFix: "
        + PlainText.oneLine(finding.remediation());
  }

  private static void properties(ObjectNode properties, Decision decision) {
    properties.put("decision", decision.decision().json());
    properties.put("profile", decision.profile());
    properties.put("graphDigest", decision.graph().digest());
    properties.put("policyRevision", decision.policy().revision());
    properties.put("partial", decision.partial());
  }

  private static String level(RuleResult rule) {
    if (rule.enforcement() == Enforcement.ADVISORY) {
      return "note";
    }
    return rule.severity().compareTo(Severity.HIGH) >= 0 ? "error" : "warning";
  }

  /** GitHub's scale: a number from 0 to 10. */
  private static String securitySeverity(Severity severity) {
    return switch (severity) {
      case LOW -> "3.0";
      case MEDIUM -> "5.0";
      case HIGH -> "8.0";
      case CRITICAL -> "9.5";
    };
  }

  private static byte[] bytes(ObjectNode log) {
    var printer = new DefaultPrettyPrinter();
    var indenter = new DefaultIndenter("  ", "\n");
    printer.indentObjectsWith(indenter);
    printer.indentArraysWith(indenter);
    try {
      return (JSON.writer(printer).writeValueAsString(log) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain nodes is always writable", e);
    }
  }
}
