package dev.portcullis.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Status;
import dev.portcullis.report.diff.DecisionDiff;
import dev.portcullis.report.diff.DiffPage;
import dev.portcullis.report.diff.FindingChange;
import dev.portcullis.report.document.Document;
import dev.portcullis.report.document.HtmlPage;
import dev.portcullis.report.document.MarkdownPage;
import dev.portcullis.report.portfolio.Entry;
import dev.portcullis.report.portfolio.Portfolio;
import dev.portcullis.report.portfolio.PortfolioPage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;

/** A difference and a portfolio say the same as Markdown and as HTML, whatever stands in them. */
class PagesAgreePropertiesTest {
  private static final String SEED = "20261121";

  private static final Pattern CUT = Pattern.compile("… and (\\d+) more rows.*");
  private static final Set<String> OUR_ATTRIBUTES =
      Set.of(
          "lang",
          "charset",
          "http-equiv",
          "content",
          "name",
          "class",
          "role",
          "tabindex",
          "scope",
          "aria-label",
          "width",
          "height",
          "viewBox",
          "d",
          "x",
          "y",
          "href",
          "points",
          "open");

  /** What a page says: its headings, paragraphs and tables, cell by cell and line by line. */
  private record Said(List<String> titles, List<String> texts, List<List<List<String>>> tables) {}

  @Property(tries = 100, seed = SEED)
  void aDifferenceIsTheSameInBoth(@ForAll long one, @ForAll long two) {
    var diff = DecisionDiff.of(AnyDecision.of(one), AnyDecision.of(two));
    var html = same(DiffPage.of(diff));
    var kinds =
        diff.findings().stream()
            .collect(
                Collectors.groupingBy(
                    FindingChange::kind, TreeMap::new, Collectors.summingInt(change -> 1)));
    for (var kind : FindingChange.Kind.values()) {
      var number = kinds.getOrDefault(kind, 0);
      var title = kind.words() + " (" + number + ")";
      var rows =
          html.select("h2").stream()
              .filter(heading -> heading.text().equals(title))
              .mapToInt(heading -> heading.nextElementSibling().select("tbody tr").size())
              .sum();
      assertThat(rows).as(title).isEqualTo(number);
    }
  }

  @Property(tries = 50, seed = SEED)
  void aPortfolioIsTheSameInBothAndCountsRight(@ForAll long seed) {
    var decisions = Stream.of(seed, seed + 1, seed + 2, seed + 3).map(AnyDecision::of).toList();
    var entries =
        Stream.of(0, 1, 2, 3).map(i -> Entry.of(i + "/decision.json", decisions.get(i))).toList();
    var html = same(PortfolioPage.of(Portfolio.of(entries)));
    for (int i = 0; i < 4; i++) {
      var row = html.select("tr:has(code:contains(" + i + "/decision.json))").first();
      assertThat(row.select("td").eachText())
          .contains(Integer.toString(decisions.get(i).graph().resources()));
      assertThat(row.select("td").eachText().subList(2, 5))
          .containsExactly(
              count(decisions.get(i), Status.Subject.FAIL),
              count(decisions.get(i), Status.Subject.UNDECIDED),
              count(decisions.get(i), Status.Subject.WAIVED));
    }
  }

  private static String count(Decision decision, Status.Subject status) {
    if (decision.decision() == Status.Verdict.ERROR) {
      return "not known";
    }
    return Long.toString(
        decision.findings().stream().filter(finding -> finding.status() == status).count());
  }

  /** The HTML, when Markdown says the same. */
  private static Element same(Document page) {
    var html = Jsoup.parse(new String(HtmlPage.render(page), StandardCharsets.UTF_8));
    var ofHtml = said(html.body());
    var ofMarkdown = said(Jsoup.parse(RenderedMarkdown.html(MarkdownPage.render(page))).body());
    assertThat(MarkdownPage.render(page).length).isLessThan(65_536);
    assertThat(ofMarkdown.titles()).isEqualTo(ofHtml.titles());
    assertThat(ofMarkdown.texts().stream().filter(text -> !CUT.matcher(text).matches()))
        .containsExactlyElementsOf(ofHtml.texts());
    tables(ofMarkdown, ofHtml);
    for (var element : html.getAllElements()) {
      assertThat(OUR_ATTRIBUTES)
          .containsAll(element.attributes().asList().stream().map(Attribute::getKey).toList());
    }
    assertThat(html.select("script, img, a, iframe, object, embed, form, input")).isEmpty();
    assertThat(html.wholeText().codePoints().filter(PagesAgreePropertiesTest::steers)).isEmpty();
    return html;
  }

  /** Markdown may be cut, and says by how much. */
  private static void tables(Said markdown, Said html) {
    assertThat(markdown.tables()).hasSameSizeAs(html.tables());
    int missing = 0;
    for (int i = 0; i < html.tables().size(); i++) {
      var shown = markdown.tables().get(i);
      assertThat(shown).isEqualTo(html.tables().get(i).subList(0, shown.size()));
      missing += html.tables().get(i).size() - shown.size();
    }
    assertThat(
            markdown.texts().stream()
                .map(CUT::matcher)
                .filter(Matcher::matches)
                .mapToInt(cut -> Integer.parseInt(cut.group(1)))
                .sum())
        .isEqualTo(missing);
  }

  private static boolean steers(int c) {
    return c != '\n' && (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
  }

  private static Said said(Element body) {
    body.select("br").forEach(lineBreak -> lineBreak.after("\u240a"));
    // The terminal's bars are a picture; the numbers are in the tables of both.
    body.select("pre, figure, p:has(+ pre)").remove();
    return new Said(
        body.select("h1, h2").eachText(),
        texts(body.select("p")),
        body.select("table").stream()
            .map(table -> table.select("tr").stream().map(row -> texts(row.children())).toList())
            .toList());
  }

  private static List<String> texts(Elements elements) {
    return elements.stream().map(e -> e.text().replaceAll("\\s*\u240a\\s*", "\n").strip()).toList();
  }
}
