package dev.portcullis.lambda.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/** A database that one can log in to. */
@FunctionalInterface
public interface Logins {

  /** Opens a session. */
  Connection open(Credentials credentials) throws SQLException;
}
