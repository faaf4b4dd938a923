package dev.portcullis.lambda.postgres;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What the five characters of PostgreSQL's errors mean to us. */
public final class SqlStates {
  private SqlStates() {}

  /** The server knows the user, but not this password, or neither. */
  public static boolean refusedCredentials(SQLException e) {
    return state(e).startsWith("28");
  }

  /** The statement names a table that is not there. */
  public static boolean noSuchTable(SQLException e) {
    return state(e).equals("42P01");
  }

  /**
   * Another session may fare better: the connection broke, the server goes away, or it has become a
   * reader since (the writer moved).
   */
  public static boolean sessionIsOver(SQLException e) {
    var state = state(e);
    return state.startsWith("08") || state.startsWith("57P") || state.equals("25006");
  }

  private static String state(SQLException e) {
    @Nullable String state = e.getSQLState();
    return state == null ? "" : state;
  }
}
