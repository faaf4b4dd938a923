package dev.portcullis.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.policy.decision.Decision;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Machine formats are valid by the schemas of those who own them. */
class OfficialSchemasTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<Decision> decisions() {
    return SampleDecisions.all().stream();
  }

  @ParameterizedTest
  @MethodSource("decisions")
  void everyMachineFormatIsValid(Decision decision) {
    for (var format : OfficialSchemas.formats()) {
      OfficialSchemas.check(format, Formats.named(format).render(decision));
    }
  }

  /** That the schemas are looked at as deep as the documents go. */
  @ParameterizedTest
  @CsvSource({
    "json,/findings/0/fingerprint",
    "sarif,/runs/0/results/0/kind",
    "sarif,/runs/0/results/0/locations/0/physicalLocation/region/startLine",
    "oscal-ar,/assessment-results/uuid",
    "oscal-ar,/assessment-results/results/0/observations/0/subjects/0/subject-uuid",
    "oscal-ar,/assessment-results/results/0/findings/0/target/status/state",
    "oscal-cd,/component-definition/components/0/props/0/ns",
    "oscal-cd,/component-definition/components/0/control-implementations/0/implemented-requirements/0/control-id"
  })
  void failsOnWhatTheSchemasDoNotAllow(String format, String pointer) throws Exception {
    var document = JSON.readTree(Formats.named(format).render(SampleDecisions.mixed()));
    var place = JsonPointer.compile(pointer);
    assertThat(document.at(place).isMissingNode()).isFalse();
    ((ObjectNode) document.at(place.head())).put(place.last().getMatchingProperty(), "(not so)");
    assertThatThrownBy(() -> OfficialSchemas.check(format, JSON.writeValueAsBytes(document)))
        .isInstanceOf(AssertionError.class);
  }

  /** GitLab publishes no schema; these are the members and values its documentation names. */
  @ParameterizedTest
  @MethodSource("decisions")
  void gitlabHasWhatGitlabAsksFor(Decision decision) throws Exception {
    var fingerprints = new HashSet<String>();
    for (var issue : JSON.readTree(Formats.named("gitlab").render(decision))) {
      assertThat(issue.at("/description").asText()).isNotBlank();
      assertThat(issue.at("/check_name").asText()).isNotBlank();
      assertThat(Set.of("info", "minor", "major", "critical", "blocker"))
          .contains(issue.at("/severity").asText());
      assertThat(issue.at("/location/path").asText()).isNotBlank().doesNotStartWith("/");
      assertThat(issue.at("/location/lines/begin").asInt()).isPositive();
      assertThat(fingerprints.add(issue.at("/fingerprint").asText())).isTrue();
    }
  }

  /** GitHub refuses a whole file for one result without an artifact. */
  @ParameterizedTest
  @MethodSource("decisions")
  void everySarifResultHasAPlace(Decision decision) throws Exception {
    for (var result :
        JSON.readTree(Formats.named("sarif").render(decision)).at("/runs/0/results")) {
      assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri").asText())
          .isNotBlank();
      assertThat(result.at("/locations/0/physicalLocation/region/startLine").asInt()).isPositive();
    }
  }
}
