package dev.portcullis.report.diff;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.report.document.Cell;
import dev.portcullis.report.document.Document;
import dev.portcullis.report.document.Look;
import dev.portcullis.report.document.Span;
import dev.portcullis.report.document.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The page that shows what differs between two graphs: what was lost first. */
public final class GraphDiffPage {
  private final GraphDiff diff;
  private final Document.Builder page = Document.titled("Difference of two resource graphs");

  private GraphDiffPage(GraphDiff diff) {
    this.diff = diff;
  }

  /** The page. */
  public static Document of(GraphDiff diff) {
    var page = new GraphDiffPage(diff);
    page.page.text(Span.text(summary(diff) + "."));
    page.page.text(
        Span.text("A is "),
        Span.code(diff.before()),
        Span.text(", B is "),
        Span.code(diff.after()));
    page.whole("Removed", change -> change.after() == null);
    page.whole("Added", change -> change.before() == null);
    page.fields("Newly unknown values", ResourceChange::newlyUnknown);
    page.edges("Edges lost", edge -> edge.before() != null);
    page.edges("Edges gained", edge -> edge.after() != null);
    page.fields("Changed values", GraphDiffPage::otherFields);
    page.others();
    return page.page.build();
  }

  /** One line: how much of what. */
  public static String summary(GraphDiff diff) {
    if (diff.isEmpty()) {
      return "the graphs say the same";
    }
    var added = diff.resources().stream().filter(c -> c.before() == null).count();
    var removed = diff.resources().stream().filter(c -> c.after() == null).count();
    var unknown = diff.resources().stream().mapToInt(c -> c.newlyUnknown().size()).sum();
    var lost =
        diff.resources().stream().flatMap(c -> c.edges().stream()).filter(e -> e.after() == null);
    return removed
        + " removed, "
        + added
        + " added, "
        + (diff.resources().size() - added - removed)
        + " changed resources; "
        + unknown
        + " newly unknown values, "
        + lost.count()
        + " edges lost";
  }

  private static List<Change<JsonNode>> otherFields(ResourceChange change) {
    var unknown = change.newlyUnknown();
    return change.fields().stream().filter(field -> !unknown.contains(field)).toList();
  }

  private void whole(String heading, Function<ResourceChange, Boolean> wanted) {
    table(
        heading,
        List.of("Resource", "Region", "URN"),
        diff.resources().stream()
            .filter(wanted::apply)
            .map(
                change ->
                    List.of(
                        resource(change),
                        Cell.text(change.either().path("region").asText("")),
                        Cell.code(change.urn())))
            .toList());
  }

  private void fields(String heading, Function<ResourceChange, List<Change<JsonNode>>> wanted) {
    var rows = new ArrayList<List<Cell>>();
    for (var change : diff.resources()) {
      for (var field : wanted.apply(change)) {
        rows.add(
            List.of(
                resource(change),
                Cell.code(field.id()),
                value(field.before()),
                value(field.after())));
      }
    }
    table(heading, List.of("Resource", "Where", "A", "B"), rows);
  }

  private void edges(String heading, Function<Change<ResourceChange.Edge>, Boolean> wanted) {
    var rows = new ArrayList<List<Cell>>();
    for (var change : diff.resources()) {
      for (var edge : change.edges()) {
        var end = edge.after() != null ? edge.after() : edge.before();
        if (wanted.apply(edge) && end != null) {
          rows.add(List.of(resource(change), Cell.code(end.property()), Cell.code(end.urn())));
        }
      }
    }
    table(heading, List.of("Resource", "Property", "Leads to"), rows);
  }

  private void others() {
    table(
        "Source and outputs of the stack",
        List.of("Member", "A", "B"),
        diff.others().stream()
            .map(
                change ->
                    List.of(Cell.code(change.id()), value(change.before()), value(change.after())))
            .toList());
  }

  private void table(String heading, List<String> columns, List<List<Cell>> rows) {
    if (!rows.isEmpty()) {
      page.heading(heading + " (" + rows.size() + ")");
      page.table(heading, columns, rows);
    }
  }

  private static Cell resource(ResourceChange change) {
    return Cell.of(
        Span.code(change.either().path("name").asText()),
        Span.muted(change.either().path("type").asText()));
  }

  private static Cell value(@Nullable JsonNode value) {
    if (value == null || value.isNull()) {
      return Cell.of(Span.muted("-"));
    }
    return value.has("$unknown")
        ? Cell.of(new Span("unknown", Look.OPEN))
        : Cell.code(Words.value(value.toString()));
  }
}
