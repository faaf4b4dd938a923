package dev.portcullis.report;

import java.util.regex.Pattern;

/**
 * Text of the program under test (names, messages, values) on its way to a reader. It is shown,
 * never obeyed: control characters, ANSI sequences, directional overrides, characters that XML does
 * not have, and the {@code ##} that build servers take for a command anywhere in a line, become
 * visible escapes.
 */
public final class PlainText {
  private static final Pattern LINE_BREAK = Pattern.compile("\\h*\\R\\s*");

  private PlainText() {}

  /** The text on one line, every character that could steer a terminal or a reader made visible. */
  public static String oneLine(String text) {
    var shown = new StringBuilder(text.length());
    int before = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(before)) {
      int c = text.codePointAt(i);
      if (steers(c) || (c == '#' && before == '#')) {
        shown.append(String.format("\\u%04x", c));
      } else {
        shown.appendCodePoint(c);
      }
      before = c;
    }
    return shown.toString();
  }

  /**
   * As {@link #oneLine}, of sentences: that somebody wrote them over several lines means nothing,
   * so a line break is a space.
   */
  public static String prose(String text) {
    return oneLine(folded(text));
  }

  /** A line break, and the blanks around it, is a space. */
  public static String folded(String text) {
    return LINE_BREAK.matcher(text.strip()).replaceAll(" ");
  }

  /**
   * As {@link #oneLine}, cut if need be: at most {@code limit} characters, the last of them a mark
   * where it was cut.
   */
  public static String shortened(String text, int limit) {
    var line = oneLine(text);
    if (line.length() <= limit) {
      return line;
    }
    int end = limit - 1;
    return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + "…";
  }

  private static boolean steers(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
    };
  }
}
