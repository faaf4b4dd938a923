package dev.portcullis.cli;

import dev.portcullis.report.document.Document;
import dev.portcullis.report.document.HtmlPage;
import dev.portcullis.report.document.MarkdownPage;
import java.util.List;

/** The formats of a page. */
final class Pages {
  static final List<String> FORMATS = List.of("markdown", "html");

  private Pages() {}

  /**
   * Writes a page where the user wants it.
   *
   * @param asked formats, of {@link #FORMATS}
   * @param name of the files, without ending
   */
  static void write(
      OutputOptions output, Terminal terminal, List<String> asked, String name, Document page) {
    output.write(terminal, asked, format -> fileName(name, format), format -> render(page, format));
  }

  /** The same beside other files. */
  static void add(OutputDirectory files, List<String> asked, String name, Document page) {
    asked.forEach(format -> files.add(fileName(name, format), render(page, format)));
  }

  private static String fileName(String name, String format) {
    return name + (format.equals("html") ? ".html" : ".md");
  }

  private static byte[] render(Document page, String format) {
    return format.equals("html") ? HtmlPage.render(page) : MarkdownPage.render(page);
  }
}
