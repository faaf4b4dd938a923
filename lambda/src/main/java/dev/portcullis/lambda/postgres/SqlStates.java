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
    return state.startsWith("08")
        || state.startsWith("57P")
        // It said nothing in a transaction for too long, and was ended.
        || state.equals("25P03")
        || readOnly(e);
  }

  /** The server is a reader: it follows a writer, or is about to be one. */
  public static boolean readOnly(SQLException e) {
    return state(e).equals("25006");
  }

  /**
   * The server undid the work in favour of another session's, or of replication: the same work
   * again may well succeed.
   */
  public static boolean gaveWay(SQLException e) {
    var state = state(e);
    return state.equals("40001") || state.equals("40P01");
  }

  private static String state(SQLException e) {
    @Nullable String state = e.getSQLState();
    return state == null ? "" : state;
  }
}
