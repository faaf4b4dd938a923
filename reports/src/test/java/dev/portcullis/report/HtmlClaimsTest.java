package dev.portcullis.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Finding;
import dev.portcullis.policy.decision.Provenance;
import dev.portcullis.policy.decision.RequirementResult;
import dev.portcullis.policy.decision.Status;
import dev.portcullis.policy.decision.WaiverResult;
import dev.portcullis.report.html.HtmlReport;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** What the page claims is so: nothing reads as more than the decision says. */
class HtmlClaimsTest {

  @Test
  void sentencesOfSeveralLinesAreOneLineInThePageAndInItsData() {
    var single = SampleDecisions.single();
    var decision =
        single.withFindings(
            List.of(texts(single.findings().get(0), "one line\n    and another\n")));
    var page = page(decision);
    assertThat(page.select(".fix").text()).isEqualTo("one line and another");
    assertThat(page.select(".finding h4").text()).endsWith("one line and another");
    assertThat(page.getElementById("data").data())
        .contains("one line and another")
        .doesNotContain("u000a");
  }

  @Test
  void whatAllFindingsOfARuleHaveInCommonStandsOnceAtTheirHead() {
    var page = page(SampleDecisions.large());
    var group = page.select("section.group[aria-label=KMS-001]");
    assertThat(group.select(".about").text())
        .contains("Expected of each: 10")
        .contains("Fix of each: Set requestInterval to 10.");
    assertThat(group.select(".finding")).hasSize(50);
    assertThat(group.select(".finding").text()).doesNotContain("Set requestInterval to 10.");
    assertThat(page.select("section.group[aria-label=TAG-001] .finding .fix").text())
        .as("of one alone, at the finding")
        .isEqualTo("Set requestInterval to 10.");
  }

  @Test
  void aSentenceIsNotMetByARuleThatIsWaivedOrVacuous() {
    for (var decision : List.of(SampleDecisions.waived(), SampleDecisions.mixed())) {
      var row = page(decision).getElementById("sentence-A-18");
      assertThat(row.attr("data-status")).isEqualTo("answered in part or open");
      assertThat(row.text()).contains("KMS-001 is waived");
    }
    assertThat(page(SampleDecisions.allowed()).getElementById("sentence-A-18").text())
        .contains("met");
  }

  @Test
  void aSentenceWhoseRulesWereNotAskedIsNotOneThatNoRuleAnswers() {
    var single = SampleDecisions.single();
    var page = page(single);
    assertThat(page.getElementById("sentence-A-18").attr("data-status"))
        .isEqualTo("rules not asked");
    assertThat(page.select("#gaps h3").eachText()).contains("Sentences whose rules were not asked");
    assertThat(ConsoleReport.of(single, false, false)).contains("1 whose rules were not asked");
    var unanswered =
        single.withRequirements(
            List.of(
                new RequirementResult(
                    "A-19", "Text", Status.Requirement.UNDECIDED, List.of(), List.of(), "none")));
    assertThat(page(unanswered).getElementById("sentence-A-19").attr("data-status"))
        .isEqualTo("answered by no rule");
    assertThat(page(unanswered).select("#gaps h3").eachText())
        .doesNotContain("Sentences whose rules were not asked");
  }

  @Test
  void aWaiverBeforeItsFirstDayHasNoDaysLeft() {
    var cells = page(withWaiver("expired", "granted from 2026-12-01 only")).select("#waiver-0 td");
    assertThat(cells.get(0).text()).isEqualTo("expired granted from 2026-12-01 only");
    assertThat(cells.get(1).text()).isEqualTo("not in force yet last day 2026-12-31");
    var orphaned = page(withWaiver("orphaned", "no finding")).select("#waiver-0 td");
    assertThat(orphaned.get(0).text()).isEqualTo("orphaned no finding");
    assertThat(orphaned.get(1).text()).isEqualTo("40 days left last day 2026-12-31");
  }

  private static Decision withWaiver(String status, String problem) {
    var d = SampleDecisions.single();
    var f = d.findings().get(0);
    var found =
        new Finding(
            "WVR-001",
            Status.Subject.FAIL,
            "portcullis:waiver::W-9",
            "portcullis:waiver",
            "W-9",
            null,
            "/" + status,
            problem,
            "a waiver in force, or none",
            status,
            "Mend it.",
            f.fingerprint(),
            null,
            null);
    var waiver =
        new WaiverResult(
            "W-9", "HLT-001", "*", "o", "a", "r", "T-1", "2026-12-31", status, List.of());
    return new Decision(
        d.schemaVersion(),
        d.decision(),
        d.partial(),
        d.profile(),
        d.asOf(),
        d.graph(),
        d.engine(),
        d.policy(),
        d.rules(),
        List.of(f, found),
        d.requirements(),
        List.of(waiver),
        null);
  }

  @Test
  void inputsThatNoRuleReadAreNamedWithoutTheGraphToo() {
    var urn = "urn:pulumi:dev::portcullis::my:Parent$aws:sqs/queue:Queue::nobody-looked";
    var page =
        page(
            SampleDecisions.allowed()
                .withProvenance(
                    new Provenance(
                        new TreeMap<>(), new TreeMap<>(Map.of(urn, List.of("/inputs/policy"))))));
    assertThat(page.select("#gaps summary").eachText())
        .contains("aws:sqs/queue:Queue 1 inputs of 1 resources");
  }

  private static Finding texts(Finding f, String text) {
    return new Finding(
        f.rule(),
        f.status(),
        f.urn(),
        f.type(),
        "name",
        f.region(),
        f.pointer(),
        text,
        text,
        f.actual(),
        text,
        f.fingerprint(),
        f.location(),
        f.waiver());
  }

  private static Document page(Decision decision) {
    return Jsoup.parse(new String(HtmlReport.render(decision, null), StandardCharsets.UTF_8));
  }
}
