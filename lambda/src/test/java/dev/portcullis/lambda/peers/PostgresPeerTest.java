package dev.portcullis.lambda.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.lambda.postgres.Credentials;
import dev.portcullis.lambda.postgres.PeerLogins;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** The peer is as strict as the real one: otherwise tests against it would prove too little. */
class PostgresPeerTest {
  private final PostgresPeer.Database database = PostgresPeer.shared().createDatabase();

  @Test
  void speaksTlsWithItsMaster() throws SQLException {
    try (var session = database.open();
        var statement = session.createStatement();
        var row =
            statement.executeQuery(
                "select ssl, (select rolsuper from pg_roles where rolname = current_user)"
                    + " from pg_stat_ssl where pid = pg_backend_pid()")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getBoolean(1)).isTrue();
      assertThat(row.getBoolean(2)).isFalse();
    }
  }

  @Test
  void rejectsWrongPassword() {
    var wrong = new Credentials(database.master().username(), "wrong");

    assertThatThrownBy(() -> database.logins().open(wrong))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).startsWith("28"));
  }

  @Test
  void rejectsNameThatIsNotInItsCertificate() {
    var elsewhere = PeerLogins.on("127.1", database.port(), database.name());

    assertThatThrownBy(() -> elsewhere.open(database.master())).isInstanceOf(SQLException.class);
  }
}
