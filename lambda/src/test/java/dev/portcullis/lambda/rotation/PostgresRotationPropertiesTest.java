package dev.portcullis.lambda.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.lambda.peers.PostgresPeer;
import dev.portcullis.lambda.rotation.RotationWorld.Action;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever happens to both rotations, over a real PostgreSQL. */
class PostgresRotationPropertiesTest {
  /** Users are the server's and not the database's, so every history has its own. */
  private static final AtomicInteger NAMES = new AtomicInteger();

  @Provide
  Arbitrary<List<Action>> histories() {
    return RotationWorld.histories(16);
  }

  @Property(tries = 30)
  void versionInUseIsAcceptedAtEveryMoment(@ForAll("histories") List<Action> history)
      throws SQLException {
    var users = new AppUsers("history_" + NAMES.incrementAndGet());
    var database = PostgresPeer.shared().createDatabase();
    var master = database.master();
    var world =
        new RotationWorld(
            users,
            new PostgresAccounts(database.logins()),
            MemorySecret.value(master.username(), master.password()));

    for (var action : history) {
      world.happens(action);
      world.holds();
    }
    world.comesToRest();
    world.holds();

    var current = SecretText.credentials(world.app().at(SecretVersions.CURRENT).orElseThrow());
    try (var session = database.logins().open(current);
        var statement =
            session.prepareStatement(
                "select rolname from pg_roles where starts_with(rolname, ?)")) {
      statement.setString(1, users.first() + "_");
      var names = new HashSet<String>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      }
      assertThat(names).contains(users.owner()).isSubsetOf(users.owner(), users.second());
    }
  }
}
