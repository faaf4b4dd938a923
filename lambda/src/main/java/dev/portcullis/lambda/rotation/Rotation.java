package dev.portcullis.lambda.rotation;

import static dev.portcullis.lambda.rotation.SecretVersions.CURRENT;
import static dev.portcullis.lambda.rotation.SecretVersions.PENDING;
import static dev.portcullis.lambda.rotation.SecretVersions.PREVIOUS;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.lambda.postgres.Credentials;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The four steps by which Secrets Manager rotates a secret. Each may be called again after it was
 * done, or after it was half done: it looks at what is there first.
 *
 * <p>One user changes its own password, so between {@code setSecret} and {@code finishSecret} the
 * current version is refused for some seconds; sessions that are open stay open.
 */
final class Rotation {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SecretVersions secret;
  private final PasswordStore database;
  private final Supplier<String> passwords;

  Rotation(SecretVersions secret, PasswordStore database, Supplier<String> passwords) {
    this.secret = secret;
    this.database = database;
    this.passwords = passwords;
  }

  /**
   * Does one step.
   *
   * @param version the version that is to be in use at the end
   * @throws IllegalStateException when the step is out of order, or the database accepts no
   *     password that we know
   * @throws SQLException when the database does not answer
   */
  void run(String step, String version) throws SQLException {
    var description = secret.describe();
    var stages = description.stages().get(version);
    if (!description.rotating() || stages == null) {
      throw new IllegalStateException(
          "not rotating, or no version " + version + ": nothing to do for step " + step);
    }
    if (stages.contains(CURRENT)) {
      return;
    }
    if (!stages.contains(PENDING)) {
      throw new IllegalStateException("version " + version + " is not " + PENDING);
    }
    switch (step) {
      case "createSecret" -> create(version);
      case "setSecret" -> set(pending(version));
      case "testSecret" -> test(pending(version));
      case "finishSecret" -> secret.makeCurrent(version, description.versionAt(CURRENT));
      default -> throw new IllegalStateException("no such step: " + step);
    }
  }

  private void create(String version) {
    if (secret.at(PENDING, version).isEmpty()) {
      secret.putPending(version, withPassword(current(), passwords.get()));
    }
  }

  private void set(Credentials pending) throws SQLException {
    if (database.accepts(pending)) {
      return;
    }
    // The previous one is in force when an earlier rotation ended between its last two steps.
    for (var stage : new String[] {CURRENT, PREVIOUS}) {
      var value = secret.at(stage);
      if (value.isPresent()) {
        var known = Credentials.parse(value.get());
        if (!known.username().equals(pending.username())) {
          throw new IllegalStateException(stage + " is for another user than " + PENDING);
        }
        if (database.accepts(known)) {
          database.change(known, pending.password());
          return;
        }
      }
    }
    throw new IllegalStateException("the database accepts neither password that was in use");
  }

  private void test(Credentials pending) throws SQLException {
    if (!database.accepts(pending)) {
      throw new IllegalStateException("the database refuses the new password");
    }
  }

  private Credentials pending(String version) {
    return Credentials.parse(
        secret
            .at(PENDING, version)
            .orElseThrow(() -> new IllegalStateException("version " + version + " has no value")));
  }

  private String current() {
    return secret.at(CURRENT).orElseThrow(() -> new IllegalStateException("no " + CURRENT));
  }

  /** Whatever else the secret says (engine, port) stays. */
  private static String withPassword(String value, String password) {
    try {
      if (JSON.readTree(value) instanceof ObjectNode fields
          && Set.of("username", "password").stream().allMatch(fields::has)) {
        return fields.put("password", password).toString();
      }
    } catch (JsonProcessingException e) {
      // Falls through without the cause: Jackson quotes what it could not read.
    }
    throw new IllegalStateException("the secret is not JSON with username and password");
  }
}
