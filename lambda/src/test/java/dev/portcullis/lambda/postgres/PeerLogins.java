package dev.portcullis.lambda.postgres;

import java.time.Clock;

/**
 * The functions' own way to log in, to the PostgreSQL of the tests: only whom they trust differs.
 */
public final class PeerLogins {
  private PeerLogins() {}

  /** Sessions on that server, over TLS with its certificate and name verified. */
  public static Logins on(String host, int port, String database) {
    return new RdsLogins(host, port, database, "test", PeerSocketFactory.class);
  }

  /** A secret that holds something else. */
  public static CredentialSource malformed() {
    return new SecretCredentials(() -> "{}", Clock.systemUTC());
  }

  /** Credentials that never change. */
  public static CredentialSource always(Credentials credentials) {
    return new CredentialSource() {
      @Override
      public Credentials known() {
        return credentials;
      }

      @Override
      public Credentials renewed() {
        return credentials;
      }
    };
  }
}
