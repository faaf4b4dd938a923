package dev.portcullis.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.infra.system.BuiltInSystems;
import dev.portcullis.policy.bundle.PolicyBundle;
import dev.portcullis.policy.bundle.RuleInfo;
import dev.portcullis.policy.plan.IncrementalEngine;
import dev.portcullis.policy.plan.PlanEngine;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * After any edits, what is evaluated again and what is remembered give the verdicts from scratch.
 */
class IncrementalEvaluationTest {
  private static final PolicyBundle BUNDLE = PolicyBundle.builtIn();
  private static final int EDITS = Integer.getInteger("portcullis.edits", 60);

  static List<String> systems() {
    return BuiltInSystems.names();
  }

  @ParameterizedTest
  @MethodSource("systems")
  void givesTheVerdictsOfAnEvaluationFromScratch(String system) {
    var input = Inputs.of(BUNDLE, Systems.capture(system));
    var scratch = new PlanEngine(BUNDLE);
    var incremental = new IncrementalEngine(BUNDLE);
    var seed = Long.getLong("portcullis.seed", system.hashCode());
    var edits = new RandomEdits(new SplittableRandom(seed));
    var current = input;
    for (var i = 0; i < EDITS; i++) {
      assertThat(Inputs.sorted(incremental.evaluate(current)))
          .as("system %s, -Dportcullis.seed=%d, edit %d", system, seed, i)
          .isEqualTo(Inputs.sorted(scratch.evaluate(current)));
      // Now and then back to the beginning, as a developer does.
      current = i % 10 == 9 ? input : edits.apply(current);
    }
  }

  @Test
  void asksOnlyTheRulesThatReadTheTypeThatChanged() {
    var input = Inputs.of(BUNDLE, Systems.capture("trading"));
    var incremental = new IncrementalEngine(BUNDLE);
    incremental.evaluate(input);
    assertThat(incremental.lastAsked()).hasSize(BUNDLE.catalogue().rules().size());

    var edited = (ObjectNode) Json.copy(input);
    var dashboard = first(edited, "aws:cloudwatch/dashboard:Dashboard");
    ((ObjectNode) dashboard.path("inputs")).put("dashboardBody", "{}");
    incremental.evaluate(edited);
    assertThat(incremental.lastAsked())
        .contains("tag/values")
        .doesNotContain("iam/key_policies", "hlt/routing_budget");
    assertThat(incremental.lastAsked().size()).isLessThan(BUNDLE.catalogue().rules().size() / 2);

    incremental.evaluate(edited);
    assertThat(incremental.lastAsked()).isEmpty();
  }

  /** What {@code per_resource} in the annotation of a rule promises. */
  @ParameterizedTest
  @MethodSource("systems")
  void rulesThatLookAtOneResourceSayTheSameOfItAlone(String system) {
    var engine = new PlanEngine(BUNDLE);
    var alone =
        BUNDLE.catalogue().rules().stream()
            .filter(RuleInfo::perResource)
            .map(RuleInfo::path)
            .collect(Collectors.toSet());
    assertThat(alone).isNotEmpty();
    var edits = new RandomEdits(new SplittableRandom(system.hashCode()));
    var input = Inputs.of(BUNDLE, Systems.capture(system));
    for (var i = 0; i < 15; i++) {
      input = edits.apply(input);
    }
    var whole = Inputs.sorted(engine.evaluate(input));
    var said = new HashSet<String>();
    for (var resource : input.path("resources")) {
      var one = (ObjectNode) Json.copy(input);
      one.putArray("resources").add(resource);
      var urns = Set.of(resource.path("urn").asText());
      var inOne = Inputs.sorted(engine.evaluate(one));
      for (var rule : alone) {
        var expected = about(whole.get(rule), urns);
        assertThat(about(inOne.get(rule), urns)).as("%s of %s", rule, urns).isEqualTo(expected);
        if (!expected.get("targets").isEmpty()) {
          said.add(rule);
        }
      }
    }
    assertThat(said).as("rules that found a subject").hasSizeGreaterThan(3);
  }

  private static JsonNode first(ObjectNode input, String type) {
    for (var resource : input.path("resources")) {
      if (resource.path("type").asText().equals(type)) {
        return resource;
      }
    }
    throw new AssertionError("no " + type);
  }

  private static Map<String, Set<JsonNode>> about(
      Map<String, SortedSet<JsonNode>> verdict, Set<String> urns) {
    var about = new TreeMap<String, Set<JsonNode>>();
    verdict.forEach(
        (set, items) ->
            about.put(
                set,
                items.stream()
                    .filter(
                        item ->
                            urns.contains(
                                item.isTextual() ? item.asText() : item.path("urn").asText()))
                    .collect(Collectors.toSet())));
    return about;
  }
}
