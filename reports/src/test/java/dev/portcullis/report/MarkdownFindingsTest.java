package dev.portcullis.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Finding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** The findings in the comment on a pull request: what is the same is read once. */
class MarkdownFindingsTest {

  @Test
  void whatAllFindingsOfARuleHaveInCommonStandsOnceAboveTheirTable() {
    var large = SampleDecisions.large();
    var markdown = text(large);
    assertThat(count(markdown, "Fix: Set requestInterval to 10.")).isEqualTo(2);
    assertThat(count(markdown, "Set requestInterval to 10.")).isEqualTo(2);
    assertThat(count(markdown, "Expected: `10`")).as("two rules, and what is waived").isEqualTo(3);
    var page = page(large);
    assertThat(page.select("h4").eachText())
        .containsExactly(
            "KMS-001 high: Title of KMS-001 (59)",
            "TAG-001 high: Title of TAG-001 (1)",
            "KMS-001 high: Title of KMS-001 (1)");
    var table = page.select("h4").first().nextElementSiblings().select("table").first();
    assertThat(table.select("th").eachText()).containsExactly("Where", "Source", "Found");
    assertThat(table.select("tbody tr")).hasSize(59);
    assertThat(markdown).contains("- Waiver: W-1\n");
  }

  @Test
  void whatDiffersStandsAtEachFinding() {
    var large = SampleDecisions.large();
    var findings = new ArrayList<>(large.findings());
    findings.set(1, otherwise(findings.get(1)));
    var page = page(large.withFindings(findings));
    var table = page.select("h4").first().nextElementSiblings().select("table").first();
    assertThat(table.select("th").eachText())
        .containsExactly("Where", "Source", "Found", "Expected", "Fix");
    assertThat(table.select("tbody tr").first().select("td").eachText().subList(3, 5))
        .containsExactly("11", "Otherwise.");
    assertThat(table.select("tbody tr").last().select("td").eachText().subList(3, 5))
        .containsExactly("10", "Set requestInterval to 10.");
  }

  private static Finding otherwise(Finding f) {
    return new Finding(
        f.rule(),
        f.status(),
        f.urn(),
        f.type(),
        f.name(),
        f.region(),
        f.pointer(),
        f.message(),
        "11",
        f.actual(),
        "Otherwise.",
        f.fingerprint(),
        f.location(),
        f.waiver());
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  private static Document page(Decision decision) {
    return Jsoup.parse(RenderedMarkdown.html(text(decision).getBytes(StandardCharsets.UTF_8)));
  }

  private static String text(Decision decision) {
    return new String(Formats.named("markdown").render(decision), StandardCharsets.UTF_8);
  }
}
