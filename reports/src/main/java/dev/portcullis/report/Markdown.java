package dev.portcullis.report;

import java.util.regex.Pattern;

/**
 * Text of others inside Markdown as GitHub and GitLab read it: shown, never obeyed. No HTML, no
 * emphasis, no link, no mention, no reference, no emoji, no formula.
 */
public final class Markdown {
  /** Splits a text for the filters that run after Markdown, and is not seen. */
  private static final String GAP = "<!-- -->";

  private static final Pattern TICKS = Pattern.compile("`+");
  private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_\\[\\]{}<>&#!|~^$]");

  /** Before these a filter would see a mention, a reference, an emoji or an address. */
  private static final Pattern FILTERED =
      Pattern.compile("[@#!%~&$](?=\\w)|(?i:\\bGH)(?=-\\d)|:(?=[\\w+-]+:|//)|(?i:\\bwww)(?=\\.)");

  private Markdown() {}

  /** Running text on one line, at most {@code limit} characters of it. */
  public static String text(String text, int limit) {
    var shown = PlainText.shortened(PlainText.folded(text), limit);
    var safe = new StringBuilder();
    int from = 0;
    for (var filtered : FILTERED.matcher(shown).results().toList()) {
      shown.substring(from, filtered.end()).chars().forEach(c -> escape(safe, (char) c));
      safe.append(GAP);
      from = filtered.end();
    }
    shown.substring(from).chars().forEach(c -> escape(safe, (char) c));
    return safe.toString();
  }

  private static void escape(StringBuilder safe, char c) {
    switch (c) {
      case '&' -> safe.append("&amp;");
      case '<' -> safe.append("&lt;");
      case '>' -> safe.append("&gt;");
      case '$' -> safe.append("&dollar;");
      case '|' -> safe.append("&#124;");
      case '\\', '`', '*', '_', '~', '[', ']', '(', ')', '{', '}', '!' ->
          safe.append('\\').append(c);
      default -> safe.append(c);
    }
  }

  /** Running text on one line in Markdown of which nothing else is known (OSCAL), uncut. */
  static String escaped(String text) {
    return SPECIAL.matcher(PlainText.oneLine(text)).replaceAll("\\\\$0");
  }

  /** A value as code in the cell of a table, at most {@code limit} characters of it. */
  public static String code(String text, int limit) {
    var plain = PlainText.shortened(text, limit);
    if (plain.isBlank()) {
      return "(empty)";
    }
    if (plain.contains("\\|")) {
      // A backslash before a pipe would escape the one that keeps the pipe from ending the cell.
      return "<code>" + text(plain, limit) + "</code>";
    }
    var shown = plain.replace("|", "\\|");
    var longest = TICKS.matcher(shown).results().mapToInt(r -> r.group().length()).max().orElse(0);
    var fence = "`".repeat(longest + 1);
    var pad = shown.startsWith("`") || shown.endsWith("`") || shown.startsWith(" ") ? " " : "";
    return fence + pad + shown + pad + fence;
  }

  /** The head of a table. */
  static void table(StringBuilder out, String... titles) {
    row(out, titles);
    out.append("|---".repeat(titles.length)).append("|\n");
  }

  /** A line of a table. */
  static void row(StringBuilder out, String... cells) {
    out.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
