package dev.portcullis.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.infra.system.BuiltInSystems;
import dev.portcullis.policy.bundle.PolicyBundle;
import dev.portcullis.policy.plan.EvaluationLimits;
import dev.portcullis.policy.plan.PlanEngine;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a traced evaluation says it read is what decided. */
class ProvenanceTest {
  private static final PolicyBundle BUNDLE = PolicyBundle.builtIn();
  private static final PlanEngine PLAIN = new PlanEngine(BUNDLE);
  private static final PlanEngine TRACED = new PlanEngine(BUNDLE, EvaluationLimits.DEFAULT, true);

  static List<String> systems() {
    return BuiltInSystems.names();
  }

  @ParameterizedTest
  @MethodSource("systems")
  void tracingChangesNoVerdict(String system) {
    var edits = new RandomEdits(new SplittableRandom(system.hashCode()));
    var input = Inputs.of(BUNDLE, Systems.capture(system));
    for (var i = 0; i < 10; i++) {
      var traced = TRACED.evaluate(input);
      assertThat(Inputs.sorted(withoutReads(traced)))
          .isEqualTo(Inputs.sorted(PLAIN.evaluate(input)));
      input = edits.apply(input);
    }
  }

  /** What no rule read may be anything at all. */
  @ParameterizedTest
  @MethodSource("systems")
  void anInputThatNoRuleReadDecidesNothing(String system) {
    var input = Inputs.of(BUNDLE, Systems.capture(system));
    var before = TRACED.evaluate(input);
    var unread = before.path("unread");
    assertThat(unread.size()).isPositive();
    for (var resource : input.path("resources")) {
      for (var pointer : unread.path(resource.path("urn").asText())) {
        replace(resource, pointer.asText());
      }
    }
    assertThat(Inputs.sorted(PLAIN.evaluate(input))).isEqualTo(Inputs.sorted(withoutReads(before)));
  }

  @ParameterizedTest
  @MethodSource("systems")
  void everyFindingSaysWhichFieldsDecided(String system) {
    var input = Inputs.of(BUNDLE, Systems.capture(system));
    var edits = new RandomEdits(new SplittableRandom(7));
    for (var i = 0; i < 30; i++) {
      input = edits.apply(input);
    }
    var findings = 0;
    for (var rule : TRACED.evaluate(input).path("rules")) {
      for (var finding : rule.path("findings")) {
        assertThat(urns(finding)).as(finding.toString()).contains(finding.path("urn").asText());
        findings++;
      }
    }
    assertThat(findings).isPositive();
  }

  @Test
  void aFindingNamesTheFieldsOfTheOtherResourceToo() {
    var input = Inputs.of(BUNDLE, Systems.capture("trading"));
    // A replica key in the wrong region: the key that it replicates decides as well.
    for (var resource : input.path("resources")) {
      if (resource.path("type").asText().equals("aws:kms/key:Key")) {
        ((ObjectNode) resource.path("inputs")).put("enableKeyRotation", false);
        ((ObjectNode) resource.path("inputs")).put("multiRegion", false);
      }
    }
    var findings = TRACED.evaluate(input).at("/rules/kms~1key_hygiene/findings");
    assertThat(findings).isNotEmpty();
    assertThat(findings)
        .allSatisfy(
            finding ->
                assertThat(finding.path("reads"))
                    .anySatisfy(
                        field ->
                            assertThat(field.path("pointer").asText())
                                .startsWith(finding.path("pointer").asText())));
  }

  @ParameterizedTest
  @MethodSource("systems")
  void everyPassSaysWhichFieldsOfTheSubjectWereRead(String system) {
    var verdicts = TRACED.evaluate(Inputs.of(BUNDLE, Systems.capture(system)));
    var targets = 0;
    for (var rule : verdicts.path("rules")) {
      for (var target : rule.path("targets")) {
        assertThat(rule.path("reads").path(target.asText()))
            .as(target.asText())
            .isInstanceOf(ArrayNode.class)
            .isNotEmpty();
        targets++;
      }
    }
    assertThat(targets).isGreaterThan(500);
  }

  private static List<String> urns(JsonNode finding) {
    return StreamSupport.stream(finding.path("reads").spliterator(), false)
        .map(field -> field.path("urn").asText())
        .toList();
  }

  private static JsonNode withoutReads(JsonNode verdicts) {
    var plain = Json.copy(verdicts);
    plain.findParents("reads").forEach(said -> ((ObjectNode) said).remove("reads"));
    return plain;
  }

  private static void replace(JsonNode resource, String pointer) {
    var end = pointer.lastIndexOf('/');
    var parent = resource.at(pointer.substring(0, end));
    var key = pointer.substring(end + 1).replace("~1", "/").replace("~0", "~");
    if (parent instanceof ObjectNode object) {
      object.put(key, "nobody reads me");
    } else {
      ((ArrayNode) parent).set(Integer.parseInt(key), "nobody reads me");
    }
  }
}
