package dev.portcullis.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.DecisionJson;
import dev.portcullis.policy.decision.RuleResult;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * OSCAL assessment results. The compliance pack is the plan, each rule an objective, each subject
 * an inventory item; {@link OscalResult} has the result. OSCAL knows satisfied and not satisfied
 * only: the property {@code status} of every finding says which of our statuses it is, and whatever
 * is not known is not satisfied.
 */
final class OscalAssessmentRenderer implements Renderer {

  @Override
  public byte[] render(Decision decision, @Nullable ResourceGraph graph) {
    var digest = digest(decision);
    var root = JsonNodeFactory.instance.objectNode();
    var document = root.putObject("assessment-results");
    document.put("uuid", Oscal.uuid("assessment-results", digest));
    Oscal.metadata(
        document, decision, "Portcullis: " + decision.profile() + ": " + Facts.verdict(decision));
    var plan = Oscal.uuid("plan", decision.policy().revision(), decision.profile());
    document.putObject("import-ap").put("href", "#" + plan);
    objectives(document, decision);
    var result = document.putArray("results").addObject();
    result.put("uuid", Oscal.uuid("result", digest));
    result.put("title", Oscal.markup("Profile " + decision.profile()));
    result.put("description", description(decision));
    result.put("start", decision.asOf().toString());
    props(result, decision);
    inventory(result, decision);
    reviewedControls(result.putObject("reviewed-controls"), decision);
    new OscalResult(result, decision).write();
    backMatter(document, decision, plan, digest);
    return Json.bytes(root);
  }

  private static String description(Decision decision) {
    var text =
        decision.rules().size()
            + " rules over a graph of "
            + decision.graph().resources()
            + " resources: "
            + Facts.verdict(decision);
    return Oscal.markup(
        decision.error() == null ? text : text + ", because " + Facts.error(decision));
  }

  private static void props(ObjectNode result, Decision decision) {
    Oscal.prop(result, "decision", decision.decision().json());
    Oscal.prop(result, "partial", String.valueOf(decision.partial()));
    Oscal.prop(result, "profile", decision.profile());
    Oscal.prop(result, "graph-digest", decision.graph().digest());
    Oscal.prop(result, "policy-revision", decision.policy().revision());
    Oscal.prop(result, "engine", decision.engine().kind() + " " + decision.engine().version());
  }

  private static void objectives(ObjectNode document, Decision decision) {
    for (var rule : decision.rules()) {
      var controls = Oscal.controls(List.of(rule)).values().stream().findFirst();
      var objective =
          document.withObject("/local-definitions").withArray("objectives-and-methods").addObject();
      objective.put("control-id", controls.map(c -> c.first()).orElse(Oscal.token(rule.id())));
      objective
          .putArray("parts")
          .addObject()
          .put("id", Oscal.token(rule.id()))
          .put("name", "assessment-objective")
          .put("prose", Oscal.markup(rule.title()));
    }
  }

  private static void inventory(ObjectNode result, Decision decision) {
    var urns = new TreeSet<String>();
    for (var rule : decision.rules()) {
      rule.targets().stream().map(RuleResult.Target::urn).forEach(urns::add);
    }
    for (var urn : urns) {
      var item = result.withObject("/local-definitions").withArray("inventory-items").addObject();
      item.put("uuid", OscalResult.item(urn));
      item.put("description", Oscal.markup(urn.substring(urn.lastIndexOf(":") + 1)));
      Oscal.prop(item, "urn", urn);
    }
  }

  private static void reviewedControls(ObjectNode reviewed, Decision decision) {
    var selections = reviewed.putArray("control-selections");
    Oscal.controls(decision.rules())
        .forEach(
            (framework, controls) -> {
              var selection = selections.addObject();
              selection.put("description", Oscal.markup(framework));
              Oscal.prop(selection, "framework", framework);
              var included = selection.putArray("include-controls");
              controls.forEach(control -> included.addObject().put("control-id", control));
            });
    if (selections.isEmpty()) {
      selections
          .addObject()
          .put("description", "The plan as a whole; no rule that was asked names a control.")
          .putObject("include-all");
    }
  }

  private static void backMatter(
      ObjectNode document, Decision decision, String plan, String digest) {
    var resources = document.putObject("back-matter").putArray("resources");
    var pack = resources.addObject();
    pack.put("uuid", plan);
    pack.put("title", "The compliance pack and the profile that were asked");
    Oscal.prop(pack, "policy-revision", decision.policy().revision());
    Oscal.prop(pack, "profile", decision.profile());
    var source = resources.addObject();
    source.put("uuid", Oscal.uuid("decision", digest));
    source.put("title", "The decision that this document renders");
    var link = source.putArray("rlinks").addObject();
    link.put("href", "decision.json").put("media-type", "application/json");
    link.putArray("hashes").addObject().put("algorithm", "SHA-256").put("value", digest);
  }

  private static String digest(Decision decision) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(DecisionJson.write(decision)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
