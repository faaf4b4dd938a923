package dev.portcullis.lambda.rds;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The authorities that sign the certificates of RDS in the regions of our systems. No runtime
 * trusts them by itself; without them a connection is encrypted, but to whom nobody knows.
 */
public final class RdsAuthorities {
  private static final String BUNDLE = "/rds-ca.pem";

  private RdsAuthorities() {}

  /** Trusts the authorities of RDS and nobody else. */
  public static SSLContext context() {
    try (var bundle = RdsAuthorities.class.getResourceAsStream(BUNDLE)) {
      if (bundle == null) {
        throw new IllegalStateException(BUNDLE + " is not in the archive of the function");
      }
      return context(bundle);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Trusts the authorities of a bundle.
   *
   * @param bundle certificates in PEM form
   * @throws IllegalStateException when it holds none or something else
   */
  public static SSLContext context(InputStream bundle) {
    try {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      var number = 0;
      for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(bundle)) {
        store.setCertificateEntry(Integer.toString(number++), certificate);
      }
      if (number == 0) {
        throw new IllegalStateException("no certificate in the bundle of authorities");
      }
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      var context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the bundle of authorities is not readable", e);
    }
  }
}
