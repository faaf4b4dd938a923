package dev.portcullis.lambda.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTest {
  private final List<String> logins = new ArrayList<>();
  private final List<Connection> closed = new ArrayList<>();
  private String accepted = "old";

  private final Database database =
      new Database(
          credentials -> {
            logins.add(credentials.password());
            if (!credentials.password().equals(accepted)) {
              throw new SQLException("refused", "28P01");
            }
            return session();
          },
          new CredentialSource() {
            @Override
            public Credentials known() {
              return new Credentials("app", "old");
            }

            @Override
            public Credentials renewed() {
              return new Credentials("app", "new");
            }
          });

  @Test
  void keepsItsSession() throws SQLException {
    var first = database.run(session -> session);

    assertThat(database.<Connection>run(session -> session)).isSameAs(first);
    assertThat(logins).containsExactly("old");
  }

  @Test
  void logsInWithRenewedCredentialsWhenTheKnownOnesAreRefused() throws SQLException {
    accepted = "new";

    assertThat(database.run(work("done"))).isEqualTo("done");
    assertThat(logins).containsExactly("old", "new");
  }

  @Test
  void failsWhenRenewedCredentialsAreRefusedToo() {
    accepted = "other";

    assertThatThrownBy(() -> database.run(work("done"))).hasMessage("refused");
    assertThat(logins).containsExactly("old", "new");
  }

  @ParameterizedTest
  @ValueSource(strings = {"08006", "08003", "57P01", "25P03", "25006"})
  void doesTheWorkAgainInNewSessionWhenTheKeptOneIsOver(String state) throws SQLException {
    var first = database.run(session -> session);

    assertThat(database.run(work(new SQLException("over", state), "done"))).isEqualTo("done");
    assertThat(closed).containsExactly(first);
    assertThat(database.<Connection>run(session -> session)).isNotSameAs(first);
    assertThat(logins).hasSize(2);
  }

  @Test
  void failsWhenTheNewSessionIsOverAsWell() throws SQLException {
    database.run(work("done"));
    var over = new SQLException("over", "08006");

    assertThatThrownBy(() -> database.run(work(over, over))).isSameAs(over);
    assertThat(closed).hasSize(2);
    assertThat(database.run(work("done"))).isEqualTo("done");
  }

  @Test
  void failsAtOnceForOtherReasonsAndKeepsItsSession() throws SQLException {
    database.run(work("done"));
    var other = new SQLException("no such table", "42P01");

    assertThatThrownBy(() -> database.run(work(other, "done"))).isSameAs(other);
    assertThat(closed).isEmpty();
    database.run(work("done"));
    assertThat(logins).hasSize(1);
  }

  @Test
  void losesNoSessionWhenTheWorkFailsInAWayNobodyForesaw() throws SQLException {
    assertThatThrownBy(
            () ->
                database.run(
                    session -> {
                      throw new IllegalStateException("unforeseen");
                    }))
        .hasMessage("unforeseen");

    database.run(work("done"));
    assertThat(logins).hasSize(1);
  }

  private static Database.Work<String> work(Object... script) {
    Deque<Object> steps = new ArrayDeque<>(Arrays.asList(script));
    return session -> {
      var step = steps.remove();
      if (step instanceof SQLException e) {
        throw e;
      }
      return (String) step;
    };
  }

  /** It is only opened, handed around and closed. */
  private Connection session() {
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              switch (method.getName()) {
                case "close" -> closed.add((Connection) proxy);
                case "equals" -> {
                  return proxy == arguments[0];
                }
                case "hashCode" -> {
                  return System.identityHashCode(proxy);
                }
                case "toString" -> {
                  return "session";
                }
                default -> throw new UnsupportedOperationException(method.getName());
              }
              return null;
            });
  }
}
