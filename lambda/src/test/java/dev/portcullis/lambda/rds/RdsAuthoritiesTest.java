package dev.portcullis.lambda.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RdsAuthoritiesTest {

  @Test
  void trustsTheAuthoritiesOfEveryRegionOfOurSystems() throws Exception {
    assertThat(RdsAuthorities.context().getProtocol()).isEqualTo("TLS");
    var expected =
        Stream.of("us-east-1", "us-east-2", "us-west-2", "eu-west-1")
            .flatMap(
                region ->
                    Stream.of("RSA2048", "RSA4096", "ECC384")
                        .map(kind -> "Amazon RDS " + region + " Root CA " + kind + " G1"))
            .toList();

    var bundle = bundle();

    assertThat(bundle).hasSameSizeAs(expected);
    assertThat(bundle).allSatisfy(RdsAuthoritiesTest::isAuthorityOfItself);
    assertThat(bundle.stream().map(c -> c.getSubjectX500Principal().getName()))
        .allSatisfy(name -> assertThat(expected).anyMatch(name::contains));
    for (var name : expected) {
      assertThat(bundle).anyMatch(c -> c.getSubjectX500Principal().getName().contains(name));
    }
  }

  @Test
  void rejectsBundleWithoutCertificates() {
    InputStream nothing = new ByteArrayInputStream(new byte[0]);

    assertThatThrownBy(() -> RdsAuthorities.context(nothing))
        .hasMessage("no certificate in the bundle of authorities");
  }

  private static void isAuthorityOfItself(X509Certificate certificate)
      throws GeneralSecurityException {
    certificate.verify(certificate.getPublicKey());
    certificate.checkValidity(Date.from(Instant.parse("2060-01-01T00:00:00Z")));
    assertThat(certificate.getBasicConstraints()).isNotNegative();
  }

  private static List<X509Certificate> bundle() throws GeneralSecurityException, IOException {
    try (var in = RdsAuthorities.class.getResourceAsStream("/rds-ca.pem")) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
          .map(X509Certificate.class::cast)
          .toList();
    }
  }
}
