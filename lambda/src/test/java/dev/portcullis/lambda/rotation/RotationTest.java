package dev.portcullis.lambda.rotation;

import static dev.portcullis.lambda.rotation.SecretVersions.CURRENT;
import static dev.portcullis.lambda.rotation.SecretVersions.PENDING;
import static dev.portcullis.lambda.rotation.SecretVersions.PREVIOUS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.lambda.Invocation;
import dev.portcullis.lambda.rotation.Rotation.Step;
import dev.portcullis.lambda.rotation.RotationFailure.Code;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Case by case, over a database in memory; {@link RotationPropertiesTest} has all of them at once.
 */
class RotationTest {
  private static final String SECRET = "arn:secret";

  private final MemoryAccounts accounts = new MemoryAccounts();
  private final MemorySecret master = new MemorySecret(MemorySecret.value("master", "m-0"));
  private final MemorySecret app = new MemorySecret(MemorySecret.value("app", "a-0"));
  private final Rotation single =
      new Rotation(master, new SingleUser(master, accounts), () -> "m-new");
  private final Rotation alternating =
      new Rotation(app, new AlternatingUsers(new AppUsers("app"), master, accounts), () -> "a-new");

  @BeforeEach
  void masterGetsIn() {
    accounts.passwords.put("master", "m-0");
  }

  @Test
  void masterChangesItsOwnPassword() throws SQLException {
    rotate(single, master.begin());

    assertThat(accounts.passwords).containsEntry("master", "m-new");
    assertThat(master.at(CURRENT)).contains(MemorySecret.value("master", "m-new"));
    assertThat(master.at(PREVIOUS)).contains(MemorySecret.value("master", "m-0"));
  }

  @Test
  void usersOfTheApplicationTakeTurns() throws SQLException {
    rotate(alternating, app.begin());
    assertThat(app.at(CURRENT)).contains(MemorySecret.value("app_clone", "a-new"));
    rotate(alternating, app.begin());

    assertThat(app.at(CURRENT)).contains(MemorySecret.value("app", "a-new"));
    assertThat(accounts.passwords).containsOnlyKeys("app", "app_clone", "master");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void mayRepeatEveryStep(boolean ofMaster) throws SQLException {
    var rotation = ofMaster ? single : alternating;
    var version = (ofMaster ? master : app).begin();
    for (var step : Step.values()) {
      rotation.run(step, version);
      rotation.run(step, version);
    }
    for (var step : Step.values()) {
      assertThat(rotation.run(step, version)).isFalse();
    }

    assertThat(accounts.changes).isEqualTo(1);
  }

  @Test
  void neverTouchesTheUserInUse() throws SQLException {
    rotate(alternating, app.begin());
    var version = app.begin();
    app.put(PENDING, version, MemorySecret.value("app_clone", "stolen"));

    assertFails(Code.WRONG_USER, () -> alternating.run(Step.SET, version));
    assertThat(accounts.passwords).containsEntry("app_clone", "a-new");
  }

  @ParameterizedTest
  @CsvSource({"AWSCURRENT", "AWSPENDING", "AWSPREVIOUS"})
  void usesWhicheverVersionOfTheMasterIsInForce(String stage) throws SQLException {
    master.put(CURRENT, "m1", MemorySecret.value("master", "m-1"));
    master.put(PENDING, "m2", MemorySecret.value("master", "m-2"));
    master.put(PREVIOUS, "m3", MemorySecret.value("master", "m-3"));
    accounts.passwords.put(
        "master", SecretText.credentials(master.at(stage).orElseThrow()).password());

    rotate(alternating, app.begin());

    assertThat(accounts.passwords).containsEntry("app_clone", "a-new");
  }

  @Test
  void ignoresPendingVersionOfTheMasterWithoutValue() throws SQLException {
    master.begin();

    rotate(alternating, app.begin());

    assertThat(accounts.passwords).containsEntry("app_clone", "a-new");
  }

  @Test
  void failsWhenNoVersionOfTheMasterIsInForce() throws SQLException {
    accounts.passwords.put("master", "changed by hand");
    var version = app.begin();
    alternating.run(Step.CREATE, version);

    assertFails(Code.NO_ADMISSION, () -> alternating.run(Step.SET, version));

    var ofMaster = master.begin();
    single.run(Step.CREATE, ofMaster);
    assertFails(Code.NO_ADMISSION, () -> single.run(Step.SET, ofMaster));
  }

  @Test
  void changesPasswordWithThePreviousOneWhenThatIsTheOneInForce() throws SQLException {
    master.put(PREVIOUS, "m9", MemorySecret.value("master", "m-9"));
    accounts.passwords.put("master", "m-9");

    rotate(single, master.begin());

    assertThat(accounts.passwords).containsEntry("master", "m-new");
  }

  @Test
  void failsToPutIntoUseWhatTheDatabaseRefuses() throws SQLException {
    for (var rotation : new Rotation[] {single, alternating}) {
      var secret = rotation == single ? master : app;
      var version = secret.begin();
      rotation.run(Step.CREATE, version);

      assertFails(Code.REFUSED, () -> rotation.run(Step.TEST, version));
      assertFails(Code.REFUSED, () -> rotation.run(Step.FINISH, version));
      assertThat(secret.versionAt(CURRENT)).contains("v0");
    }
  }

  @Test
  void failsOnSecretOfUsersItDoesNotKnow() {
    app.put(CURRENT, "v0", MemorySecret.value("somebody", "x"));
    assertFails(Code.WRONG_USER, () -> alternating.run(Step.CREATE, app.begin()));

    var version = master.begin();
    master.put(PENDING, version, MemorySecret.value("somebody", "x"));
    assertFails(Code.WRONG_USER, () -> single.run(Step.SET, version));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pw-4711",
        "[\"pw-4711\"]",
        "{\"password\":\"pw-4711\"}",
        "{pw-4711",
        "{\"username\":\"app\",\"password\":4711}",
        "{\"username\":\"\",\"password\":\"pw-4711\"}"
      })
  void failsOnSecretOfAnotherFormWithoutQuotingIt(String value) {
    app.put(CURRENT, "v0", value);

    assertThatThrownBy(() -> alternating.run(Step.CREATE, app.begin()))
        .hasMessage("malformed-secret: not JSON with username and password")
        .hasNoCause();
    assertThat(app.values()).containsOnlyKeys("v0");
  }

  @Test
  void rejectsStepsOutOfOrderAndVersionsThatAreGone() {
    var version = app.begin();
    assertFails(Code.NO_VALUE, () -> alternating.run(Step.SET, version));
    assertFails(Code.NO_VALUE, () -> alternating.run(Step.TEST, version));
    assertFails(Code.NO_VALUE, () -> alternating.run(Step.FINISH, version));
    assertFails(Code.NOT_ROTATING, () -> alternating.run(Step.CREATE, "v9"));
    app.put("mine", "v3", "{}");
    assertFails(Code.NOT_PENDING, () -> alternating.run(Step.CREATE, "v3"));
    app.rotating = false;
    assertFails(Code.NOT_ROTATING, () -> alternating.run(Step.CREATE, version));
    app.rotating = true;
    app.remove(CURRENT);
    assertFails(Code.NO_VALUE, () -> alternating.run(Step.CREATE, version));
    assertThat(accounts.changes).isZero();
  }

  @Test
  void handlersDoTheStepsOfTheirSecretOnlyAndLogNoValue() {
    var invocation = new Invocation();
    var events = new StepEvents(SECRET, alternating, invocation.log());
    var version = app.begin();

    events.take(event("createSecret", SECRET, version), invocation.context());
    assertThat(invocation.logged())
        .singleElement()
        .asString()
        .contains("\"message\":\"step-done\"", "\"step\":\"createSecret\"", version);

    assertEvent(Code.WRONG_SECRET, events, event("setSecret", "arn:other", version));
    assertEvent(Code.NO_SUCH_STEP, events, event("dropSecret", SECRET, version));
    assertEvent(Code.MALFORMED_EVENT, events, Map.of());
    assertEvent(Code.MALFORMED_EVENT, events, event("setSecret", SECRET, "v2\n{}"));
    accounts.down = true;
    assertEvent(Code.DATABASE_UNAVAILABLE, events, event("setSecret", SECRET, version));
    assertThat(invocation.logged().get(invocation.logged().size() - 1))
        .contains("\"code\":\"database-unavailable\"", "\"step\":\"setSecret\"");
    assertThat(accounts.passwords).doesNotContainKey("app_clone");
    accounts.down = false;
    events.take(event("setSecret", SECRET, version), invocation.context());
    assertThat(invocation.logged()).noneMatch(line -> line.contains("a-new"));
  }

  @Test
  void makesPasswordsThatRdsTakes() {
    var passwords = new NewPassword();

    assertThat(passwords.get()).matches("[!-~&&[^/@\"\\\\'`]]{40}").isNotEqualTo(passwords.get());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "App", "app-1", "1app", "app;drop role x", "аpp"})
  void rejectsUsersThatAreNoNames(String name) {
    assertThatThrownBy(() -> new AppUsers(name)).isInstanceOf(IllegalArgumentException.class);
  }

  private static void rotate(Rotation rotation, String version) throws SQLException {
    for (var step : Step.values()) {
      assertThat(rotation.run(step, version)).isTrue();
    }
  }

  private static void assertFails(Code code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RotationFailure.class, failure -> assertThat(failure.code()).isEqualTo(code));
  }

  private static void assertEvent(Code code, StepEvents events, Map<String, String> event) {
    assertFails(code, () -> events.take(event, new Invocation().context()));
  }

  private static Map<String, String> event(String step, String secretId, String version) {
    return new HashMap<>(Map.of("Step", step, "SecretId", secretId, "ClientRequestToken", version));
  }
}
