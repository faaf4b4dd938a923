package dev.portcullis.lambda.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/** Sessions on a PostgreSQL server of RDS, over TLS, with the server's certificate verified. */
public final class RdsLogins implements Logins {
  private static final int CONNECT_SECONDS = 2;

  /** No statement of ours takes long, and a writer that vanished does not say so. */
  private static final int ANSWER_SECONDS = 4;

  private final PGSimpleDataSource source = new PGSimpleDataSource();

  /** Sessions on that server. */
  public RdsLogins(String host, int port, String database, String applicationName) {
    source.setServerNames(new String[] {host});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName(database);
    source.setApplicationName(applicationName);
    source.setSslMode("verify-full");
    source.setSslfactory(RdsSocketFactory.class.getName());
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setLoginTimeout(ANSWER_SECONDS);
    source.setSocketTimeout(ANSWER_SECONDS);
  }

  @Override
  public Connection open(Credentials credentials) throws SQLException {
    return source.getConnection(credentials.username(), credentials.password());
  }
}
