package dev.portcullis.lambda.rotation;

import java.util.regex.Pattern;

/**
 * The two users with which an application logs in, in turns: one is in use while the other gets its
 * new password. Neither owns anything: both work as the owner, who cannot log in, so that what one
 * has created the other can change.
 *
 * @param first a PostgreSQL name in lower case, at most 57 characters
 */
record AppUsers(String first) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,56}");

  AppUsers {
    if (!NAME.matcher(first).matches()) {
      throw new IllegalArgumentException(
          "the application's user is no PostgreSQL name of at most 57 characters: " + first);
    }
  }

  /** The other user. */
  String second() {
    return first + "_clone";
  }

  /** The role whose rights both have. */
  String owner() {
    return first + "_owner";
  }

  /** The schema of the application, where its statements look for tables. */
  String schema() {
    return first;
  }

  /**
   * The user whose turn it is after that one.
   *
   * @throws RotationFailure when it is neither of the two
   */
  String after(String user) {
    if (user.equals(first)) {
      return second();
    }
    if (user.equals(second())) {
      return first;
    }
    throw new RotationFailure(
        RotationFailure.Code.WRONG_USER, "the secret is for neither " + first + " nor " + second());
  }
}
