package dev.portcullis.lambda.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * One session, kept between requests and opened again when it is of no use any more. Not for
 * several threads: an environment of a function serves one request at a time.
 */
public final class Database {
  private final Logins logins;
  private final CredentialSource credentials;
  private @Nullable Connection session;

  /** A database that is not connected to before it is needed. */
  public Database(Logins logins, CredentialSource credentials) {
    this.logins = logins;
    this.credentials = credentials;
  }

  /**
   * What is done in a session.
   *
   * @param <T> what comes of it
   */
  @FunctionalInterface
  public interface Work<T> {

    /** Does it; may be called twice, so doing it twice must be the same as doing it once. */
    T in(Connection session) throws SQLException;
  }

  /**
   * Does the work, and once more in a new session when the old one turns out to be over.
   *
   * @throws SQLException when the database does not answer or refuses the work
   */
  public <T> T run(Work<T> work) throws SQLException {
    var kept = session;
    if (kept == null) {
      return inNewSession(work);
    }
    try {
      return work.in(kept);
    } catch (SQLException e) {
      if (!SqlStates.sessionIsOver(e)) {
        throw e;
      }
      close();
      return inNewSession(work);
    }
  }

  private <T> T inNewSession(Work<T> work) throws SQLException {
    var opened = open();
    try {
      var result = work.in(opened);
      session = opened;
      return result;
    } catch (SQLException e) {
      if (SqlStates.sessionIsOver(e)) {
        opened.close();
      } else {
        session = opened;
      }
      throw e;
    }
  }

  private Connection open() throws SQLException {
    try {
      return logins.open(credentials.known());
    } catch (SQLException e) {
      if (!SqlStates.refusedCredentials(e)) {
        throw e;
      }
      return logins.open(credentials.renewed());
    }
  }

  private void close() {
    var over = session;
    session = null;
    if (over != null) {
      try {
        over.close();
      } catch (SQLException e) {
        // It is over: that it cannot even say goodbye is no news.
      }
    }
  }
}
