package dev.portcullis.report.document;

import dev.portcullis.report.Markdown;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** A page as GitHub-flavoured Markdown, for a pull request or the summary of a run. */
public final class MarkdownPage {
  static final int MOST_ROWS = 100;

  /** A comment of a pull request holds 65,536 characters; a table is cut before, and says so. */
  private static final int MOST_OF_ROWS = 40_000;

  private static final int UNCUT = Integer.MAX_VALUE;
  private static final int TALLEST = 20;

  private final StringBuilder out = new StringBuilder();
  private int left = MOST_OF_ROWS;

  private MarkdownPage() {}

  /** The page in UTF-8. */
  public static byte[] render(Document document) {
    var page = new MarkdownPage();
    page.out.append("# ").append(prose(document.title())).append('\n');
    document.blocks().forEach(page::block);
    return page.out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void block(Block block) {
    out.append('\n');
    if (block instanceof Block.Heading heading) {
      out.append("## ").append(prose(heading.text())).append('\n');
    } else if (block instanceof Block.Text text) {
      text.spans().forEach(span -> out.append(span(span)));
      out.append('\n');
    } else if (block instanceof Block.Table table) {
      table(table);
    } else if (block instanceof Block.Bars bars) {
      bars(bars);
    }
  }

  private void table(Block.Table table) {
    row(table.columns().stream().map(MarkdownPage::prose).toList());
    row(table.columns().stream().map(column -> "---").toList());
    int shown = 0;
    for (var row : table.rows()) {
      int before = out.length();
      row(row.stream().map(MarkdownPage::cell).toList());
      left -= out.length() - before;
      if (left < 0 || shown == MOST_ROWS) {
        out.setLength(before);
        break;
      }
      shown++;
    }
    if (shown < table.rows().size()) {
      out.append("\n… and ")
          .append(table.rows().size() - shown)
          .append(" more rows; the HTML page has them all.\n");
    }
  }

  private void row(List<String> cells) {
    out.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private static String cell(Cell cell) {
    return cell.lines().stream().map(MarkdownPage::span).collect(Collectors.joining("<br>"));
  }

  private static String span(Span span) {
    var shown = look(span);
    return span.target() == null ? shown : "[" + shown + "](<" + span.target() + ">)";
  }

  private static String look(Span span) {
    return switch (span.look()) {
      case CODE -> Markdown.code(span.text(), UNCUT);
      case BAD -> "**" + prose(span.text()) + "**";
      case TEXT, GOOD, OPEN, MUTED -> prose(span.text());
    };
  }

  /** One line of letters for each bar: Markdown has no pictures of its own. */
  private void bars(Block.Bars bars) {
    int most = Math.max(1, bars.bars().stream().mapToInt(Block.Bar::height).max().orElse(1));
    out.append(prose(bars.caption())).append(":\n\n```text\n");
    for (var bar : bars.bars()) {
      out.append(bar.label()).append(' ');
      for (var part : bar.parts()) {
        // What is there is seen, however little it is.
        int length = (int) Math.ceil((double) part.count() * TALLEST / most);
        out.append(sign(part.look()).repeat(length));
      }
      out.append(bar.isKnown() ? "" : "?").append(bar.height() > 0 || !bar.isKnown() ? " " : "");
      out.append(bar.words()).append('\n');
    }
    out.append("```\n");
  }

  /** Blanks at the ends keep spans apart. */
  private static String prose(String text) {
    var blank = text.isBlank() ? "" : " ";
    return (text.startsWith(" ") ? " " : "")
        + Markdown.text(text, UNCUT)
        + (text.endsWith(" ") ? blank : "");
  }

  private static String sign(Look look) {
    return switch (look) {
      case BAD -> "█";
      case OPEN -> "▒";
      case TEXT, CODE, GOOD, MUTED -> "░";
    };
  }
}
