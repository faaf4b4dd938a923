package dev.portcullis.report.document;

import java.util.List;
import java.util.stream.Stream;

/** A cell of a table: lines below each other. */
public record Cell(List<Span> lines) {

  /** These lines but for the empty ones. */
  public static Cell of(Span... lines) {
    return new Cell(Stream.of(lines).filter(line -> !line.text().isEmpty()).toList());
  }

  public static Cell text(String text) {
    return of(Span.text(text));
  }

  public static Cell code(String text) {
    return of(Span.code(text));
  }

  public static Cell number(int number) {
    return text(Integer.toString(number));
  }
}
