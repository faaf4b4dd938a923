package dev.portcullis.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.RequirementResult;
import dev.portcullis.policy.decision.RuleResult;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * OSCAL component definition: the rules that were asked as one component of type {@code
 * validation}, and which of them checks which control and which requirement sentence. It says what
 * the pack checks, not how the system fared: that is in the assessment results. Identifiers depend
 * on the pack and the profile only.
 */
final class OscalComponentRenderer implements Renderer {

  @Override
  public byte[] render(Decision decision, @Nullable ResourceGraph graph) {
    var revision = decision.policy().revision();
    var names = new String[] {revision, decision.profile(), String.valueOf(decision.partial())};
    var root = JsonNodeFactory.instance.objectNode();
    var document = root.putObject("component-definition");
    document.put("uuid", Oscal.uuid("component-definition", names));
    Oscal.metadata(document, decision, "Portcullis compliance pack: " + decision.profile());
    var component = document.putArray("components").addObject();
    component.put("uuid", Oscal.uuid("component", names));
    component.put("type", "validation");
    component.put("title", "Portcullis compliance pack");
    component.put(
        "description",
        decision.rules().size() + " rules that are asked of a resource graph before deployment.");
    Oscal.prop(component, "policy-revision", revision);
    Oscal.prop(component, "profile", decision.profile());
    Oscal.prop(component, "partial", String.valueOf(decision.partial()));
    rules(component, decision);
    var resources = JsonNodeFactory.instance.arrayNode();
    controls(component, resources, decision, names);
    sentences(component, resources, decision, names);
    if (!resources.isEmpty()) {
      document.putObject("back-matter").set("resources", resources);
    }
    return Json.bytes(root);
  }

  private static void rules(ObjectNode component, Decision decision) {
    for (var rule : decision.rules()) {
      var prop = Oscal.prop(component, "rule", rule.id());
      prop.put("class", Oscal.token(rule.severity().json() + "-" + rule.enforcement().json()));
      prop.put("remarks", Oscal.markup(rule.title()));
    }
  }

  private static void controls(
      ObjectNode component, ArrayNode resources, Decision decision, String... names) {
    Oscal.controls(decision.rules())
        .forEach(
            (framework, controls) -> {
              var wanted =
                  implementation(
                      component,
                      resources,
                      framework,
                      "Controls of " + framework + " that rules of the pack say something of.",
                      names);
              for (var control : controls) {
                var one = implemented(wanted, control, framework, names);
                one.put("description", "Checked by rules of the pack; the mapping is indicative.");
                checkedBy(one, decision.rules(), rule -> answers(rule, framework, control));
              }
            });
  }

  private static boolean answers(RuleResult rule, String framework, String control) {
    return rule.controls().getOrDefault(framework, List.of()).stream()
        .anyMatch(id -> Oscal.control(id).equals(control));
  }

  private static void sentences(
      ObjectNode component, ArrayNode resources, Decision decision, String... names) {
    var answered =
        decision.requirements().stream().filter(sentence -> !sentence.rules().isEmpty()).toList();
    if (answered.isEmpty()) {
      return;
    }
    var wanted =
        implementation(
            component,
            resources,
            "requirements",
            "Requirement sentences that rules of the pack answer, wholly or in part.",
            names);
    for (RequirementResult sentence : answered) {
      var one = implemented(wanted, Oscal.token(sentence.id()), "requirements", names);
      one.put("description", Oscal.markup(sentence.text()));
      checkedBy(one, decision.rules(), rule -> sentence.rules().contains(rule.id()));
    }
  }

  /** The list of what is implemented of one source. */
  private static ArrayNode implementation(
      ObjectNode component,
      ArrayNode resources,
      String source,
      String description,
      String... names) {
    var uuid = Oscal.uuid("source", source);
    resources.addObject().put("uuid", uuid).put("title", Oscal.markup(source));
    var implementation = component.withArray("control-implementations").addObject();
    implementation.put("uuid", Oscal.uuid("implementation:" + source, names));
    implementation.put("source", "#" + uuid);
    implementation.put("description", Oscal.markup(description));
    Oscal.prop(implementation, "framework", source);
    return implementation.putArray("implemented-requirements");
  }

  private static ObjectNode implemented(
      ArrayNode wanted, String control, String source, String... names) {
    return wanted
        .addObject()
        .put("uuid", Oscal.uuid("implemented:" + source + ":" + control, names))
        .put("control-id", control);
  }

  private static void checkedBy(
      ObjectNode owner, List<RuleResult> rules, Predicate<RuleResult> which) {
    rules.stream().filter(which).forEach(rule -> Oscal.prop(owner, "rule", rule.id()));
  }
}
