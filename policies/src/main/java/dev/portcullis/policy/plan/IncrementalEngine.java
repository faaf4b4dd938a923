package dev.portcullis.policy.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.policy.bundle.PolicyBundle;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.engine.PolicyEngine;
import dev.portcullis.policy.value.Values;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates again only what a change of the graph can have changed, and remembers the rest from the
 * evaluation before. The verdicts are those of an evaluation from scratch.
 *
 * <p>A rule that looks at one resource at a time ({@code per_resource} in its annotation) is asked
 * about a graph of the changed resources alone. Any other rule is asked again about the whole graph
 * when a resource of a type changed whose fields it read, or that it asked for; when a resource
 * appeared, disappeared or changed its identity and the rule looks resources up by URN or identity;
 * or when it goes through all resources. What a rule read is known because evaluations are traced.
 *
 * <p>For one caller at a time, as {@code gate watch}.
 */
public final class IncrementalEngine implements PolicyEngine {
  private static final String RULES = "rules";
  private static final String RESOURCES = "resources";

  private final PlanEngine engine;
  private final Set<String> perResource = new TreeSet<>();
  private final Set<String> others = new TreeSet<>();
  private final Map<String, Provenance.Dependencies> dependencies = new HashMap<>();

  private @Nullable ObjectNode before;
  private @Nullable ObjectNode verdicts;
  private Set<String> lastAsked = Set.of();

  /** Loads the rules of that pack. */
  public IncrementalEngine(PolicyBundle bundle) {
    this.engine = new PlanEngine(bundle, EvaluationLimits.DEFAULT, true);
    for (var rule : bundle.catalogue().rules()) {
      (rule.perResource() ? perResource : others).add(rule.path());
    }
  }

  @Override
  public Decision.EngineInfo info() {
    return engine.info();
  }

  /** Rules that the last evaluation asked about the whole graph, by their paths. */
  public Set<String> lastAsked() {
    return lastAsked;
  }

  @Override
  public JsonNode evaluate(ObjectNode input) {
    var changes = before == null ? null : GraphChanges.between(before, input);
    // Nothing of an evaluation that breaks off is remembered.
    before = null;
    verdicts = changes == null ? everything(input) : update(input, changes);
    before = input;
    return Objects.requireNonNull(verdicts);
  }

  private ObjectNode everything(ObjectNode input) {
    var run = engine.run(input);
    lastAsked = new TreeSet<>(others);
    lastAsked.addAll(perResource);
    dependencies.clear();
    remember(others, run);
    return (ObjectNode) Values.toJson(run.verdicts());
  }

  private ObjectNode update(ObjectNode input, GraphChanges changes) {
    var affected = new TreeSet<String>();
    for (var rule : others) {
      var known = dependencies.get(rule);
      if (known == null || changes.affect(known)) {
        affected.add(rule);
      }
    }
    var whole = engine.run(asking(input, affected));
    remember(affected, whole);
    lastAsked = affected;
    var answer = (ObjectNode) Values.toJson(whole.verdicts());
    var rules = Objects.requireNonNull(verdicts).path(RULES).deepCopy();
    var updated = (ObjectNode) rules;
    affected.forEach(rule -> updated.remove(rule));
    updated.setAll((ObjectNode) answer.path(RULES));
    if (!changes.urns().isEmpty()) {
      var alone = asking(input, perResource);
      alone.set(RESOURCES, changes.current());
      replace(updated, changes.urns(), Values.toJson(engine.run(alone).verdicts()).path(RULES));
    }
    answer.set(RULES, updated);
    return answer;
  }

  private void remember(Set<String> rules, PlanEngine.Run run) {
    var provenance = Objects.requireNonNull(run.provenance());
    for (var rule : rules) {
      dependencies.put(rule, provenance.dependencies("data.rules." + rule.replace('/', '.') + "."));
    }
  }

  /** The input with the names of the rules to ask. */
  private static ObjectNode asking(ObjectNode input, Set<String> rules) {
    var asking = input.objectNode();
    asking.setAll(input);
    var evaluation = asking.putObject("evaluation");
    if (input.path("evaluation") instanceof ObjectNode given) {
      evaluation.setAll(given);
    }
    var names = evaluation.putArray(RULES);
    rules.forEach(names::add);
    return asking;
  }

  /** What the rules that look at one resource at a time said of these URNs is said anew. */
  private void replace(ObjectNode rules, Set<String> urns, JsonNode said) {
    for (var rule : perResource) {
      var kept = rules.path(rule);
      var fresh = said.path(rule);
      if (!(kept instanceof ObjectNode verdict) || !fresh.isObject()) {
        // One of its sets is undefined: the host wants to know of a rule that did not answer.
        rules.remove(rule);
        continue;
      }
      for (var set : List.copyOf(names(verdict))) {
        var merged = verdict.arrayNode();
        verdict.path(set).forEach(item -> addUnless(urns, item, merged));
        fresh.path(set).forEach(merged::add);
        verdict.set(set, merged);
      }
    }
  }

  private static Set<String> names(ObjectNode verdict) {
    var names = new TreeSet<String>();
    verdict.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static void addUnless(Set<String> urns, JsonNode item, ArrayNode merged) {
    if (!urns.contains(item.isTextual() ? item.textValue() : item.path("urn").asText())) {
      merged.add(item);
    }
  }

  @Override
  public void close() {
    engine.close();
  }
}
