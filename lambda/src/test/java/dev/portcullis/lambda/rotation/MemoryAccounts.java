package dev.portcullis.lambda.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.lambda.postgres.Credentials;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The users of a database, in memory: the model that the real one is compared with. */
final class MemoryAccounts implements Accounts {
  final Map<String, String> passwords = new TreeMap<>();
  final Set<String> owners = new HashSet<>();
  int changes;
  boolean down;

  @Override
  public boolean accepts(Credentials credentials) throws SQLException {
    if (down) {
      throw new SQLException("down", "08001");
    }
    return credentials.password().equals(passwords.get(credentials.username()));
  }

  @Override
  public boolean accepts(Credentials credentials, AppUsers users) throws SQLException {
    return accepts(credentials) && owners.contains(credentials.username());
  }

  @Override
  public void change(Credentials as, String newPassword) throws SQLException {
    assertThat(accepts(as)).isTrue();
    passwords.put(as.username(), newPassword);
    changes++;
  }

  @Override
  public void provide(Credentials master, AppUsers users, Credentials wanted) throws SQLException {
    assertThat(accepts(master)).isTrue();
    passwords.put(wanted.username(), wanted.password());
    owners.add(wanted.username());
    changes++;
  }
}
