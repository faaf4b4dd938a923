package dev.portcullis.lambda.rotation;

import static dev.portcullis.lambda.rotation.SecretVersions.CURRENT;
import static dev.portcullis.lambda.rotation.SecretVersions.PENDING;
import static dev.portcullis.lambda.rotation.SecretVersions.PREVIOUS;

import dev.portcullis.lambda.postgres.Credentials;
import java.sql.SQLException;
import java.util.List;

/**
 * Two users take turns: the master gives the one that is not in use its new password. The one in
 * use is never touched, so at no moment is the current version refused, and whoever still has the
 * version before works until the next rotation.
 */
final class AlternatingUsers implements Turn {
  /** While the master's own rotation is half done, its pending version is the one in force. */
  private static final List<String> MASTER_STAGES = List.of(CURRENT, PENDING, PREVIOUS);

  private final AppUsers users;
  private final SecretVersions master;
  private final Accounts accounts;

  /**
   * Turns of two users.
   *
   * @param master the secret of the user that may create others; only read
   */
  AlternatingUsers(AppUsers users, SecretVersions master, Accounts accounts) {
    this.users = users;
    this.master = master;
    this.accounts = accounts;
  }

  @Override
  public String next(String current) {
    return users.after(current);
  }

  @Override
  public boolean accepts(Credentials credentials) throws SQLException {
    return accounts.accepts(credentials, users);
  }

  @Override
  public void set(Credentials current, Credentials pending) throws SQLException {
    if (!pending.username().equals(users.after(current.username()))) {
      // Its new password would lock out whoever works with the version in use.
      throw new RotationFailure(
          RotationFailure.Code.WRONG_USER, "the pending version is not for the other user");
    }
    if (accepts(pending)) {
      return;
    }
    for (var stage : MASTER_STAGES) {
      var value = master.at(stage);
      if (value.isPresent()) {
        var credentials = SecretText.credentials(value.get());
        if (accounts.accepts(credentials)) {
          accounts.provide(credentials, users, pending);
          return;
        }
      }
    }
    throw new RotationFailure(
        RotationFailure.Code.NO_ADMISSION, "the database accepts no version of the master's");
  }
}
