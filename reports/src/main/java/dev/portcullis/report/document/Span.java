package dev.portcullis.report.document;

import dev.portcullis.report.PlainText;
import dev.portcullis.report.Uris;
import org.jspecify.annotations.Nullable;

/**
 * A piece of text on one line. It may be anybody's: every renderer shows it as text and makes what
 * could steer a reader visible. What nobody would read to its end is cut: the decision has it all.
 *
 * @param target relative URI that it leads to; null when it leads nowhere
 */
public record Span(String text, Look look, @Nullable String target) {
  private static final int LONGEST = 1_000;

  public Span {
    text = look == Look.CODE ? value(text) : prose(text);
  }

  /** A piece that leads nowhere. */
  public Span(String text, Look look) {
    this(text, look, null);
  }

  /** The same as a link to a file: a relative path, with slashes between its parts. */
  public Span to(String file) {
    return new Span(text, look, Uris.path(file));
  }

  public static Span text(String text) {
    return new Span(text, Look.TEXT);
  }

  public static Span code(String text) {
    return new Span(text, Look.CODE);
  }

  public static Span muted(String text) {
    return new Span(text, Look.MUTED);
  }

  /** That somebody wrote a sentence over several lines means nothing; in a value it does. */
  static String prose(String text) {
    var start = text.startsWith(" ") ? " " : "";
    var end = text.endsWith(" ") && !text.isBlank() ? " " : "";
    return start + PlainText.shortened(PlainText.folded(text), LONGEST) + end;
  }

  private static String value(String text) {
    return text.isBlank() && !text.isEmpty() ? "(blank)" : PlainText.shortened(text, LONGEST);
  }
}
