package dev.portcullis.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.graph.GraphSource;
import dev.portcullis.graph.InputException;
import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Finding;
import dev.portcullis.policy.decision.Provenance;
import dev.portcullis.report.html.HtmlReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands in the page; how it behaves is for the browser test of module cli. */
class HtmlReportTest {
  static List<Decision> decisions() {
    return SampleDecisions.all();
  }

  @ParameterizedTest
  @MethodSource("decisions")
  void saysTheVerdictEveryRuleAndEverySentence(Decision decision) {
    var page = render(decision);
    assertThat(page)
        .contains(
            switch (decision.decision()) {
              case ALLOW -> "</span> Allowed</h1>";
              case DENY -> "</span> Denied</h1>";
              case ERROR -> "</span> Not decided</h1>";
            })
        .contains("Exit code " + decision.decision().exitCode());
    assertThat(decision.rules())
        .allSatisfy(rule -> assertThat(page).contains("<tr id=\"rule-" + rule.id() + "\">"));
    assertThat(decision.requirements())
        .allSatisfy(r -> assertThat(page).contains("<tr id=\"sentence-" + r.id() + "\""));
    assertThat(page).contains(decision.graph().digest()).contains(decision.policy().revision());
    assertThat(count(page, "<article class=\"finding ")).isEqualTo(decision.findings().size());
  }

  @Test
  void tellsEveryStatusApart() {
    assertThat(render(SampleDecisions.mixed()))
        .contains("<span class=\"tag is-fail\">fail</span>")
        .contains("<span class=\"tag is-undecided\">undecided</span>")
        .contains("<span class=\"tag is-waived\">waived</span>")
        .contains("<span class=\"tag is-vacuous\">vacuous</span>")
        .contains("<span class=\"tag is-not-applicable\">not-applicable</span>");
    assertThat(render(SampleDecisions.allowed())).contains("passed by reference");
  }

  @Test
  void showsHostileTextAsText() {
    var page = render(SampleDecisions.mixed());
    assertThat(page)
        .doesNotContain("<script>alert")
        .doesNotContain("\u001b")
        .doesNotContain("\u202e")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;\\u001b[31m\\u202ered");
    // One of data and one of the page's own; the data ends where the template ends it.
    assertThat(count(page, "<script")).isEqualTo(2);
    assertThat(count(page, "</script>")).isEqualTo(2);
  }

  @Test
  void showsHostileTextAsTextInThePictureAndInTheData() throws IOException {
    var hostile = "\"><script>alert(1)</script><!--</title><svg onload=x>'\u2028\u202e{{1}}]]>";
    var system = SampleSystem.hostile(hostile);
    var page =
        new String(HtmlReport.render(system.decision(), system.graph()), StandardCharsets.UTF_8);
    assertThat(count(page, "<script")).isEqualTo(2);
    assertThat(count(page, "<svg")).isEqualTo(1);
    assertThat(page)
        .doesNotContain("<!--")
        .doesNotContain("\u2028")
        .doesNotContain("\u202e")
        .doesNotContainPattern("(?s)<[^>]*[\"'\\s]onload=");
    // A class or a name made of it would be one that it chose.
    assertThat(Pattern.compile(" (?:class|id|for|name)=\"([^\"]*)\"").matcher(page).results())
        .isNotEmpty()
        .allMatch(match -> match.group(1).matches("[\\w -]*"));
    assertThat(page).contains("thing&quot;&gt;&lt;script&gt;");
    assertThat(data(page).at("/resources")).hasSize(system.graph().resources().size());
  }

  private static JsonNode data(String page) throws IOException {
    var start = page.indexOf("<script type=\"application/json\" id=\"data\">");
    var json = page.substring(page.indexOf('>', start) + 1, page.indexOf("</script>", start));
    assertThat(json).doesNotContain("<");
    return new ObjectMapper().readTree(json);
  }

  @Test
  void theDataOfTheScriptIsJsonWhateverStandsInIt() throws IOException {
    var data = data(render(SampleDecisions.mixed()));
    assertThat(data.get("findings")).hasSize(SampleDecisions.mixed().findings().size());
    assertThat(data.get("rules")).hasSize(SampleDecisions.mixed().rules().size());
  }

  @Test
  void onlyWhatThisModuleWroteIsPutInUnescaped() throws IOException {
    try (var stream = Objects.requireNonNull(HtmlReport.class.getResourceAsStream("page.html"))) {
      var template = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      var raw = Pattern.compile("\\{\\{\\{(\\w+)}}}|\\{\\{&").matcher(template);
      assertThat(raw.results().map(match -> match.group(1)))
          .containsExactlyInAnyOrder("style", "script", "data");
      // Whatever is escaped for an attribute must stand in quotes.
      assertThat(Pattern.compile("=\\{\\{").matcher(template).find()).isFalse();
    }
  }

  @Test
  void loadsNothing() {
    assertThat(render(SampleDecisions.mixed()))
        .contains("default-src &#39;none&#39;")
        .doesNotContainPattern("(?i)<(link|img|iframe|object|embed)\\b")
        .doesNotContainPattern("(?i)(src|href)=\"(https?:|//)")
        .doesNotContainPattern("@import|\\burl\\((?!#)");
  }

  @Test
  void isTheSameEveryTime() {
    var first = render(SampleDecisions.mixed());
    assertThat(IntStream.range(0, 3).mapToObj(i -> render(SampleDecisions.mixed())))
        .allMatch(first::equals);
  }

  @Test
  void countsTheFindingsItDoesNotShowOneByOne() {
    assertThat(render(SampleDecisions.large())).contains("10 more findings of KMS-001");
  }

  @Test
  void keepsAFindingOfARuleThatTheDecisionDoesNotList() {
    var mixed = SampleDecisions.mixed();
    var stray = mixed.withRules(List.of());
    assertThat(count(render(stray), "<article class=\"finding "))
        .isEqualTo(mixed.findings().size());
  }

  @Test
  void countsTheDaysOfAWaiverFromTheDayOfTheDecision() {
    assertThat(render(SampleDecisions.mixed())).contains("<td>40 days left");
    var late = SampleDecisions.mixed().withAsOf(java.time.Instant.parse("2026-12-31T23:59:00Z"));
    assertThat(render(late)).contains("<td>last day");
    var later = SampleDecisions.mixed().withAsOf(java.time.Instant.parse("2027-01-02T00:00:00Z"));
    assertThat(render(later)).contains("<td>expired 2 days before");
  }

  @Test
  void saysThatReadsAreNotKnownWithoutATraceAndShowsThemWithOne() {
    assertThat(render(SampleDecisions.mixed())).contains("the evaluation was not traced");
    var page = render(traced(SampleDecisions.mixed()));
    assertThat(page)
        .doesNotContain("was not traced")
        .contains(
            ">check-0</a></dt><dd><ul class=\"fields\"><li>/inputs/requestInterval</li></ul>");
  }

  private static Decision traced(Decision d) {
    Finding finding = d.findings().get(0);
    var reads =
        new Provenance.RuleReads(
            new TreeMap<>(Map.of(finding.urn(), List.of("/inputs/requestInterval"))),
            new TreeMap<>(
                Map.of(
                    finding.fingerprint(),
                    List.of(new Provenance.Field(finding.urn(), "/inputs/requestInterval")))));
    return d.withProvenance(
        new Provenance(new TreeMap<>(Map.of(finding.rule(), reads)), new TreeMap<>()));
  }

  @Test
  void saysWhichControlsOfTheBaselineNoRuleNamesAndWhichNamesAreNotInTheCatalogue() {
    var system = SampleSystem.plain();
    var page =
        new String(HtmlReport.render(system.decision(), system.graph()), StandardCharsets.UTF_8);
    assertThat(page)
        .contains("rules name 2; <b>285 are not covered by this decision.</b>")
        .contains("<li><b>SC-12</b> Cryptographic Key Establishment and Management</li>")
        .doesNotContain("<li><b>SC-28</b>")
        .contains("<b>Not in the catalogue:</b> ZZ-9, named by KMS-001")
        .contains("There is no catalogue of this framework here");
  }

  @Test
  void tellsTypesThatTakeNoTagsFromThoseThatNoRuleAsked() {
    var system = SampleSystem.plain();
    var page =
        new String(HtmlReport.render(system.decision(), system.graph()), StandardCharsets.UTF_8);
    var none = page.indexOf("<h3>Types that take no tags</h3>");
    var unasked = page.indexOf("<h3>Types that take tags, and of which");
    assertThat(page.substring(none, unasked))
        .contains("aws:route53/record:Record")
        .doesNotContain("aws:sqs/queue:Queue");
    assertThat(page.substring(unasked)).contains("aws:sqs/queue:Queue");
    assertThat(render(SampleDecisions.mixed())).contains("Not known without the graph");
  }

  @Test
  void rejectsTheGraphOfAnotherDecision() {
    var other = new ResourceGraph(GraphSource.UNKNOWN, List.of(), null);
    assertThatThrownBy(() -> HtmlReport.render(SampleDecisions.mixed(), other))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("sha256:abab");
  }

  private static String render(Decision decision) {
    return new String(HtmlReport.render(decision, null), StandardCharsets.UTF_8);
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }
}
