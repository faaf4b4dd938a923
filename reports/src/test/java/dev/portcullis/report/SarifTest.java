package dev.portcullis.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.graph.Location;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Enforcement;
import dev.portcullis.policy.decision.Finding;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.policy.decision.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What code scanning services make of a run. */
class SarifTest {

  @Test
  void everyFindingIsAnAlertOfItsOwnAlthoughOneLineMadeThemAll() {
    var large = SampleDecisions.large();
    var hashes = run(large).at("/results").findValuesAsText("primaryLocationLineHash");
    assertThat(hashes).hasSize(large.findings().size()).doesNotHaveDuplicates();
  }

  @Test
  void anAlertIsTheSameWhenItsLineMoves() {
    var before = SampleDecisions.mixed();
    var moved =
        before.withFindings(before.findings().stream().map(SarifTest::tenLinesDown).toList());
    assertThat(run(moved).at("/results")).isNotEqualTo(run(before).at("/results"));
    assertThat(fingerprints(moved)).isEqualTo(fingerprints(before));
  }

  @Test
  void whatIsInOrderIsNoResult() {
    assertThat(run(SampleDecisions.empty()).at("/results")).isEmpty();
    assertThat(run(SampleDecisions.allowed()).at("/results")).isEmpty();
    assertThat(run(SampleDecisions.empty()).at("/tool/driver/rules/0/properties/status").asText())
        .isEqualTo("not-applicable");
  }

  /** GitHub looks at neither kind nor suppression. */
  @Test
  void theMessageSaysWhatIsNoFailure() {
    var byRule = new ArrayList<String>();
    for (var result : run(SampleDecisions.mixed()).at("/results")) {
      byRule.add(
          "%s %s %s: %s"
              .formatted(
                  result.at("/ruleId").asText(),
                  result.at("/kind").asText(),
                  result.at("/level").asText(),
                  result.at("/message/text").asText().split("\n", 2)[0]));
    }
    assertThat(byRule.subList(0, 3))
        .containsExactly(
            "HLT-001 fail error: requestInterval is 30",
            "IAM-001 open none: undecided: the document is not known",
            "KMS-001 fail error: waived (W-1): no key");
    assertThat(byRule.get(3)).startsWith("XYZ-001 fail note: ");
    assertThat(byRule.get(4)).startsWith("TAG-001 fail error: vacuous: 1 subject required");
    assertThat(byRule).hasSize(5);
  }

  @Test
  void aWaiverIsASuppressionWithItsReason() {
    var waived = run(SampleDecisions.mixed()).at("/results/2/suppressions/0");
    assertThat(waived.at("/status").asText()).isEqualTo("accepted");
    assertThat(waived.at("/justification").asText())
        .isEqualTo(
            "waiver W-1: reason (owner owner, approved by approver, ticket T-1, expires 2026-12-31)");
  }

  /** SARIF 2.1.0, 3.27.23: null for all results of a run, or for none. */
  @Test
  void whatIsNotWaivedSaysSoWhereSomethingIs() {
    var suppressed = new ArrayList<Integer>();
    for (var result : run(SampleDecisions.mixed()).at("/results")) {
      assertThat(result.at("/suppressions").isArray()).isTrue();
      suppressed.add(result.at("/suppressions").size());
    }
    assertThat(suppressed).containsExactly(0, 0, 1, 0, 0);
  }

  @Test
  void aRuleHasNoMoreTagsThanGithubTakesAndLosesNone() {
    var single = SampleDecisions.single();
    var r = single.rules().get(0);
    var controls = IntStream.range(0, 40).mapToObj(i -> "AC-" + i).toList();
    var rule =
        new RuleResult(
            r.id(),
            r.title(),
            Severity.MEDIUM,
            Enforcement.MANDATORY,
            r.status(),
            r.requirements(),
            Map.of("nist", controls),
            r.note(),
            r.counts(),
            r.targets(),
            r.exemptions());
    var properties = run(single.withRules(List.of(rule))).at("/tool/driver/rules/0/properties");
    assertThat(properties.at("/tags")).hasSize(20);
    assertThat(properties.at("/tags/0").asText()).isEqualTo("security");
    assertThat(properties.at("/controls")).hasSize(40);
    assertThat(properties.at("/security-severity").asText()).isEqualTo("5.0");
    assertThat(run(single.withRules(List.of(rule))).at("/results/0/level").asText())
        .isEqualTo("warning");
  }

  @Test
  void placesAreFilesOfTheProject() {
    var location = run(SampleDecisions.single()).at("/results/0/locations/0/physicalLocation");
    assertThat(location.at("/artifactLocation/uri").asText())
        .isEqualTo("infra/src/main/java/dev/portcullis/infra/edge/Dns.java");
    assertThat(location.at("/artifactLocation/uriBaseId").asText()).isEqualTo("SRCROOT");
    assertThat(location.at("/region/startLine").asInt()).isEqualTo(88);
    assertThat(Uris.path("//evil.example/x y:z")).isEqualTo("%2F/evil.example/x%20y%3Az");
  }

  @Test
  void anErrorIsNoSuccessfulExecution() {
    var invocation = run(SampleDecisions.undecidable()).at("/invocations/0");
    assertThat(invocation.at("/executionSuccessful").asBoolean(true)).isFalse();
    assertThat(invocation.at("/exitCode").asInt()).isEqualTo(2);
    assertThat(invocation.at("/toolExecutionNotifications/0/message/text").asText())
        .isEqualTo("not decided: the engine did not echo the graph");
  }

  private static Finding tenLinesDown(Finding f) {
    return new Finding(
        f.rule(),
        f.status(),
        f.urn(),
        f.type(),
        f.name(),
        f.region(),
        f.pointer(),
        f.message(),
        f.expected(),
        f.actual(),
        f.remediation(),
        f.fingerprint(),
        new Location(f.location().file(), f.location().line() + 10),
        f.waiver());
  }

  private static List<JsonNode> fingerprints(Decision decision) {
    return run(decision).at("/results").findValues("partialFingerprints");
  }

  private static JsonNode run(Decision decision) {
    return Seen.tree(Formats.named("sarif").render(decision)).at("/runs/0");
  }
}
