package dev.portcullis.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.Iterables;
import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Enforcement;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.policy.decision.Severity;
import dev.portcullis.policy.decision.Status;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * SARIF 2.1.0: one run, every rule a descriptor with its counts, every finding a result ({@link
 * SarifResults}). Runs of different profiles are different analyses, so that a code scanning
 * service keeps one beside the other.
 */
final class SarifRenderer implements Renderer {
  /** GitHub refuses a whole file for a rule with more. */
  private static final int MOST_TAGS = 20;

  @Override
  public byte[] render(Decision decision, @Nullable ResourceGraph graph) {
    var log = JsonNodeFactory.instance.objectNode();
    log.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    log.put("version", "2.1.0");
    var run = log.putArray("runs").addObject();
    var driver = run.putObject("tool").putObject("driver");
    driver.put("name", "Portcullis");
    driver.put("semanticVersion", Version.current());
    var index = rules(driver.putArray("rules"), decision);
    run.putObject("automationDetails")
        .put("id", "portcullis/" + Uris.path(decision.profile()) + "/");
    invocation(run.putArray("invocations").addObject(), decision, index);
    run.putObject("originalUriBaseIds")
        .putObject(SarifResults.SOURCES)
        .putObject("description")
        .put("text", "root of the project that defines the program");
    run.put("columnKind", "utf16CodeUnits");
    new SarifResults(run.putArray("results"), decision, index).write();
    properties(run.putObject("properties"), decision);
    return Json.bytes(log);
  }

  private static Map<String, Integer> rules(ArrayNode array, Decision decision) {
    var index = new HashMap<String, Integer>();
    for (var rule : decision.rules()) {
      index.put(rule.id(), array.size());
      var descriptor = array.addObject();
      descriptor.put("id", PlainText.oneLine(rule.id()));
      descriptor.putObject("shortDescription").put("text", PlainText.prose(rule.title()));
      // GitHub asks for both; the decision knows no more of a rule than its title.
      descriptor.putObject("fullDescription").put("text", PlainText.prose(rule.title()));
      descriptor
          .putObject("help")
          .put(
              "text",
              PlainText.oneLine("gate explain " + rule.id()) + " says why, and what to do.");
      descriptor.putObject("defaultConfiguration").put("level", level(rule));
      ofRule(descriptor.putObject("properties"), rule);
    }
    return index;
  }

  /** GitHub shows the severity of rules tagged {@code security} only. */
  private static void ofRule(ObjectNode properties, RuleResult rule) {
    properties.put("security-severity", securitySeverity(rule.severity()));
    properties.put("status", rule.status().json());
    properties.put("enforcement", rule.enforcement().json());
    var counts = rule.counts();
    properties
        .putObject("counts")
        .put("targets", counts.targets())
        .put("pass", counts.pass())
        .put("passByReference", counts.passByReference())
        .put("fail", counts.fail())
        .put("undecided", counts.undecided())
        .put("waived", counts.waived());
    var requirements = properties.putArray("requirements");
    rule.requirements().stream().map(PlainText::oneLine).distinct().forEach(requirements::add);
    var controls = properties.putArray("controls");
    new TreeMap<>(rule.controls())
        .forEach(
            (framework, ids) ->
                ids.stream()
                    .map(id -> PlainText.oneLine(framework + "/" + id))
                    .distinct()
                    .forEach(controls::add));
    var tags = properties.putArray("tags").add("security");
    StreamSupport.stream(Iterables.concat(requirements, controls).spliterator(), false)
        .map(JsonNode::textValue)
        .limit(MOST_TAGS - 1L)
        .forEach(tags::add);
  }

  /** What is not decided is said here too: GitHub reads nothing of a result but its message. */
  private static void invocation(
      ObjectNode invocation, Decision decision, Map<String, Integer> index) {
    invocation.put("executionSuccessful", decision.decision() != Status.Verdict.ERROR);
    invocation.put("exitCode", decision.decision().exitCode());
    invocation.put("exitCodeDescription", Facts.verdict(decision));
    var notifications = JsonNodeFactory.instance.arrayNode();
    if (decision.error() != null) {
      notification(notifications, "error", "not decided: " + decision.error());
    }
    if (decision.partial()) {
      notification(notifications, "warning", Facts.PARTIAL);
    }
    for (var rule : decision.rules()) {
      if (Facts.lacksSubjects(rule) || rule.counts().undecided() > 0) {
        notification(notifications, Facts.isMandatory(rule) ? "error" : "warning", notDecided(rule))
            .putObject("associatedRule")
            .put("id", PlainText.oneLine(rule.id()))
            .put("index", index.get(rule.id()));
      }
    }
    if (!notifications.isEmpty()) {
      invocation.set("toolExecutionNotifications", notifications);
    }
  }

  private static ObjectNode notification(ArrayNode notifications, String level, String text) {
    var notification = notifications.addObject();
    notification.put("level", level);
    notification.putObject("message").put("text", SarifResults.message(PlainText.folded(text)));
    return notification;
  }

  private static String notDecided(RuleResult rule) {
    return Facts.lacksSubjects(rule)
        ? rule.id() + " is " + rule.status().json() + ": " + Facts.note(rule)
        : rule.id()
            + " is undecided of "
            + rule.counts().undecided()
            + " of "
            + rule.counts().targets()
            + " subjects";
  }

  private static void properties(ObjectNode properties, Decision decision) {
    properties.put("decision", decision.decision().json());
    properties.put("profile", PlainText.oneLine(decision.profile()));
    properties.put("asOf", decision.asOf().toString());
    properties.put("graphDigest", PlainText.oneLine(decision.graph().digest()));
    properties.put("policyRevision", PlainText.oneLine(decision.policy().revision()));
    properties.put("partial", decision.partial());
  }

  static String level(RuleResult rule) {
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
}
