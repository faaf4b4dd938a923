package dev.portcullis.lambda.postgres;

import dev.portcullis.lambda.platform.Retry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One session, kept between requests and opened again when it is of no use any more. Not for
 * several threads: an environment of a function serves one request at a time.
 */
public final class Database {
  private static final int LOGINS = 2;

  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration SILENCE = Duration.ofSeconds(1);

  private final Logins logins;
  private final CredentialSource credentials;
  private final Retry retry;
  private @Nullable Connection session;

  /** A database that is not connected to before it is needed. */
  public Database(Logins logins, CredentialSource credentials) {
    this(logins, credentials, Retry.of(LOGINS, PAUSE));
  }

  Database(Logins logins, CredentialSource credentials, Retry retry) {
    this.logins = logins;
    this.credentials = credentials;
    this.retry = retry;
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
    // Kept whatever comes of the work: what is not kept is never closed, and the server counts it.
    var opened = open();
    session = opened;
    try {
      return work.in(opened);
    } catch (SQLException e) {
      if (SqlStates.sessionIsOver(e)) {
        close();
      }
      throw e;
    }
  }

  private Connection open() throws SQLException {
    try {
      return open(credentials.known());
    } catch (SQLException e) {
      if (!SqlStates.refusedCredentials(e)) {
        throw e;
      }
      return open(credentials.renewed());
    }
  }

  /**
   * A server that restarts, or a name that is about to lead elsewhere, is worth a second try; one
   * that is silent is not, it would be silent for longer than the request has.
   */
  private Connection open(Credentials as) throws SQLException {
    var begin = System.nanoTime();
    return retry.call(
        () -> logins.open(as),
        SQLException.class,
        e -> SqlStates.sessionIsOver(e) && System.nanoTime() - begin < SILENCE.toNanos());
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
