package dev.portcullis.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Finding;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.policy.decision.Status;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/**
 * Every format is a rendering of the one decision: the same rules, the same findings, the same
 * counts.
 */
class ReportsAgreeTest {

  static Stream<Decision> decisions() {
    return SampleDecisions.all().stream();
  }

  @ParameterizedTest
  @MethodSource("decisions")
  void sarifShowsEveryFindingOnceAndEveryRule(Decision decision) throws Exception {
    var run = sarif(decision).at("/runs/0");
    assertThat(texts(run.at("/tool/driver/rules"), "id"))
        .isEqualTo(decision.rules().stream().map(RuleResult::id).toList());
    var located = new ArrayList<String>();
    run.at("/results")
        .forEach(
            result -> {
              if (result.at("/partialFingerprints").has("portcullisFinding/v1")) {
                located.add(
                    result.at("/ruleId").asText()
                        + result.at("/partialFingerprints").elements().next().asText());
              }
            });
    assertThat(located)
        .isEqualTo(decision.findings().stream().map(f -> f.rule() + f.fingerprint()).toList());
  }

  @ParameterizedTest
  @MethodSource("decisions")
  void sarifLevelsFollowTheStandard(Decision decision) throws Exception {
    for (var result : sarif(decision).at("/runs/0/results")) {
      // SARIF 2.1.0, 3.27.10: a level other than none only for kind fail.
      assertThat(result.at("/kind").asText().equals("fail"))
          .isEqualTo(!result.at("/level").asText().equals("none"));
      var index = result.at("/ruleIndex").asInt(-1);
      assertThat(sarif(decision).at("/runs/0/tool/driver/rules/" + index + "/id").asText())
          .isEqualTo(result.at("/ruleId").asText());
    }
  }

  @ParameterizedTest
  @MethodSource("decisions")
  void junitHasACasePerSubjectAndFailsExactlyWhatDenies(Decision decision) throws Exception {
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(Formats.named("junit").render(decision)));
    var suites = document.getElementsByTagName("testsuite");
    var ruleSuites = new ArrayList<Element>();
    for (int i = 0; i < suites.getLength(); i++) {
      var suite = (Element) suites.item(i);
      assertThat(suite.getElementsByTagName("testcase").getLength())
          .isEqualTo(Integer.parseInt(suite.getAttribute("tests")));
      assertThat(suite.getElementsByTagName("failure").getLength())
          .isEqualTo(Integer.parseInt(suite.getAttribute("failures")));
      assertThat(suite.getElementsByTagName("skipped").getLength())
          .isEqualTo(Integer.parseInt(suite.getAttribute("skipped")));
      if (!suite.getAttribute("name").equals("decision")) {
        ruleSuites.add(suite);
      }
    }
    assertThat(ruleSuites).hasSameSizeAs(decision.rules());
    var fails =
        document.getElementsByTagName("failure").getLength()
            + document.getElementsByTagName("error").getLength();
    assertThat(fails > 0).isEqualTo(decision.decision() != Status.Verdict.ALLOW);
  }

  @Test
  void consoleBlamesForTheDenialOnlyWhatDenies() {
    assertThat(ConsoleReport.of(SampleDecisions.mixed(), false, true))
        .endsWith("DENIED  HLT-001 fail, IAM-001 undecided, TAG-001 vacuous\n");
  }

  @Test
  void consoleCountsWhatNobodyWouldReadAndShowsEveryRuleThatDenies() {
    var text = ConsoleReport.of(SampleDecisions.large(), false, true);
    assertThat(text.lines().filter(line -> line.contains("no key"))).hasSize(50);
    assertThat(text)
        .contains("KMS-001  and 10 more findings; --out DIR writes them all")
        .contains("no tag")
        .as("what is open comes before what is waived")
        .doesNotContain("waived");
  }

  @ParameterizedTest
  @MethodSource("decisions")
  void consoleShowsEveryFindingAndTheVerdictLast(Decision decision) {
    var text = ConsoleReport.of(decision, false, false);
    assertThat(decision.findings().stream().map(Finding::message).map(PlainText::oneLine))
        .allSatisfy(message -> assertThat(text).contains(message));
    assertThat(decision.rules()).allSatisfy(rule -> assertThat(text).contains(rule.id()));
    var lines = text.lines().toList();
    assertThat(lines.get(lines.size() - 1))
        .startsWith(
            switch (decision.decision()) {
              case ALLOW -> "ALLOWED";
              case DENY -> "DENIED";
              case ERROR -> "NOT DECIDED";
            });
  }

  @ParameterizedTest
  @MethodSource("decisions")
  void hostileTextSteersNothing(Decision decision) {
    for (var format : Formats.all()) {
      var text = new String(format.render(decision), StandardCharsets.UTF_8);
      assertThat(text).doesNotContain("\u001b").doesNotContain("\u202e");
    }
    assertThat(ConsoleReport.of(decision, false, false))
        .doesNotContain("\u001b")
        .doesNotContain("\u202e");
  }

  @ParameterizedTest
  @MethodSource("decisions")
  void sameDecisionGivesSameBytes(Decision decision) {
    for (var format : Formats.all()) {
      assertThat(format.render(decision)).isEqualTo(format.render(decision));
    }
  }

  private static JsonNode sarif(Decision decision) throws Exception {
    return new ObjectMapper().readTree(Formats.named("sarif").render(decision));
  }

  private static List<String> texts(JsonNode array, String member) {
    var texts = new ArrayList<String>();
    array.forEach(item -> texts.add(item.at("/" + member).asText()));
    return texts;
  }
}
