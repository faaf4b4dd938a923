package dev.portcullis.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.graph.GraphJson;
import dev.portcullis.policy.Gate;
import dev.portcullis.policy.GateRequest;
import dev.portcullis.policy.bundle.PolicyBundle;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.DecisionJson;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.policy.decision.Status;
import dev.portcullis.policy.engine.WasmEngine;
import java.time.Instant;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SystemsComplyTest {
  private static Decision decision;

  @BeforeAll
  static void decide() {
    decision = decideSystem();
  }

  private static Decision decideSystem() {
    var bundle = PolicyBundle.builtIn();
    try (var engine = new WasmEngine("embedded", bundle)) {
      return new Gate(bundle, engine, GateRequest.at(Instant.parse("2026-11-21T00:00:00Z")))
          .decide(Systems.capture("serverless"));
    }
  }

  @Test
  void serverlessIsAllowed() {
    assertThat(decision.findings()).isEmpty();
    assertThat(decision.decision()).isEqualTo(Status.Verdict.ALLOW);
  }

  @Test
  void noneOfTheFiveFamiliesIsVacuous() {
    var subjects =
        decision.rules().stream()
            .collect(
                Collectors.groupingBy(
                    rule -> rule.id().substring(0, 3),
                    Collectors.summingInt(rule -> rule.counts().targets())));
    assertThat(subjects).containsOnlyKeys("DEL", "HLT", "IAM", "KMS", "TAG");
    assertThat(subjects.values()).allSatisfy(count -> assertThat(count).isPositive());
  }

  /**
   * What a rule found today it must find tomorrow: a profile whose minimum is far below proves
   * little.
   */
  @Test
  void everyRuleWithSubjectsHasARequiredMinimum() {
    var profile = PolicyBundle.builtIn().data().at("/profiles/serverless/rules");
    assertThat(decision.rules())
        .filteredOn(rule -> rule.counts().targets() > 0)
        .allSatisfy(
            rule ->
                assertThat(profile.at("/" + rule.id() + "/minimumSubjects").asInt())
                    .as(rule.id())
                    .isPositive());
  }

  @Test
  void everyExemptionHasAReason() {
    var exemptions =
        decision.rules().stream()
            .map(RuleResult::exemptions)
            .flatMap(java.util.List::stream)
            .toList();
    assertThat(exemptions)
        .isNotEmpty()
        .allSatisfy(exemption -> assertThat(exemption.reason()).isNotBlank());
  }

  @Test
  void twoRunsAreByteIdentical() {
    assertThat(DecisionJson.write(decideSystem())).isEqualTo(DecisionJson.write(decision));
    assertThat(GraphJson.canonicalBytes(Systems.capture("serverless")))
        .isEqualTo(GraphJson.canonicalBytes(Systems.capture("serverless")));
  }
}
