package dev.portcullis.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.policy.decision.Finding;
import dev.portcullis.policy.decision.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Risks of one OSCAL result: what violates a rule is one risk, however many subjects do; what is
 * undecided is another, and what each waiver covers is one whose deviation is approved.
 */
final class OscalRisks {
  private final ObjectNode result;
  private final Facts facts;
  private final String[] scope;
  private final Map<Kind, List<Observed>> risks = new LinkedHashMap<>();

  private record Kind(String rule, Status.Subject status, String waiver) {}

  private record Observed(Finding finding, String observation) {}

  OscalRisks(ObjectNode result, Facts facts, String... scope) {
    this.result = result;
    this.facts = facts;
    this.scope = scope;
  }

  void add(Finding finding, String observation) {
    var waiver = Optional.ofNullable(finding.waiver()).orElse("");
    risks
        .computeIfAbsent(
            new Kind(finding.rule(), finding.status(), waiver), kind -> new ArrayList<>())
        .add(new Observed(finding, observation));
  }

  void write() {
    risks.forEach(this::risk);
  }

  /** Identifiers of the risks that stand against a rule. */
  List<String> of(String rule) {
    return risks.keySet().stream().filter(kind -> kind.rule().equals(rule)).map(this::id).toList();
  }

  private String id(Kind kind) {
    return Oscal.uuid("risk", Oscal.names(scope, kind.rule(), kind.status().json(), kind.waiver()));
  }

  private void risk(Kind kind, List<Observed> observed) {
    var rule = facts.rule(observed.get(0).finding());
    var risk = result.withArray("risks").addObject();
    risk.put("uuid", id(kind));
    risk.put("title", Oscal.markup(rule.id() + ": " + kind.status().json()));
    risk.put("description", Oscal.markup(rule.title()));
    risk.put(
        "statement",
        Oscal.markup("Findings that are " + kind.status().json() + ": ") + observed.size());
    Oscal.prop(risk, "rule", rule.id());
    Oscal.prop(risk, "finding-status", kind.status().json());
    Oscal.prop(risk, "severity", rule.severity().json());
    Oscal.prop(risk, "enforcement", rule.enforcement().json());
    waiver(risk, observed.get(0).finding());
    risk.put("status", kind.status() == Status.Subject.WAIVED ? "deviation-approved" : "open");
    observed.stream()
        .map(one -> one.finding().remediation())
        .distinct()
        .forEach(
            remediation ->
                risk.withArray("remediations")
                    .addObject()
                    .put("uuid", Oscal.uuid("response", id(kind), remediation))
                    .put("lifecycle", "recommendation")
                    .put("title", "What to change")
                    .put("description", Oscal.markup(remediation)));
    var related = risk.putArray("related-observations");
    observed.forEach(one -> related.addObject().put("observation-uuid", one.observation()));
  }

  private void waiver(ObjectNode risk, Finding finding) {
    if (finding.waiver() != null) {
      Oscal.prop(risk, "waiver", finding.waiver());
    }
    facts
        .waiver(finding)
        .ifPresent(
            waiver -> {
              Oscal.prop(risk, "waiver-owner", waiver.owner());
              Oscal.prop(risk, "waiver-approver", waiver.approver());
              Oscal.prop(risk, "waiver-reason", waiver.reason());
              Oscal.prop(risk, "waiver-ticket", waiver.ticket());
              Oscal.prop(risk, "waiver-expires", waiver.expires());
            });
  }
}
