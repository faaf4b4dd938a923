package dev.portcullis.lambda.rotation;

import java.util.Locale;

/**
 * Why a step was not done. Secrets Manager calls again; the code is what operators look for, in the
 * log and in the runbook.
 */
final class RotationFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Code code;

  /** The kinds of failure. */
  enum Code {
    /** The event is not one of Secrets Manager. */
    MALFORMED_EVENT,
    /** The event is about a secret that this function does not rotate. */
    WRONG_SECRET,
    NO_SUCH_STEP,
    /** Rotation is off, or the version was removed meanwhile. */
    NOT_ROTATING,
    /** The version is neither about to be in use nor in use. */
    NOT_PENDING,
    /** The step before was not done. */
    NO_VALUE,
    /** A value is not JSON with username and password. */
    MALFORMED_SECRET,
    /** A value is for a user that it must not be for. */
    WRONG_USER,
    /** The database refuses the new credentials. */
    REFUSED,
    /** The database refuses everything that could change a password. */
    NO_ADMISSION,
    DATABASE_UNAVAILABLE,
    SECRET_UNAVAILABLE;

    /** As the log has it: {@code not-pending}. */
    String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * A failure.
   *
   * @param detail what and where; never a value of a secret
   */
  RotationFailure(Code code, String detail) {
    super(code.text() + ": " + detail);
    this.code = code;
  }

  /** Its kind. */
  Code code() {
    return code;
  }
}
