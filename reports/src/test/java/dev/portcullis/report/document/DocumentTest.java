package dev.portcullis.report.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.report.RenderedMarkdown;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "</td></tr></table><img src=x onerror=alert(1)>",
        "\"'><b>",
        "\u001b[31mred",
        "\u202eright to left",
        "a\nb\r\n| c | d |\n\n# heading",
        "&lt;b&gt;"
      })
  void textOfOthersIsTextInHtml(String hostile) {
    var html = text(HtmlPage.render(page(hostile)));
    assertThat(html)
        .doesNotContain("<script")
        .doesNotContain("<img")
        .doesNotContain("\u001b")
        .doesNotContain("\u202e")
        .doesNotContain("'><b>");
    assertThat(html.split("<t[dh][ >]", -1)).as("two columns, two cells").hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<b>", "a | b", "a\\|b", "`b", "@team", "https://a.example", "[a](b)", ":tada:"})
  void textOfOthersIsTextInMarkdown(String hostile) {
    var html = RenderedMarkdown.html(MarkdownPage.render(page(hostile)));
    var seen =
        html.replaceAll("<[^>]*>", "")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&amp;", "&");
    assertThat(seen.split(Pattern.quote(hostile), -1))
        .as("as it stands in a paragraph, in a cell and as code")
        .hasSize(4);
    assertThat(html).doesNotContain("<b>").doesNotContain("<a ").doesNotContain("<em>");
    assertThat(html.split("<td>", -1)).as("two cells").hasSize(3);
  }

  @Test
  void aLineBreakDoesNotEndTheRow() {
    var markdown = text(MarkdownPage.render(page("a\n\n# b")));
    assertThat(markdown.lines().filter(line -> line.startsWith("#"))).containsExactly("# Title");
    assertThat(markdown.lines().filter(line -> line.startsWith("| "))).hasSize(3);
  }

  @Test
  void aLongTableIsCutAndSaysSo() {
    var rows = Collections.nCopies(MarkdownPage.MOST_ROWS + 7, List.of(Cell.text("x")));
    var page = Document.titled("Title").table("c", List.of("C"), rows).build();
    assertThat(text(MarkdownPage.render(page))).contains("… and 7 more rows");
    assertThat(text(HtmlPage.render(page)).split("<tr>", -1)).hasSize(rows.size() + 2);
  }

  /** No browser is slow of what nobody has opened, and nothing is lost. */
  @Test
  void aVeryLongTableOpensInParts() {
    var rows = IntStream.range(0, 1_200).mapToObj(i -> List.of(Cell.number(i))).toList();
    var html =
        Jsoup.parse(
            text(HtmlPage.render(Document.titled("T").table("c", List.of("C"), rows).build())));
    assertThat(html.select("tbody th").eachText())
        .isEqualTo(rows.stream().map(row -> row.get(0).lines().get(0).text()).toList());
    assertThat(html.select("summary").eachText())
        .containsExactly("Rows 501 to 1000", "Rows 1001 to 1200");
    assertThat(html.select("details tbody tr")).hasSize(700);
  }

  @Test
  void theHtmlIsWellFormedAndAsksForNothing() throws Exception {
    var page =
        Document.titled("T & <U>")
            .heading("H")
            .text(Span.text("a"), new Span("b", Look.BAD))
            .table("c", List.of("C"), List.of(List.of(Cell.of(Span.code("d"), Span.muted("e")))))
            .bars("bars", List.of(bar("2026-01-01", 3, 0), bar("2026-01-02", 0, 1)))
            .build();
    var html = text(HtmlPage.render(page));
    assertThat(html)
        .contains("default-src 'none'")
        .doesNotContain("src=")
        .doesNotContain("href=")
        .doesNotContain("url(")
        .doesNotContain("@import");
    // XHTML but for the void elements of the head, which have no end tag.
    var body = html.substring(html.indexOf("<body>"), html.indexOf("</html>"));
    var parsed =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(
                new ByteArrayInputStream(
                    body.replace("<br>", "<br/>").getBytes(StandardCharsets.UTF_8)));
    assertThat(parsed.getElementsByTagName("rect").getLength()).isEqualTo(2);
    assertThat(parsed.getElementsByTagName("h1").item(0).getTextContent()).isEqualTo("T & <U>");
  }

  @Test
  void barsInMarkdownShowWhatIsThereHoweverLittle() {
    var page =
        Document.titled("T").bars("b", List.of(bar("one", 1000, 1), bar("two", 0, 0))).build();
    assertThat(text(MarkdownPage.render(page)))
        .contains("one " + "█".repeat(20) + "▒ 1000 fail, 1 undecided\n")
        .contains("two none\n");
  }

  private static Block.Bar bar(String label, int fail, int undecided) {
    return new Block.Bar(
        label,
        List.of(
            new Block.Part("fail", fail, Look.BAD),
            new Block.Part("undecided", undecided, Look.OPEN)));
  }

  private static Document page(String hostile) {
    return Document.titled("Title")
        .text(Span.text(hostile))
        .table(
            "caption",
            List.of("One", "Two"),
            List.of(List.of(Cell.text(hostile), Cell.code(hostile))))
        .build();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
