package dev.portcullis.lambda.rotation;

import static dev.portcullis.lambda.rotation.SecretVersions.PREVIOUS;

import dev.portcullis.lambda.postgres.Credentials;
import java.sql.SQLException;
import java.util.Optional;

/**
 * One user changes its own password, so between {@code setSecret} and {@code finishSecret} the
 * version in use is refused for some seconds; sessions that are open stay open. For the master user
 * alone: who logs in as the master tries the pending version too.
 */
final class SingleUser implements Turn {
  private final SecretVersions secret;
  private final Accounts accounts;

  SingleUser(SecretVersions secret, Accounts accounts) {
    this.secret = secret;
    this.accounts = accounts;
  }

  @Override
  public String next(String current) {
    return current;
  }

  @Override
  public boolean accepts(Credentials credentials) throws SQLException {
    return accounts.accepts(credentials);
  }

  @Override
  public void set(Credentials current, Credentials pending) throws SQLException {
    if (!current.username().equals(pending.username())) {
      throw new RotationFailure(
          RotationFailure.Code.WRONG_USER, "the pending version is for another user");
    }
    if (accounts.accepts(pending) || changed(Optional.of(current), pending)) {
      return;
    }
    // The previous one is in force when an earlier rotation ended between its last two steps.
    if (!changed(secret.at(PREVIOUS).map(SecretText::credentials), pending)) {
      throw new RotationFailure(
          RotationFailure.Code.NO_ADMISSION, "the database accepts neither password that was used");
    }
  }

  private boolean changed(Optional<Credentials> known, Credentials pending) throws SQLException {
    var usable = known.filter(value -> value.username().equals(pending.username()));
    if (usable.isEmpty() || !accounts.accepts(usable.get())) {
      return false;
    }
    accounts.change(usable.get(), pending.password());
    return true;
  }
}
