package dev.portcullis.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.graph.GraphJson;
import dev.portcullis.infra.system.BuiltInSystems;
import dev.portcullis.policy.Gate;
import dev.portcullis.policy.GateRequest;
import dev.portcullis.policy.bundle.PolicyBundle;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.DecisionJson;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.policy.decision.Status;
import dev.portcullis.policy.plan.PlanEngine;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SystemsComplyTest {
  /** Rules whose only subjects a documented parameter leaves out: a minimum would forbid that. */
  private static final Map<String, Set<String>> OPTIONAL =
      Map.of("trading", Set.of("DEL-006", "IAM-005", "KMS-003"));

  private static final Map<String, Decision> DECISIONS = new HashMap<>();

  static List<String> systems() {
    return BuiltInSystems.names();
  }

  private static Decision decision(String system) {
    return DECISIONS.computeIfAbsent(system, SystemsComplyTest::decide);
  }

  private static Decision decide(String system) {
    var bundle = PolicyBundle.builtIn();
    try (var engine = new PlanEngine(bundle)) {
      return new Gate(bundle, engine, GateRequest.at(Instant.parse("2026-11-21T00:00:00Z")))
          .decide(Systems.capture(system));
    }
  }

  @Test
  void allFourSystemsAreThere() {
    assertThat(systems()).containsExactly("serverless", "trading", "healthcare", "payments");
  }

  @ParameterizedTest
  @MethodSource("systems")
  void isAllowedByItsOwnProfile(String system) {
    assertThat(decision(system).findings()).isEmpty();
    assertThat(decision(system).profile()).isEqualTo(system);
    assertThat(decision(system).decision()).isEqualTo(Status.Verdict.ALLOW);
  }

  @ParameterizedTest
  @MethodSource("systems")
  void noneOfTheFiveFamiliesIsVacuous(String system) {
    var subjects =
        decision(system).rules().stream()
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
  @ParameterizedTest
  @MethodSource("systems")
  void everyRuleWithSubjectsHasARequiredMinimum(String system) {
    var profile = PolicyBundle.builtIn().data().at("/profiles/" + system + "/rules");
    assertThat(decision(system).rules())
        .filteredOn(rule -> rule.counts().targets() > 0)
        .filteredOn(rule -> !OPTIONAL.getOrDefault(system, Set.of()).contains(rule.id()))
        .allSatisfy(
            rule ->
                assertThat(profile.at("/" + rule.id() + "/minimumSubjects").asInt())
                    .as(rule.id())
                    .isPositive());
  }

  @ParameterizedTest
  @MethodSource("systems")
  void everyExemptionHasAReason(String system) {
    var exemptions =
        decision(system).rules().stream()
            .map(RuleResult::exemptions)
            .flatMap(List::stream)
            .toList();
    assertThat(exemptions)
        .isNotEmpty()
        .allSatisfy(exemption -> assertThat(exemption.reason()).isNotBlank());
  }

  @ParameterizedTest
  @MethodSource("systems")
  void twoRunsAreByteIdentical(String system) {
    assertThat(DecisionJson.write(decide(system))).isEqualTo(DecisionJson.write(decision(system)));
    assertThat(GraphJson.canonicalBytes(Systems.capture(system)))
        .isEqualTo(GraphJson.canonicalBytes(Systems.capture(system)));
  }
}
