package dev.portcullis.lambda.postgres;

import dev.portcullis.lambda.peers.PostgresPeer;
import org.postgresql.ssl.WrappedFactory;

/** TLS to the PostgreSQL of the tests; the driver makes one by its name. */
public final class PeerSocketFactory extends WrappedFactory {

  /** Trusts that server's certificate and no other. */
  public PeerSocketFactory() {
    factory = PostgresPeer.shared().trust().getSocketFactory();
  }
}
