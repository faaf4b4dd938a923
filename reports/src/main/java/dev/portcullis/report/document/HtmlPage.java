package dev.portcullis.report.document;

import dev.portcullis.report.PlainText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A page as one HTML file that needs nothing else: no script, and no request can leave it. */
public final class HtmlPage {
  /** A name, date or number that is never broken. */
  private static final int SHORT = 24;

  private static final int MOST_OPEN = 500;

  private static final int CHART_HEIGHT = 64;
  private static final int BAR_WIDTH = 14;
  private static final int BAR_STEP = 20;

  private final StringBuilder out = new StringBuilder();

  private HtmlPage() {}

  /** The page in UTF-8. */
  public static byte[] render(Document document) {
    var page = new HtmlPage();
    var title = escaped(document.title());
    page.line("<!DOCTYPE html>");
    page.line("<html lang=\"en\">");
    page.line("<head>");
    page.line("<meta charset=\"utf-8\">");
    page.line(
        "<meta http-equiv=\"Content-Security-Policy\""
            + " content=\"default-src 'none'; style-src 'unsafe-inline'\">");
    page.line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    page.line("<meta name=\"color-scheme\" content=\"light dark\">");
    page.line("<title>" + title + "</title>");
    page.line("<style>\n" + style() + "</style>");
    page.line("</head>");
    page.line("<body>");
    page.line("<main>");
    page.line("<h1>" + title + "</h1>");
    document.blocks().forEach(page::block);
    page.line("</main>");
    page.line("</body>");
    page.line("</html>");
    return page.out.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Text that is neither markup nor the end of an attribute. */
  static String escaped(String text) {
    return PlainText.oneLine(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private void block(Block block) {
    if (block instanceof Block.Heading heading) {
      line("<h2>" + escaped(heading.text()) + "</h2>");
    } else if (block instanceof Block.Text text) {
      line(
          text.spans().stream().map(HtmlPage::span).collect(Collectors.joining("", "<p>", "</p>")));
    } else if (block instanceof Block.Table table) {
      table(table);
    } else if (block instanceof Block.Bars bars) {
      bars(bars);
    }
  }

  /** A browser lays out what is open only: the first rows at once, more of them when asked. */
  private void table(Block.Table table) {
    var rows = table.rows();
    rows(table, rows.subList(0, Math.min(MOST_OPEN, rows.size())));
    for (int from = MOST_OPEN; from < rows.size(); from += MOST_OPEN) {
      int to = Math.min(from + MOST_OPEN, rows.size());
      line("<details><summary>Rows " + (from + 1) + " to " + to + "</summary>");
      rows(table, rows.subList(from, to));
      line("</details>");
    }
  }

  private void rows(Block.Table table, List<List<Cell>> rows) {
    var caption = escaped(table.caption());
    // Wide tables scroll in themselves, and the keyboard must get there.
    line("<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"" + caption + "\">");
    line("<table>");
    line("<caption>" + caption + "</caption>");
    line(
        table.columns().stream()
            .map(column -> "<th scope=\"col\">" + escaped(column) + "</th>")
            .collect(Collectors.joining("", "<thead><tr>", "</tr></thead>")));
    line("<tbody>");
    rows.forEach(row -> line("<tr>" + row(row) + "</tr>"));
    line("</tbody>");
    line("</table>");
    line("</div>");
  }

  /** The first cell names the row. */
  private static String row(List<Cell> cells) {
    var row = new StringBuilder("<th scope=\"row\">").append(lines(cells.get(0))).append("</th>");
    cells.stream().skip(1).forEach(cell -> row.append("<td>").append(lines(cell)).append("</td>"));
    return row.toString();
  }

  private static String lines(Cell cell) {
    return cell.lines().stream().map(HtmlPage::span).collect(Collectors.joining("<br>"));
  }

  private static String span(Span span) {
    var shown = look(span);
    // A relative path, encoded: no scheme, no host, no end of the attribute.
    return span.target() == null
        ? shown
        : "<a href=\"" + escaped(span.target()) + "\">" + shown + "</a>";
  }

  private static String look(Span span) {
    var text = escaped(span.text());
    return switch (span.look()) {
      // Names may run from right to left: what stands beside them must not turn with them.
      case TEXT -> "<bdi>" + text + "</bdi>";
      case CODE ->
          span.text().length() <= SHORT
              ? "<code class=\"short\"><bdi>" + text + "</bdi></code>"
              : "<code><bdi>" + breakable(text) + "</bdi></code>";
      case MUTED -> "<span class=\"muted\">" + breakable(text) + "</span>";
      case BAD -> "<strong class=\"bad\">" + text + "</strong>";
      case GOOD, OPEN -> "<span class=\"" + name(span.look()) + "\">" + text + "</span>";
    };
  }

  /** Long names break between their parts, not in the midst of a word. */
  private static String breakable(String escaped) {
    return escaped.replace("/", "/<wbr>").replace("::", "::<wbr>");
  }

  /** The numbers stand in the table beside it; the picture shows where they go. */
  private void bars(Block.Bars bars) {
    int most = bars.bars().stream().mapToInt(Block.Bar::height).max().orElse(0);
    int width = bars.bars().size() * BAR_STEP;
    line("<figure><figcaption>" + escaped(bars.caption()) + ", at most " + most + "</figcaption>");
    line(
        shape(
            "<svg role=\"img\" aria-label=\"%s\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %2$d %3$d\">",
            escaped(bars.caption()), width, CHART_HEIGHT + 1));
    line(shape("<path class=\"axis\" d=\"M0 %d.5H%d\"/>", CHART_HEIGHT, width));
    int x = (BAR_STEP - BAR_WIDTH) / 2;
    for (var bar : bars.bars()) {
      bar(bar, x, Math.max(1, most));
      x += BAR_STEP;
    }
    line("</svg></figure>");
  }

  private void bar(Block.Bar bar, int x, int most) {
    line("<g><title>" + escaped(bar.label() + ": " + bar.words()) + "</title>");
    if (!bar.isKnown()) {
      line(
          shape(
              "<text class=\"bad\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">?</text>",
              x + BAR_WIDTH / 2, CHART_HEIGHT - 4));
    }
    int below = 0;
    for (var part : bar.parts()) {
      int bottom = below * CHART_HEIGHT / most;
      below += part.count();
      int top = below * CHART_HEIGHT / most;
      if (top > bottom) {
        line(
            shape(
                "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>",
                name(part.look()), x, CHART_HEIGHT - top, BAR_WIDTH, top - bottom));
      }
    }
    line("</g>");
  }

  /** In the digits of the file format, whatever those of the machine's language are. */
  private static String shape(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static String name(Look look) {
    return look.name().toLowerCase(Locale.ROOT);
  }

  private static String style() {
    try (var in = HtmlPage.class.getResourceAsStream("page.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
