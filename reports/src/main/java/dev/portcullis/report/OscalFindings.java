package dev.portcullis.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.RequirementResult;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.policy.decision.Status;
import java.util.Map;

/**
 * Findings of one OSCAL result, which says finding for any judgement: one of the decision, one of
 * each rule and one of each requirement sentence. Satisfied is only what is known to be.
 */
final class OscalFindings {
  private final ObjectNode result;
  private final Decision decision;
  private final String[] scope;

  OscalFindings(ObjectNode result, Decision decision, String... scope) {
    this.result = result;
    this.decision = decision;
    this.scope = scope;
  }

  /**
   * Adds all of them.
   *
   * @param observations by rule id
   */
  void write(Map<String, ArrayNode> observations, OscalRisks risks) {
    decided();
    for (var rule : decision.rules()) {
      var finding = judged(rule);
      finding.set("related-observations", observations.get(rule.id()));
      risks
          .of(rule.id())
          .forEach(risk -> finding.withArray("related-risks").addObject().put("risk-uuid", risk));
    }
    decision.requirements().forEach(this::answered);
  }

  private void decided() {
    var text = "Profile " + decision.profile() + ": " + Facts.verdict(decision);
    var finding = finding("decision", "decision", text);
    Oscal.prop(finding, "status", decision.decision().json());
    var status = target(finding, "statement-id", "decision");
    switch (decision.decision()) {
      case ALLOW ->
          state(
              status,
              decision.partial() ? "not-satisfied" : "satisfied",
              decision.partial() ? "other" : "pass");
      case DENY -> state(status, "not-satisfied", "fail");
      case ERROR -> state(status, "not-satisfied", "other");
    }
    if (decision.error() != null) {
      status.put("remarks", Oscal.markup(decision.error()));
    } else if (decision.partial()) {
      status.put("remarks", Facts.PARTIAL);
    }
  }

  private ObjectNode judged(RuleResult rule) {
    var finding = finding("rule", rule.id(), rule.title());
    Oscal.prop(finding, "rule", rule.id());
    Oscal.prop(finding, "severity", rule.severity().json());
    Oscal.prop(finding, "enforcement", rule.enforcement().json());
    Oscal.prop(finding, "status", rule.status().json());
    var status = target(finding, "objective-id", rule.id());
    switch (rule.status()) {
      case PASS -> state(status, "satisfied", "pass");
      case FAIL -> state(status, "not-satisfied", "fail");
      case NOT_APPLICABLE -> state(status, "satisfied", "other");
      case UNDECIDED, WAIVED, VACUOUS, ERROR -> state(status, "not-satisfied", "other");
    }
    if (Facts.lacksSubjects(rule) || rule.status() == Status.Rule.NOT_APPLICABLE) {
      status.put("remarks", Oscal.markup(rule.status().json() + ": " + Facts.note(rule)));
    }
    return finding;
  }

  private void answered(RequirementResult requirement) {
    var finding = finding("requirement", requirement.id(), requirement.text());
    Oscal.prop(finding, "requirement", requirement.id());
    Oscal.prop(finding, "status", requirement.status().json());
    requirement.rules().forEach(rule -> Oscal.prop(finding, "answered-by", rule));
    var status = target(finding, "statement-id", requirement.id());
    switch (requirement.status()) {
      case MET -> state(status, "satisfied", "pass");
      case UNMET -> state(status, "not-satisfied", "fail");
      case UNDECIDED, NOT_MACHINE_CHECKABLE, OVERRIDDEN -> state(status, "not-satisfied", "other");
    }
    if (!requirement.note().isEmpty()) {
      status.put("remarks", Oscal.markup(requirement.note()));
    }
  }

  private ObjectNode finding(String kind, String id, String text) {
    return result
        .withArray("findings")
        .addObject()
        .put("uuid", Oscal.uuid(kind, Oscal.names(scope, id)))
        .put("title", Oscal.markup(id))
        .put("description", Oscal.markup(text));
  }

  /** The status within the target of a finding. */
  private static ObjectNode target(ObjectNode finding, String type, String id) {
    return finding
        .putObject("target")
        .put("type", type)
        .put("target-id", Oscal.token(id))
        .putObject("status");
  }

  private static void state(ObjectNode status, String state, String reason) {
    status.put("state", state).put("reason", reason);
  }
}
