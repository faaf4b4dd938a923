package dev.portcullis.report.picture;

import dev.portcullis.policy.decision.Status;
import java.util.Locale;

/** How a resource fared under all rules together, the worst first. */
public enum Standing {
  FAIL("failed", "✘"),
  UNDECIDED("undecided", "?"),
  WAIVED("waived", "~"),
  PASS_BY_REFERENCE("passed by reference", "↪"),
  PASS("passed", "✔"),
  /** The subject of no rule. */
  UNEXAMINED("subject of no rule", "·");

  private final String words;
  private final String mark;

  Standing(String words, String mark) {
    this.words = words;
    this.mark = mark;
  }

  /** For a person. */
  public String words() {
    return words;
  }

  /** One character: colour alone tells some readers nothing. */
  public String mark() {
    return mark;
  }

  /** For a style sheet. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Of a subject of one rule. */
  public static Standing of(Status.Subject status) {
    return switch (status) {
      case FAIL -> FAIL;
      case UNDECIDED -> UNDECIDED;
      case WAIVED -> WAIVED;
      case PASS_BY_REFERENCE -> PASS_BY_REFERENCE;
      case PASS -> PASS;
    };
  }

  /** The worse of the two. */
  public Standing or(Standing other) {
    return compareTo(other) <= 0 ? this : other;
  }
}
