package dev.portcullis.lambda.rotation;

import static dev.portcullis.lambda.rotation.SecretVersions.CURRENT;
import static dev.portcullis.lambda.rotation.SecretVersions.PENDING;

import dev.portcullis.lambda.postgres.Credentials;
import dev.portcullis.lambda.rotation.RotationFailure.Code;
import java.sql.SQLException;
import java.util.function.Supplier;

/**
 * The four steps by which Secrets Manager rotates a secret. Each may be called again after it was
 * done, or after it was half done, or at the wrong time: it looks at what is there first, and no
 * version comes into use that the database does not accept.
 */
final class Rotation {
  private final SecretVersions secret;
  private final Turn turn;
  private final Supplier<String> passwords;

  Rotation(SecretVersions secret, Turn turn, Supplier<String> passwords) {
    this.secret = secret;
    this.turn = turn;
    this.passwords = passwords;
  }

  /** A step, as Secrets Manager calls it. */
  enum Step {
    CREATE("createSecret"),
    SET("setSecret"),
    TEST("testSecret"),
    FINISH("finishSecret");

    private final String text;

    Step(String text) {
      this.text = text;
    }

    /**
     * The step of that name.
     *
     * @throws RotationFailure when there is none
     */
    static Step of(String text) {
      for (var step : values()) {
        if (step.text.equals(text)) {
          return step;
        }
      }
      throw new RotationFailure(Code.NO_SUCH_STEP, "the event names no step of a rotation");
    }

    /** Its name. */
    String text() {
      return text;
    }
  }

  /**
   * Does one step.
   *
   * @param version the version that is to be in use at the end
   * @return whether there was something to do: a version in use has all its steps behind it
   * @throws RotationFailure when the step cannot be done now
   * @throws SQLException when the database does not answer
   */
  boolean run(Step step, String version) throws SQLException {
    var description = secret.describe();
    var stages = description.stages().get(version);
    if (!description.rotating() || stages == null) {
      throw new RotationFailure(Code.NOT_ROTATING, "rotation is off, or the version is gone");
    }
    if (stages.contains(CURRENT)) {
      return false;
    }
    if (!stages.contains(PENDING)) {
      throw new RotationFailure(Code.NOT_PENDING, "the version is not " + PENDING);
    }
    switch (step) {
      case CREATE -> create(version);
      case SET -> turn.set(SecretText.credentials(current()), pending(version));
      case TEST -> test(version);
      case FINISH -> {
        // Called out of order, it would put credentials into use that nobody can log in with.
        test(version);
        secret.makeCurrent(version, description.versionAt(CURRENT));
      }
    }
    return true;
  }

  private void create(String version) {
    if (secret.at(PENDING, version).isEmpty()) {
      var current = current();
      var next = turn.next(SecretText.credentials(current).username());
      secret.putPending(version, SecretText.with(current, new Credentials(next, passwords.get())));
    }
  }

  private void test(String version) throws SQLException {
    if (!turn.accepts(pending(version))) {
      throw new RotationFailure(Code.REFUSED, "the database refuses the pending version");
    }
  }

  private Credentials pending(String version) {
    return secret
        .at(PENDING, version)
        .map(SecretText::credentials)
        .orElseThrow(() -> new RotationFailure(Code.NO_VALUE, "the pending version has no value"));
  }

  private String current() {
    return secret
        .at(CURRENT)
        .orElseThrow(() -> new RotationFailure(Code.NO_VALUE, "there is no " + CURRENT));
  }
}
