package dev.portcullis.report.html;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.portcullis.graph.GraphJson;
import dev.portcullis.graph.InputException;
import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.report.PlainText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The report as one HTML page that loads nothing: style, script, data and picture are in it. */
public final class HtmlReport {
  private static final Template TEMPLATE =
      Mustache.compiler()
          .withEscaper(text -> Escapers.HTML.escape(PlainText.oneLine(text)))
          .emptyStringIsFalse(true)
          .zeroIsFalse(true)
          .compile(resource("page.html"));
  private static final String STYLE = resource("page.css");
  private static final String SCRIPT = resource("page.js");

  private HtmlReport() {}

  /**
   * The page, UTF-8.
   *
   * @param graph what was decided about; null when it is not there, and then the page has no
   *     picture
   * @throws InputException when the decision is of another graph
   */
  public static byte[] render(Decision decision, @Nullable ResourceGraph graph) {
    if (graph != null) {
      var digest = GraphJson.digest(graph);
      if (!digest.equals(decision.graph().digest())) {
        throw InputException.of(
            "graph",
            "/digest",
            "this is " + digest + ", the decision is of " + decision.graph().digest(),
            "give the graph that was decided about, or none");
      }
    }
    var page = new PageBuilder(decision, graph).page(STYLE, SCRIPT);
    return TEMPLATE.execute(page).getBytes(StandardCharsets.UTF_8);
  }

  private static String resource(String name) {
    try (var stream = Objects.requireNonNull(HtmlReport.class.getResourceAsStream(name), name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
