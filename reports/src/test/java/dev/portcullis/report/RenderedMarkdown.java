package dev.portcullis.report;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Markdown as a reader that is not ours shows it, with the tables and links of GitHub. */
public final class RenderedMarkdown {
  private RenderedMarkdown() {}

  /** The HTML of a text in UTF-8. */
  public static String html(byte[] markdown) {
    var extensions = List.of(TablesExtension.create(), AutolinkExtension.create());
    return HtmlRenderer.builder()
        .extensions(extensions)
        .build()
        .render(
            Parser.builder()
                .extensions(extensions)
                .build()
                .parse(new String(markdown, StandardCharsets.UTF_8)));
  }
}
