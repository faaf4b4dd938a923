package dev.portcullis.lambda.rotation;

import dev.portcullis.lambda.postgres.Credentials;
import dev.portcullis.lambda.postgres.Logins;
import dev.portcullis.lambda.postgres.SqlStates;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/**
 * Users of PostgreSQL. Of passwords the driver sends a hash, in the form the server wants: they are
 * in no statement, and so in no log of the server.
 */
final class PostgresAccounts implements Accounts {
  /** Two functions may want the users at once, and PostgreSQL does not make that harmless. */
  private static final String LOCK = "select pg_advisory_xact_lock(7204018)";

  private static final String EXISTS = "select from pg_roles where rolname = ?";

  private static final String WORKS_AS_OWNER =
      """
      select from pg_namespace
       where nspname = ? and nspowner = to_regrole(?) and current_user = ?""";

  private final Logins logins;

  PostgresAccounts(Logins logins) {
    this.logins = logins;
  }

  @Override
  public boolean accepts(Credentials credentials) throws SQLException {
    return accepts(credentials, session -> found(session, "select 1"));
  }

  @Override
  public boolean accepts(Credentials credentials, AppUsers users) throws SQLException {
    return accepts(
        credentials,
        session -> found(session, WORKS_AS_OWNER, users.schema(), users.owner(), users.owner()));
  }

  private boolean accepts(Credentials credentials, Question question) throws SQLException {
    try (var session = logins.open(credentials)) {
      return question.in(session);
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
      setPassword(session, new Credentials(as.username(), newPassword));
    }
  }

  @Override
  public void provide(Credentials master, AppUsers users, Credentials wanted) throws SQLException {
    try (var session = logins.open(master)) {
      // What is not committed is undone with the session.
      session.setAutoCommit(false);
      found(session, LOCK);
      provideOwner(session, users);
      provideUser(session, users, wanted.username());
      setPassword(session, wanted);
      session.commit();
    }
  }

  /** The role that owns the application's schema and everything in it. */
  private static void provideOwner(Connection session, AppUsers users) throws SQLException {
    var owner = quoted(session, users.owner());
    if (!found(session, EXISTS, users.owner())) {
      execute(session, "create role " + owner + " nologin");
    }
    // The master is no superuser: it can give away only as a member.
    execute(session, "grant " + owner + " to current_user");
    execute(
        session,
        "create schema if not exists "
            + quoted(session, users.schema())
            + " authorization "
            + owner);
  }

  /** A user that works as the owner from the moment it logs in, and can do nothing else. */
  private static void provideUser(Connection session, AppUsers users, String name)
      throws SQLException {
    var user = quoted(session, name);
    var owner = quoted(session, users.owner());
    if (!found(session, EXISTS, name)) {
      execute(session, "create role " + user);
    }
    execute(session, "alter role " + user + " login nocreatedb nocreaterole");
    execute(session, "grant " + owner + " to " + user);
    execute(session, "alter role " + user + " set role = " + owner);
    execute(
        session, "alter role " + user + " set search_path = " + quoted(session, users.schema()));
  }

  private static void setPassword(Connection session, Credentials wanted) throws SQLException {
    session
        .unwrap(PGConnection.class)
        .alterUserPassword(wanted.username(), wanted.password().toCharArray(), null);
  }

  private static String quoted(Connection session, String name) throws SQLException {
    return session.unwrap(PGConnection.class).escapeIdentifier(name);
  }

  private static void execute(Connection session, String sql) throws SQLException {
    try (var statement = session.createStatement()) {
      statement.execute(sql);
    }
  }

  private static boolean found(Connection session, String sql, String... parameters)
      throws SQLException {
    try (var statement = session.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      try (var rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  /** What is asked in a session. */
  @FunctionalInterface
  private interface Question {
    boolean in(Connection session) throws SQLException;
  }
}
