package dev.portcullis.report.html;

import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.RequirementResult;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.report.PlainText;
import dev.portcullis.report.picture.Inventory;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The rules, and what each found. */
final class RuleRows {
  private RuleRows() {}

  /** A rule and its subjects. */
  record Row(
      String id,
      String title,
      String severity,
      String enforcement,
      String status,
      int subjects,
      String found,
      String note,
      List<String> sentences,
      List<String> controls,
      List<Exemption> exemptions) {}

  /** A place that passed by an agreed exemption. */
  record Exemption(Ref resource, String pointer, String reason) {}

  static List<Row> of(Decision decision, Inventory inventory, Addresses addresses) {
    return decision.rules().stream()
        .map(rule -> row(rule, decision, inventory, addresses))
        .toList();
  }

  private static Row row(
      RuleResult rule, Decision decision, Inventory inventory, Addresses addresses) {
    var controls = new ArrayList<String>();
    new TreeMap<>(rule.controls())
        .forEach((framework, ids) -> ids.forEach(id -> controls.add(framework + " " + id)));
    return new Row(
        rule.id(),
        PlainText.folded(rule.title()),
        rule.severity().json(),
        rule.enforcement().json(),
        rule.status().json(),
        rule.counts().targets(),
        Matrix.found(rule),
        rule.note() == null ? "" : PlainText.folded(rule.note()),
        sentences(rule.id(), decision),
        controls,
        rule.exemptions().stream().map(e -> exemption(e, inventory, addresses)).toList());
  }

  /** Of the examined system; a rule answers sentences of others too. */
  static List<String> sentences(String rule, Decision decision) {
    return decision.requirements().stream()
        .filter(requirement -> requirement.rules().contains(rule))
        .map(RequirementResult::id)
        .toList();
  }

  private static Exemption exemption(
      RuleResult.Exemption exemption, Inventory inventory, Addresses addresses) {
    var item = inventory.find(exemption.urn());
    return new Exemption(
        addresses.resource(exemption.urn(), item == null ? exemption.urn() : item.name()),
        exemption.pointer(),
        PlainText.folded(exemption.reason()));
  }
}
