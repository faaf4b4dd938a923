package dev.portcullis.lambda.trading;

import dev.portcullis.lambda.postgres.Credentials;
import dev.portcullis.lambda.postgres.Logins;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Real sessions, one of which fails right after a statement was executed: its answer is lost. */
final class BreakingLogins implements Logins {
  private final Logins behind;

  /** How many statements from now on lose their answer. */
  int losing;

  /** How they fail: unless said otherwise the session breaks. */
  String state = "08006";

  /** How many sessions were opened. */
  int opened;

  BreakingLogins(Logins behind) {
    this.behind = behind;
  }

  @Override
  public Connection open(Credentials credentials) throws SQLException {
    opened++;
    return proxy(Connection.class, behind.open(credentials));
  }

  private <T> T proxy(Class<T> type, T real) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                var result = method.invoke(real, arguments);
                if (method.getName().startsWith("execute") && losing > 0) {
                  losing--;
                  throw new SQLException("broken", state);
                }
                return result instanceof PreparedStatement statement
                    ? proxy(PreparedStatement.class, statement)
                    : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
