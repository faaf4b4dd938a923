package dev.portcullis.lambda.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.lambda.peers.PostgresPeer;
import java.security.Security;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the server does with sessions whose function waits no more, or is dead. */
class RdsLoginsTest {
  private static final String LOCK = "lock table thing in access exclusive mode";

  private final PostgresPeer.Database peer = PostgresPeer.shared().createDatabase();

  @BeforeEach
  void makeTable() throws SQLException {
    try (var session = peer.open()) {
      execute(session, "create table thing (id integer)");
    }
  }

  @Test
  void theServerGivesUpBeforeTheFunctionDoes() throws SQLException {
    try (var holder = peer.open();
        var waiter = peer.open()) {
      holder.setAutoCommit(false);
      execute(holder, LOCK);

      assertThatThrownBy(() -> execute(waiter, "insert into thing values (1)"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
      holder.rollback();
      execute(waiter, "insert into thing values (2)");
    }
  }

  @Test
  void whatADeadFunctionHasLockedIsFreeAgainAfterSeconds() throws Exception {
    try (var dead = peer.open();
        var next = peer.open()) {
      dead.setAutoCommit(false);
      execute(dead, LOCK);

      // It says nothing any more: neither a commit nor goodbye.
      Thread.sleep(Duration.ofMillis(4_500).toMillis());

      execute(next, "insert into thing values (1)");
      assertThatThrownBy(() -> execute(dead, "select 1"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(SqlStates.sessionIsOver(e)).isTrue());
    }
  }

  @Test
  void theJvmBelievesANameForSecondsOnly() {
    assertThat(new RdsLogins("db", 5432, "d", "test")).isNotNull();

    assertThat(Security.getProperty("networkaddress.cache.ttl")).isEqualTo("5");
  }

  private static void execute(Connection session, String sql) throws SQLException {
    try (var statement = session.createStatement()) {
      statement.execute(sql);
    }
  }
}
