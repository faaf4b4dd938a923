package dev.portcullis.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.policy.decision.Severity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What stands beside the lines of a change: GitHub's annotations, GitLab's code quality. */
class AnnotationsTest {

  @Test
  void githubHearsOfTheGravestFirst() {
    var mixed = SampleDecisions.mixed();
    var rules = new ArrayList<>(mixed.rules());
    rules.set(1, critical(rules.get(1)));
    assertThat(
            text(mixed.withRules(rules))
                .lines()
                .map(line -> line.replaceAll(",? *file=.*?,title|,? *title", " title"))
                .map(line -> line.substring(0, line.indexOf("%3A"))))
        .containsExactly(
            "::error title=TAG-001 vacuous",
            "::error title=IAM-001 undecided",
            "::error title=HLT-001 fail",
            "::warning title=XYZ-001 fail",
            "::notice title=KMS-001 waived",
            "::error title=Portcullis");
  }

  @Test
  void githubFindsTheLine() {
    assertThat(text(SampleDecisions.single()))
        .startsWith(
            "::error file=infra/src/main/java/dev/portcullis/infra/edge/Dns.java,line=88,title=");
    assertThat(text(SampleDecisions.undecidable()))
        .startsWith("::error title=Portcullis%3A not decided::the engine did not echo the graph");
  }

  @Test
  void gitlabTellsByTheSeverityWhatDenies() {
    var severities = new ArrayList<String>();
    for (var issue : gitlab(SampleDecisions.mixed())) {
      severities.add(
          issue.at("/check_name").asText()
              + " "
              + issue.at("/severity").asText()
              + " "
              + issue.at("/description").asText().split(":", 2)[0]);
    }
    assertThat(severities)
        .containsExactly(
            "TAG-001 critical vacuous",
            "HLT-001 critical fail",
            "IAM-001 critical undecided",
            "KMS-001 info waived (W-1)",
            "XYZ-001 minor fail");
    assertThat(gitlab(SampleDecisions.undecidable()).findValuesAsText("description"))
        .containsExactly("not decided: the engine did not echo the graph");
  }

  private static RuleResult critical(RuleResult r) {
    return new RuleResult(
        r.id(),
        r.title(),
        Severity.CRITICAL,
        r.enforcement(),
        r.status(),
        r.requirements(),
        r.controls(),
        r.note(),
        r.counts(),
        r.targets(),
        List.of());
  }

  private static String text(Decision decision) {
    return new String(Formats.named("github").render(decision), StandardCharsets.UTF_8);
  }

  private static JsonNode gitlab(Decision decision) {
    return Seen.tree(Formats.named("gitlab").render(decision));
  }
}
