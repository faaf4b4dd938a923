package dev.portcullis.lambda.rotation;

import dev.portcullis.lambda.postgres.Credentials;
import java.sql.SQLException;

/** The users of the database, as far as their passwords go. */
interface Accounts {

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

  /**
   * Whether one can log in with these and then works as the owner of the application's data.
   *
   * @throws SQLException when the database does not say
   */
  boolean accepts(Credentials credentials, AppUsers users) throws SQLException;

  /**
   * Gives one of the two users that password and the rights of the owner, wholly or not at all; the
   * user, the owner and its schema are created when they are not there yet. The other user is not
   * touched.
   *
   * @param master credentials that are accepted now, of a user that may create others
   */
  void provide(Credentials master, AppUsers users, Credentials wanted) throws SQLException;
}
