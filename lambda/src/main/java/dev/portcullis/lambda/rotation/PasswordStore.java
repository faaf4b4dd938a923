package dev.portcullis.lambda.rotation;

import dev.portcullis.lambda.postgres.Credentials;
import java.sql.SQLException;

/** The database, as far as its passwords go. */
interface PasswordStore {

  /**
   * Whether one can log in and work with these.
   *
   * @throws SQLException when the database does not say
   */
  boolean accepts(Credentials credentials) throws SQLException;

  /**
   * The user changes its own password.
   *
   * @param as credentials that are accepted now
   */
  void change(Credentials as, String newPassword) throws SQLException;
}
