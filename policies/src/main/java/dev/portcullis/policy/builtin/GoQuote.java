package dev.portcullis.policy.builtin;

import dev.portcullis.policy.value.Values;

/** Go's quoted strings and characters. */
final class GoQuote {
  private GoQuote() {}

  /**
   * The text in quotes.
   *
   * @param ascii whether everything else has to be escaped
   */
  static String quote(String text, char quote, boolean ascii) {
    var out = new StringBuilder().append(quote);
    text.codePoints().forEach(character -> append(out, character, quote, ascii));
    return out.append(quote).toString();
  }

  private static void append(StringBuilder out, int character, char quote, boolean ascii) {
    if (character == quote || character == '\\') {
      out.append('\\').append((char) character);
    } else if ((!ascii || character < 0x80) && Values.isPrintable(character)) {
      out.appendCodePoint(character);
    } else {
      escape(out, character);
    }
  }

  private static void escape(StringBuilder out, int character) {
    switch (character) {
      case 7 -> out.append("\\a");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case 11 -> out.append("\\v");
      default -> {
        if (character < ' ' || character == 0x7F) {
          out.append(String.format("\\x%02x", character));
        } else if (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE) {
          out.append(String.format("\\x%02x", character & 0xFF));
        } else {
          out.append(String.format(character < 0x10000 ? "\\u%04x" : "\\U%08x", character));
        }
      }
    }
  }

  static boolean canBackquote(String text) {
    return text.codePoints()
        .noneMatch(
            character ->
                (character < ' ' && character != '\t')
                    || character == '`'
                    || character == 0x7F
                    || character == 0xFEFF
                    || (character >= Character.MIN_SURROGATE
                        && character <= Character.MAX_SURROGATE));
  }
}
