package dev.portcullis.lambda.rotation;

import dev.portcullis.lambda.postgres.Credentials;
import dev.portcullis.lambda.postgres.Logins;
import dev.portcullis.lambda.postgres.SqlStates;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/** Passwords of PostgreSQL. */
final class PostgresPasswords implements PasswordStore {
  private final Logins logins;

  PostgresPasswords(Logins logins) {
    this.logins = logins;
  }

  @Override
  public boolean accepts(Credentials credentials) throws SQLException {
    try (var session = logins.open(credentials);
        var statement = session.prepareStatement("select 1")) {
      return statement.execute();
    } catch (SQLException e) {
      if (SqlStates.refusedCredentials(e)) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public void change(Credentials as, String newPassword) throws SQLException {
    try (var session = logins.open(as)) {
      // The driver sends a hash in the form the server wants: the password is in no statement, and
      // so in no log of the server.
      session
          .unwrap(PGConnection.class)
          .alterUserPassword(as.username(), newPassword.toCharArray(), null);
    }
  }
}
