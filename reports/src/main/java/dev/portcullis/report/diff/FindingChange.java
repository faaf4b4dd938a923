package dev.portcullis.report.diff;

import dev.portcullis.policy.decision.Finding;
import dev.portcullis.policy.decision.Status;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A finding that is not the same in both decisions.
 *
 * @param before null when the earlier decision does not have it
 * @param after null when the later decision does not have it
 * @param seen how the decision that does not have it sees its subject; {@link Seen#FOUND} when both
 *     have it
 */
public record FindingChange(@Nullable Finding before, @Nullable Finding after, Seen seen) {

  /** What became of a finding, the worst first. */
  public enum Kind {
    /** Only the later decision has it. */
    NEW("New"),
    /** Undecided, and was not before. */
    NEWLY_UNKNOWN("Newly unknown"),
    /** Both have one at this place, with another content, status or waiver. */
    CHANGED("Changed"),
    /** Undecided before, and decided now. */
    NOW_KNOWN("Now known"),
    /** Not there any more, and nobody says that it was fixed. */
    GONE("Gone, not known to be fixed"),
    /** The rule looked again and did not find it. */
    FIXED("Fixed");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** For a reader. */
    public String words() {
      return words;
    }
  }

  static final Comparator<FindingChange> ORDER =
      Comparator.comparing(FindingChange::kind)
          .thenComparing(change -> change.either().rule())
          .thenComparing(change -> change.either().urn())
          .thenComparing(change -> change.either().pointer())
          .thenComparing(change -> key(change.before()))
          .thenComparing(change -> key(change.after()));

  public FindingChange {
    if (before == null && after == null) {
      throw new IllegalArgumentException("a change has a side");
    }
    if ((seen == Seen.FOUND) != (before != null && after != null)) {
      throw new IllegalArgumentException("seen " + seen);
    }
  }

  /** What became of it. */
  public Kind kind() {
    boolean unknownBefore = isUndecided(before);
    boolean unknownNow = isUndecided(after);
    if (unknownNow && !unknownBefore && !isOfWaiver()) {
      return Kind.NEWLY_UNKNOWN;
    }
    if (before == null) {
      return Kind.NEW;
    }
    if (after == null) {
      return seen.isJudged() ? Kind.FIXED : Kind.GONE;
    }
    // A waiver excuses what is unknown, and does not make it known.
    return unknownBefore && after.status() == Status.Subject.FAIL ? Kind.NOW_KNOWN : Kind.CHANGED;
  }

  /** Whether a waiver came or went, and the offence is the very same. */
  private boolean isOfWaiver() {
    return before != null
        && after != null
        && before.status() == Status.Subject.WAIVED
        && before.fingerprint().equals(after.fingerprint());
  }

  /** The later one, or the earlier one when there is no later. */
  public Finding either() {
    return after != null ? after : Objects.requireNonNull(before);
  }

  /** The same as the other decision would tell it. */
  public FindingChange mirrored() {
    return new FindingChange(/* before= */ after, /* after= */ before, seen);
  }

  private static boolean isUndecided(@Nullable Finding finding) {
    return finding != null && finding.status() == Status.Subject.UNDECIDED;
  }

  private static String key(@Nullable Finding finding) {
    return finding == null
        ? ""
        : String.join(
            "\n",
            finding.fingerprint(),
            finding.status().json(),
            finding.message(),
            String.valueOf(finding.waiver()));
  }
}
