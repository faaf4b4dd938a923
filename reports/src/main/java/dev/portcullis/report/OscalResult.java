package dev.portcullis.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Finding;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.policy.decision.Status;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Observations of one OSCAL result, and what follows of them: an observation for each rule with the
 * subjects that pass it, and one for each of our findings. Identifiers are made of what they name
 * and not of when it was seen, so that the next decision about the same stack has the same.
 */
final class OscalResult {
  private final ObjectNode result;
  private final Decision decision;
  private final String[] scope;
  private final Facts facts;
  private final Map<String, ArrayNode> ofRule = new HashMap<>();
  private final Map<String, Integer> seen = new HashMap<>();

  OscalResult(ObjectNode result, Decision decision) {
    this.result = result;
    this.decision = decision;
    this.scope = scope(decision);
    this.facts = new Facts(decision);
  }

  /** Identifier of a resource, the same in every decision. */
  static String item(String urn) {
    return Oscal.uuid("inventory-item", urn);
  }

  void write() {
    decision.rules().forEach(this::examined);
    var risks = new OscalRisks(result, facts, scope);
    for (var finding : decision.findings()) {
      risks.add(finding, observed(finding));
    }
    risks.write();
    new OscalFindings(result, decision, scope).write(ofRule, risks);
  }

  /** What the decision is about, and by which profile. */
  private static String[] scope(Decision decision) {
    var source = decision.graph().source();
    return Stream.of(source.project(), source.stack(), source.system(), decision.profile())
        .map(String::valueOf)
        .toArray(String[]::new);
  }

  private void examined(RuleResult rule) {
    var uuid = Oscal.uuid("examined", Oscal.names(scope, rule.id()));
    var observation = observation(uuid, rule.title(), "control-objective");
    Oscal.prop(observation, "rule", rule.id());
    Oscal.prop(observation, "status", rule.status().json());
    counts(observation, rule);
    for (var target : rule.targets()) {
      if (target.status() == Status.Subject.PASS) {
        subject(observation, target.urn());
      } else if (target.status() == Status.Subject.PASS_BY_REFERENCE) {
        var subject = subject(observation, target.urn());
        Oscal.prop(subject, "status", target.status().json());
        Oscal.prop(subject, "via", String.valueOf(target.via()));
      }
    }
    if (!rule.exemptions().isEmpty()) {
      observation.put(
          "remarks",
          rule.exemptions().stream()
              .map(e -> Oscal.markup("exempt: " + e.urn() + e.pointer() + ": " + e.reason()))
              .collect(Collectors.joining("\n\n")));
    }
    observation.put("collected", decision.asOf().toString());
    ofRule.put(rule.id(), result.arrayNode());
    related(rule.id(), uuid);
  }

  private static void counts(ObjectNode observation, RuleResult rule) {
    for (var status : Status.Subject.values()) {
      Oscal.prop(
          observation, "subjects-" + status.json(), String.valueOf(rule.counts().of(status)));
    }
  }

  /** Subjects that do not pass stand in the observations of their findings. */
  private String observed(Finding finding) {
    var name = finding.rule() + " " + finding.fingerprint();
    // The number keeps findings apart that have the same fingerprint.
    var number = String.valueOf(seen.merge(name, 1, Integer::sum));
    var uuid =
        Oscal.uuid(
            "observation", Oscal.names(scope, finding.rule(), finding.fingerprint(), number));
    var observation = observation(uuid, finding.message(), "finding");
    Oscal.prop(observation, "rule", finding.rule());
    Oscal.prop(observation, "status", finding.status().json());
    Oscal.prop(observation, "fingerprint", finding.fingerprint());
    Oscal.prop(observation, "pointer", finding.pointer());
    Oscal.prop(observation, "found", finding.actual());
    Oscal.prop(observation, "expected", finding.expected());
    subject(observation, finding.urn());
    observation
        .putArray("relevant-evidence")
        .addObject()
        .put("href", Uris.path(Facts.file(finding)))
        .put("description", "line " + Facts.line(finding));
    observation.put("collected", decision.asOf().toString());
    related(finding.rule(), uuid);
    return uuid;
  }

  private ObjectNode observation(String uuid, String description, String type) {
    var observation = result.withArray("observations").addObject();
    observation.put("uuid", uuid).put("description", Oscal.markup(description));
    observation.putArray("methods").add("TEST");
    observation.putArray("types").add(type);
    return observation;
  }

  private static ObjectNode subject(ObjectNode observation, String urn) {
    return observation
        .withArray("subjects")
        .addObject()
        .put("subject-uuid", item(urn))
        .put("type", "inventory-item");
  }

  private void related(String rule, String observation) {
    ofRule.get(rule).addObject().put("observation-uuid", observation);
  }
}
