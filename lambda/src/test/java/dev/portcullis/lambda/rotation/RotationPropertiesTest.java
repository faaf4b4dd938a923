package dev.portcullis.lambda.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.lambda.postgres.Credentials;
import dev.portcullis.lambda.rotation.RotationWorld.Action;
import java.sql.SQLException;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever happens to both rotations, over a database in memory. */
class RotationPropertiesTest {
  private static final AppUsers USERS = new AppUsers("app");

  @Provide
  Arbitrary<List<Action>> histories() {
    return RotationWorld.histories(40);
  }

  @Property(tries = 3000)
  void versionInUseIsAcceptedAtEveryMoment(@ForAll("histories") List<Action> history)
      throws SQLException {
    var accounts = new MemoryAccounts();
    accounts.passwords.put("master", "first");
    var world = new RotationWorld(USERS, accounts, MemorySecret.value("master", "first"));

    for (var action : history) {
      world.happens(action);
      world.holds();
    }
    world.comesToRest();
    world.holds();

    assertThat(accounts.passwords.keySet()).isSubsetOf("app", "app_clone", "master");
    world.comesToRest();
    // Whoever still has the version before goes on working.
    var previous = world.app().at(SecretVersions.PREVIOUS).orElseThrow();
    assertThat(accounts.accepts(SecretText.credentials(previous), USERS)).isTrue();
    assertThat(SecretText.credentials(previous))
        .isNotEqualTo(new Credentials("app", "never-in-force"));
  }
}
