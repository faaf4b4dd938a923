package dev.portcullis.policy.builtin;

/**
 * The syntax of OPA's globs: {@code *} and {@code ?} stop at the delimiters, {@code **} does not,
 * {@code [a-z]} and {@code [!abc]} are classes, {@code {a,b}} are alternatives.
 */
final class GlobPattern {
  private static final String BREAKERS = "?*[{";
  private static final String GROUP_BREAKERS = BREAKERS + "},";

  private final String glob;
  private final String single;
  private final StringBuilder regex = new StringBuilder("(?s)");
  private int at;
  private int groups;

  private GlobPattern(String glob, String delimiters) {
    this.glob = glob;
    var excluded = new StringBuilder();
    delimiters.codePoints().forEach(delimiter -> excluded.append(escaped(delimiter)));
    this.single = delimiters.isEmpty() ? "." : "[^" + excluded + "]";
  }

  /**
   * The regular expression for a whole text.
   *
   * @param delimiters characters that a star does not match; may be none
   * @throws BuiltinException when it is no glob
   */
  static String regex(String glob, String delimiters) {
    var pattern = new GlobPattern(glob, delimiters);
    while (pattern.at < glob.length()) {
      pattern.next();
    }
    if (pattern.groups > 0) {
      throw pattern.error("unclosed `{`");
    }
    return pattern.regex.toString();
  }

  private void next() {
    switch (glob.charAt(at)) {
      case '{' -> token("(?:", 1);
      case ',' -> token(groups > 0 ? "|" : ",", 0);
      case '}' -> token(groups > 0 ? ")" : "\\}", groups > 0 ? -1 : 0);
      case '?' -> token(single, 0);
      case '*' -> stars();
      case '[' -> characterClass();
      default -> text(groups > 0 ? GROUP_BREAKERS : BREAKERS, regex);
    }
  }

  private void token(String translated, int deeper) {
    regex.append(translated);
    groups += deeper;
    at++;
  }

  private void stars() {
    var crossing = glob.startsWith("**", at);
    regex.append(crossing ? "." : single).append('*');
    at += crossing ? 2 : 1;
  }

  /** Literal characters up to a breaker; a backslash makes the next one literal. */
  private void text(String breakers, StringBuilder into) {
    var escape = false;
    while (at < glob.length()) {
      var character = glob.codePointAt(at);
      if (!escape && breakers.indexOf(character) >= 0) {
        return;
      }
      at += Character.charCount(character);
      escape = !escape && character == '\\';
      if (!escape) {
        into.append(escaped(character));
      }
    }
    if (escape) {
      throw error("trailing backslash");
    }
  }

  private void characterClass() {
    at++;
    var negated = glob.startsWith("!", at);
    at += negated ? 1 : 0;
    regex.append(negated ? "[^" : "[");
    var first = take();
    if (glob.startsWith("-", at)) {
      at++;
      var last = take();
      if (last < first) {
        throw error("range hi character is less than lo");
      }
      regex.append(escaped(first)).append('-').append(escaped(last));
    } else {
      at -= Character.charCount(first);
      var characters = new StringBuilder();
      text("]", characters);
      if (characters.isEmpty()) {
        throw error("could not parse range");
      }
      regex.append(characters);
    }
    if (take() != ']') {
      throw error("expected close range character");
    }
    regex.append(']');
  }

  private int take() {
    if (at >= glob.length()) {
      throw error("unexpected end of input");
    }
    var character = glob.codePointAt(at);
    at += Character.charCount(character);
    return character;
  }

  private static String escaped(int character) {
    return Character.isLetterOrDigit(character)
        ? Character.toString(character)
        : "\\x{" + Integer.toHexString(character) + "}";
  }

  private BuiltinException error(String problem) {
    return new BuiltinException("glob: syntax error at " + at + ": " + problem);
  }
}
