package dev.portcullis.report.document;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a page is made of. */
public sealed interface Block {

  /** A heading of the second level. */
  record Heading(String text) implements Block {

    public Heading {
      text = Span.prose(text);
    }
  }

  /** A paragraph. */
  record Text(List<Span> spans) implements Block {}

  /**
   * A table.
   *
   * @param caption what it shows, for those who hear it
   * @param rows each as long as {@code columns}
   */
  record Table(String caption, List<String> columns, List<List<Cell>> rows) implements Block {

    public Table {
      caption = Span.prose(caption);
      for (var row : rows) {
        if (row.size() != columns.size()) {
          throw new IllegalArgumentException(
              "a row has " + row.size() + " cells, the table " + columns.size() + " columns");
        }
      }
    }
  }

  /** Stacked bars, one for each instant. */
  record Bars(String caption, List<Bar> bars) implements Block {

    public Bars {
      caption = Span.prose(caption);
    }
  }

  /**
   * One bar.
   *
   * @param label instant, and what is to be known of it
   * @param known parts from the bottom to the top; null when they are not known, which is not none
   */
  record Bar(String label, @Nullable List<Part> known) {

    /** Whether anything is known of this instant. */
    public boolean isKnown() {
      return known != null;
    }

    /** From the bottom to the top; none when nothing is known. */
    public List<Part> parts() {
      return known == null ? List.of() : known;
    }

    /** Sum of the parts. */
    public int height() {
      return parts().stream().mapToInt(Part::count).sum();
    }

    /** What it shows. */
    public String words() {
      if (!isKnown()) {
        return "not decided";
      }
      return height() == 0
          ? "none"
          : parts().stream()
              .filter(part -> part.count() > 0)
              .map(part -> part.count() + " " + part.name())
              .collect(Collectors.joining(", "));
    }
  }

  /** A part of a bar. */
  record Part(String name, int count, Look look) {}
}
