package dev.portcullis.lambda.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.lambda.Invocation;
import dev.portcullis.lambda.postgres.Credentials;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Over a secret and a database in memory, each of which may fail before or after it did its work.
 */
class RotationTest {
  private static final List<String> STEPS =
      List.of("createSecret", "setSecret", "testSecret", "finishSecret");
  private static final String SECRET = "arn:secret";

  private final FakeSecret secret = new FakeSecret();
  private final FakeDatabase database = new FakeDatabase();
  private final Rotation rotation = new Rotation(secret, database, () -> "p-new");

  private static final class FakeSecret implements SecretVersions {
    private final Map<String, Set<String>> stages = new LinkedHashMap<>();
    private final Map<String, String> values = new TreeMap<>();
    private boolean rotating = true;

    FakeSecret() {
      stages.put("v1", new HashSet<>(Set.of(CURRENT)));
      stages.put("v2", new HashSet<>(Set.of(PENDING)));
      values.put("v1", value("p-old"));
    }

    static String value(String password) {
      return "{\"username\":\"app\",\"password\":\"" + password + "\",\"port\":5432}";
    }

    @Override
    public Description describe() {
      return new Description(rotating, stages);
    }

    @Override
    public Optional<String> at(String stage) {
      return describe().versionAt(stage).map(values::get);
    }

    @Override
    public Optional<String> at(String stage, String version) {
      return stages.get(version).contains(stage)
          ? Optional.ofNullable(values.get(version))
          : Optional.empty();
    }

    @Override
    public void putPending(String version, String value) {
      if (values.putIfAbsent(version, value) != null) {
        throw new IllegalStateException("another value under the same token is refused");
      }
    }

    @Override
    public void makeCurrent(String version, Optional<String> insteadOf) {
      var before = insteadOf.orElseThrow();
      stages.get(before).remove(CURRENT);
      stages.values().forEach(labels -> labels.remove(PREVIOUS));
      stages.get(before).add(PREVIOUS);
      stages.get(version).add(CURRENT);
    }
  }

  private static final class FakeDatabase implements PasswordStore {
    private String password = "p-old";
    private int changes;
    private boolean down;
    private boolean breaksAfterChange;

    @Override
    public boolean accepts(Credentials credentials) throws SQLException {
      if (down) {
        throw new SQLException("down", "08001");
      }
      return credentials.equals(new Credentials("app", password));
    }

    @Override
    public void change(Credentials as, String newPassword) throws SQLException {
      assertThat(accepts(as)).isTrue();
      password = newPassword;
      changes++;
      if (breaksAfterChange) {
        breaksAfterChange = false;
        throw new SQLException("connection lost", "08006");
      }
    }
  }

  @Test
  void rotatesInFourSteps() throws SQLException {
    for (var step : STEPS) {
      rotation.run(step, "v2");
    }

    assertThat(database.password).isEqualTo("p-new");
    assertThat(secret.values.get("v2")).contains("\"p-new\"").contains("\"port\":5432");
    assertThat(secret.stages.get("v2")).contains(SecretVersions.CURRENT);
    assertThat(secret.stages.get("v1")).containsExactly(SecretVersions.PREVIOUS);
  }

  @Test
  void mayRepeatEveryStep() throws SQLException {
    for (var step : STEPS) {
      rotation.run(step, "v2");
      rotation.run(step, "v2");
    }
    for (var step : STEPS) {
      rotation.run(step, "v2");
    }

    assertThat(database.changes).isEqualTo(1);
    assertThat(database.password).isEqualTo("p-new");
  }

  @Test
  void goesOnWhenTheConnectionBrokeAfterThePasswordWasChanged() throws SQLException {
    rotation.run("createSecret", "v2");
    database.breaksAfterChange = true;

    assertThatThrownBy(() -> rotation.run("setSecret", "v2")).isInstanceOf(SQLException.class);
    rotation.run("setSecret", "v2");
    rotation.run("testSecret", "v2");

    assertThat(database.changes).isEqualTo(1);
  }

  @Test
  void changesPasswordWithThePreviousOneWhenThatIsTheOneInForce() throws SQLException {
    secret.stages.put("v0", new HashSet<>(Set.of(SecretVersions.PREVIOUS)));
    secret.values.put("v0", FakeSecret.value("p-older"));
    database.password = "p-older";
    rotation.run("createSecret", "v2");

    rotation.run("setSecret", "v2");

    assertThat(database.password).isEqualTo("p-new");
  }

  @Test
  void failsWhenNoKnownPasswordIsInForce() throws SQLException {
    database.password = "changed by hand";
    rotation.run("createSecret", "v2");

    assertThatThrownBy(() -> rotation.run("setSecret", "v2"))
        .hasMessage("the database accepts neither password that was in use");
  }

  @Test
  void failsTestOfPasswordThatTheDatabaseRefuses() throws SQLException {
    rotation.run("createSecret", "v2");

    assertThatThrownBy(() -> rotation.run("testSecret", "v2"))
        .hasMessage("the database refuses the new password");
    assertThat(secret.stages.get("v1")).contains(SecretVersions.CURRENT);
  }

  @Test
  void failsWhenTheDatabaseDoesNotSay() throws SQLException {
    rotation.run("createSecret", "v2");
    database.down = true;

    assertThatThrownBy(() -> rotation.run("setSecret", "v2")).isInstanceOf(SQLException.class);
    assertThat(database.changes).isZero();
  }

  @Test
  void failsWhenTheUserIsAnother() {
    secret.values.put("v2", "{\"username\":\"other\",\"password\":\"x\"}");

    assertThatThrownBy(() -> rotation.run("setSecret", "v2"))
        .hasMessage("AWSCURRENT is for another user than AWSPENDING");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pw-4711", "[\"pw-4711\"]", "{\"password\":\"pw-4711\"}", "{pw-4711"})
  void failsOnSecretOfAnotherFormWithoutQuotingIt(String value) {
    secret.values.put("v1", value);

    assertThatThrownBy(() -> rotation.run("createSecret", "v2"))
        .hasMessageNotContaining("4711")
        .hasNoCause();
    assertThat(secret.values).doesNotContainKey("v2");
  }

  @Test
  void rejectsStepsOutOfOrder() {
    assertThatThrownBy(() -> rotation.run("setSecret", "v2")).hasMessage("version v2 has no value");
    assertThatThrownBy(() -> rotation.run("createSecret", "v9"))
        .hasMessageContaining("no version v9");
    assertThatThrownBy(() -> rotation.run("dropSecret", "v2"))
        .hasMessage("no such step: dropSecret");
    secret.stages.put("v3", Set.of());
    assertThatThrownBy(() -> rotation.run("createSecret", "v3"))
        .hasMessage("version v3 is not AWSPENDING");
    secret.rotating = false;
    assertThatThrownBy(() -> rotation.run("createSecret", "v2")).hasMessageContaining("rotating");
  }

  @Test
  void handlerDoesTheStepOfItsSecretOnly() {
    var invocation = new Invocation();
    var handler = new RotationHandler(SECRET, rotation);

    handler.handleRequest(event("createSecret", SECRET), invocation.context());
    assertThat(invocation.logged()).containsExactly("createSecret done for version v2");

    assertThatThrownBy(
            () -> handler.handleRequest(event("setSecret", "arn:other"), invocation.context()))
        .hasMessage("this function rotates another secret");
    assertThatThrownBy(() -> handler.handleRequest(Map.of(), invocation.context()))
        .hasMessage("the event has no Step");
    database.down = true;
    assertThatThrownBy(
            () -> handler.handleRequest(event("setSecret", SECRET), invocation.context()))
        .hasMessage("setSecret: the database does not answer, SQL state 08001");
    assertThat(database.password).isEqualTo("p-old");
  }

  @Test
  void makesPasswordsThatRdsTakes() {
    var passwords = new NewPassword();

    assertThat(passwords.get()).matches("[!-~&&[^/@\"\\\\'`]]{40}").isNotEqualTo(passwords.get());
  }

  private static Map<String, String> event(String step, String secretId) {
    return Map.of("Step", step, "SecretId", secretId, "ClientRequestToken", "v2");
  }
}
