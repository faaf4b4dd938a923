package dev.portcullis.lambda.postgres;

import java.security.Security;
import java.sql.Connection;
import java.sql.SQLException;
import javax.net.ssl.SSLSocketFactory;
import org.postgresql.ds.PGSimpleDataSource;

/** Sessions on a PostgreSQL server of RDS, over TLS, with the server's certificate verified. */
public final class RdsLogins implements Logins {
  private static final int CONNECT_SECONDS = 2;

  /**
   * No statement of ours takes long, and a writer that vanished does not say so. The driver waits
   * once for the answer and once, in closing the session, for what TLS had left to say; then a
   * login follows, and all of it must fit into the ten seconds of a request.
   */
  private static final int ANSWER_SECONDS = 2;

  private static final int LOGIN_SECONDS = 4;

  static {
    // RDS lets a name lead to another server within seconds; the JVM would believe the old answer
    // for half a minute, and the function log in to a writer that is none any more.
    Security.setProperty("networkaddress.cache.ttl", "5");
  }

  private final PGSimpleDataSource source = new PGSimpleDataSource();

  /** Sessions on that server. */
  public RdsLogins(String host, int port, String database, String applicationName) {
    this(host, port, database, applicationName, RdsSocketFactory.class);
  }

  /**
   * Sessions on a server that others vouch for.
   *
   * @param trust the driver makes one by its name
   */
  RdsLogins(
      String host,
      int port,
      String database,
      String applicationName,
      Class<? extends SSLSocketFactory> trust) {
    source.setServerNames(new String[] {host});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName(database);
    source.setApplicationName(applicationName);
    source.setSslMode("verify-full");
    source.setSslfactory(trust.getName());
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setLoginTimeout(LOGIN_SECONDS);
    answerWithin(ANSWER_SECONDS);
  }

  /** The same, for what goes on without an answer: each step is given that long. */
  public RdsLogins within(int seconds) {
    source.setConnectTimeout(seconds);
    source.setLoginTimeout(seconds);
    answerWithin(seconds);
    return this;
  }

  /**
   * The server is told, too, and gives up first: a statement that waits for a lock would go on when
   * nobody waits for it any more, one more with each attempt. And a function that dies in a
   * transaction says no goodbye; what it has locked must not stay so until TCP finds out.
   */
  private void answerWithin(int seconds) {
    source.setSocketTimeout(seconds);
    source.setOptions(
        "-c statement_timeout="
            + seconds * 750
            + " -c idle_in_transaction_session_timeout="
            + seconds * 2_000);
  }

  @Override
  public Connection open(Credentials credentials) throws SQLException {
    return source.getConnection(credentials.username(), credentials.password());
  }
}
