package dev.portcullis.lambda.postgres;

import dev.portcullis.lambda.rds.RdsAuthorities;
import org.postgresql.ssl.WrappedFactory;

/** TLS to servers of RDS; the driver makes one by its name. */
public final class RdsSocketFactory extends WrappedFactory {

  /** Trusts the authorities of RDS. */
  public RdsSocketFactory() {
    factory = RdsAuthorities.context().getSocketFactory();
  }
}
