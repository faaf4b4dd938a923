package dev.portcullis.policy.decision;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Status of a subject, of a rule, or of a requirement; the JSON value is the lower-case name with
 * hyphens.
 */
public final class Status {
  private Status() {}

  private static String json(Enum<?> status) {
    return status.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  /** Status of one subject under one rule. */
  public enum Subject {
    PASS,
    PASS_BY_REFERENCE,
    FAIL,
    UNDECIDED,
    WAIVED;

    @JsonValue
    public String json() {
      return Status.json(this);
    }
  }

  /** Status of a rule over all its subjects. */
  public enum Rule {
    PASS,
    FAIL,
    UNDECIDED,
    WAIVED,
    /** No subject, and none was required. */
    NOT_APPLICABLE,
    /** No subject although the profile requires some: denies. */
    VACUOUS,
    /** The engine or the rule broke: the decision is {@link Verdict#ERROR}. */
    ERROR;

    @JsonValue
    public String json() {
      return Status.json(this);
    }

    /** Whether a mandatory rule with this status allows deployment. */
    public boolean allows() {
      return this == PASS || this == WAIVED || this == NOT_APPLICABLE;
    }
  }

  /** Status of a requirement sentence. */
  public enum Requirement {
    MET,
    UNMET,
    UNDECIDED,
    NOT_MACHINE_CHECKABLE,
    OVERRIDDEN;

    @JsonValue
    public String json() {
      return Status.json(this);
    }
  }

  /** The decision itself. */
  public enum Verdict {
    ALLOW,
    DENY,
    ERROR;

    @JsonValue
    public String json() {
      return Status.json(this);
    }

    /** Exit code of the command line: 0 allowed, 1 denied, 2 not decided. */
    public int exitCode() {
      return switch (this) {
        case ALLOW -> 0;
        case DENY -> 1;
        case ERROR -> 2;
      };
    }
  }
}
