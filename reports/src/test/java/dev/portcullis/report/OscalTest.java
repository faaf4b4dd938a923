package dev.portcullis.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.policy.decision.Decision;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OscalTest {

  @ParameterizedTest
  @CsvSource({
    "SC-28, sc-28",
    "SC-28(1), sc-28.1",
    "CP-2(3), cp-2.3",
    "164.312(a)(2)(iv), _164.312.a.2.iv",
    "CC6.1, cc6.1",
    "PCI 3.5, pci-3.5"
  })
  void namesControlsAsTheCataloguesDo(String ours, String theirs) {
    assertThat(Oscal.control(ours)).isEqualTo(theirs);
  }

  /** As Python's uuid5 of NAMESPACE_URL makes it. */
  @Test
  void makesUuidsOfVersionFive() {
    assertThat(Oscal.uuid("rule", "a", "b")).isEqualTo("d8e4e22f-5acb-5dff-bfe6-33181ba91cd9");
  }

  @Test
  void keepsLongNamesApart() {
    var long1 = Oscal.token("x".repeat(300));
    var long2 = Oscal.token("x".repeat(301));
    assertThat(long1).hasSize(200).isNotEqualTo(long2);
    assertThat(long2).hasSize(200);
  }

  @Test
  void stringsHaveNoSpaceAtTheirEnds() {
    assertThat(Oscal.string(" \u00a0 a b \u3000")).isEqualTo("a b");
    assertThat(Oscal.string(" ")).isEqualTo("(empty)");
  }

  @Test
  void identifiersLastFromOneDecisionToTheNext() {
    var monday = SampleDecisions.mixed();
    var tuesday =
        monday
            .withAsOf(monday.asOf().plusSeconds(86_400))
            .withFindings(monday.findings().subList(1, monday.findings().size()));
    var before = result(monday);
    var after = result(tuesday);
    assertThat(after.at("/uuid")).isNotEqualTo(before.at("/uuid"));
    assertThat(before.at("/observations").findValuesAsText("uuid"))
        .containsAll(after.at("/observations").findValuesAsText("uuid"))
        .hasSize(after.at("/observations").size() + 1);
    assertThat(before.at("/risks").findValuesAsText("uuid"))
        .containsAll(after.at("/risks").findValuesAsText("uuid"));
    assertThat(after.at("/findings").findValuesAsText("uuid"))
        .isEqualTo(before.at("/findings").findValuesAsText("uuid"));
  }

  @Test
  void satisfiedIsOnlyWhatIsKnownToBe() {
    var states = new ArrayList<String>();
    for (var finding : result(SampleDecisions.mixed()).at("/findings")) {
      states.add(
          "%s %s %s"
              .formatted(
                  finding.at("/title").asText(),
                  finding.at("/target/status/state").asText(),
                  finding.at("/target/status/reason").asText()));
    }
    assertThat(states)
        .containsExactly(
            "decision not-satisfied fail",
            "HLT-001 not-satisfied fail",
            "IAM-001 not-satisfied other",
            "KMS-001 not-satisfied other",
            "TAG-001 not-satisfied other",
            "TAG-002 satisfied other",
            "XYZ-001 not-satisfied fail",
            "A-18 not-satisfied other");
    var error = result(SampleDecisions.undecidable()).at("/findings/0/target/status");
    assertThat(error.at("/reason").asText()).isEqualTo("other");
    assertThat(error.at("/remarks").asText()).isEqualTo("the engine did not echo the graph");
  }

  @Test
  void aRiskIsOneWhateverTheNumberOfItsSubjects() {
    var risks = result(SampleDecisions.large()).at("/risks");
    var seen = new ArrayList<String>();
    for (var risk : risks) {
      seen.add(
          risk.at("/title").asText()
              + " "
              + risk.at("/status").asText()
              + " "
              + risk.at("/related-observations").size());
    }
    assertThat(seen)
        .containsExactly(
            "KMS-001: waived deviation-approved 1",
            "KMS-001: fail open 59",
            "TAG-001: fail open 1");
  }

  @Test
  void namesTheSubjectsThatPassAndWhatTheyRestOn() {
    var observation = result(SampleDecisions.allowed()).at("/observations/0");
    assertThat(observation.at("/subjects")).hasSize(2);
    assertThat(observation.at("/subjects/0/subject-uuid").asText())
        .isEqualTo(
            OscalResult.item(SampleDecisions.allowed().rules().get(0).targets().get(0).urn()));
    assertThat(observation.at("/subjects/0/props").isMissingNode()).isTrue();
    assertThat(observation.at("/subjects/1/props/1/value").asText()).isEqualTo("urn:key");
  }

  private static JsonNode result(Decision decision) {
    return Seen.tree(Formats.named("oscal-ar").render(decision))
        .at("/assessment-results/results/0");
  }
}
