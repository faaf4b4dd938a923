package dev.portcullis.report;

/**
 * Text of the program under test (names, messages, values) on its way to a reader. It is shown,
 * never obeyed: control characters, ANSI sequences and directional overrides become visible
 * escapes.
 */
public final class PlainText {
  private PlainText() {}

  /** The text on one line, every character that could steer a terminal or a reader made visible. */
  public static String oneLine(String text) {
    var shown = new StringBuilder(text.length());
    text.codePoints().forEach(c -> append(shown, c));
    return shown.toString();
  }

  /**
   * As {@link #oneLine}, cut in the middle of nothing: at most {@code limit} characters and a mark
   * where it was cut.
   */
  public static String shortened(String text, int limit) {
    var line = oneLine(text);
    return line.length() <= limit ? line : line.substring(0, limit - 1) + "…";
  }

  private static void append(StringBuilder shown, int c) {
    switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          shown.append(String.format("\\u%04x", c));
      default -> shown.appendCodePoint(c);
    }
  }
}
