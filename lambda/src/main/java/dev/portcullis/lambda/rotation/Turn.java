package dev.portcullis.lambda.rotation;

import dev.portcullis.lambda.postgres.Credentials;
import java.sql.SQLException;

/** Whose password is new after a rotation, and how the database learns of it. */
interface Turn {

  /**
   * Who logs in with the next version.
   *
   * @param current who logs in with the version in use
   * @throws RotationFailure when the version in use is for a user that is not known here
   */
  String next(String current);

  /**
   * Makes the database accept the new credentials, unless it does already.
   *
   * @param current credentials of the version in use
   * @throws RotationFailure when that cannot be
   * @throws SQLException when the database does not answer
   */
  void set(Credentials current, Credentials pending) throws SQLException;

  /**
   * Whether one can work with these.
   *
   * @throws SQLException when the database does not say
   */
  boolean accepts(Credentials credentials) throws SQLException;
}
