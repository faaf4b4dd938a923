package dev.portcullis.infra.edge;

import static dev.portcullis.infra.Captured.assertInputs;
import static dev.portcullis.infra.Captured.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.infra.Captured;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CertificatesTest {
  private static final String NAME = "serverless-dns";
  private static final String CERTIFICATE = "aws:acm/certificate:Certificate";
  private static final String RECORD = "aws:route53/record:Record";
  private static final String VALIDATION = "aws:acm/certificateValidation:CertificateValidation";

  @Test
  void validatesBothRegionsByOneRecord() {
    var captured = certificates(Optional.empty(), Map.of());
    captured.assertWellFormed();
    var record = captured.resource(RECORD, NAME + "-validation");
    assertThat(captured.children())
        .containsExactlyInAnyOrder(
            "aws:route53/zone:Zone " + NAME + "-zone us-east-1",
            "aws:route53/record:Record " + NAME + "-validation us-east-1",
            CERTIFICATE + " " + NAME + "-use1 us-east-1",
            CERTIFICATE + " " + NAME + "-usw2 us-west-2",
            VALIDATION + " " + NAME + "-use1 us-east-1",
            VALIDATION + " " + NAME + "-usw2 us-west-2");
    for (var code : List.of("use1", "usw2")) {
      var certificate = captured.resource(CERTIFICATE, NAME + "-" + code);
      assertThat(input(certificate, "/domainName").asText()).isEqualTo("app.t1.example.com");
      assertThat(captured.resource(VALIDATION, NAME + "-" + code).dependencies())
          .contains(certificate.urn(), record.urn());
    }
  }

  @Test
  void certifiesSeveralNamesAndProvesEachOnce() {
    var captured =
        Captured.program(
            (primary, secondary) ->
                new Certificates(
                    NAME,
                    new Certificates.Args(
                        new Domain("example.com", "t1", Optional.of("Z1"), 20),
                        List.of("api", "dr"),
                        List.of(primary.scope(), secondary.scope()),
                        Map.of()),
                    primary.scope().component()));
    captured.assertWellFormed();
    var certificate = captured.resource(CERTIFICATE, NAME + "-usw2");
    assertInputs(
        certificate,
        """
        {"domainName":"api.t1.example.com","subjectAlternativeNames":["dr.t1.example.com"],
         "validationMethod":"DNS",
         "tags":{"Name":"serverless-certificate-usw2-t1","Project":"PulumiOptimization"}}""");
    var own = captured.resource(RECORD, NAME + "-validation");
    var other = captured.resource(RECORD, NAME + "-validation-dr");
    assertThat(input(own, "/name").asText()).endsWith(".api.t1.example.com.");
    assertThat(input(other, "/name").asText()).endsWith(".dr.t1.example.com.");
    assertThat(input(other, "/type").asText()).isEqualTo("CNAME");
    assertThat(input(other, "/ttl").asInt()).isEqualTo(20);
    assertThat(captured.children()).hasSize(6);
    assertThat(captured.resource(VALIDATION, NAME + "-usw2").dependencies())
        .contains(certificate.urn(), own.urn(), other.urn());
  }

  @Test
  void rejectsNamesThatRepeatOrAreMissing() {
    var domain = new Domain("example.com", "t1", Optional.of("Z1"), 20);
    Captured.program(
        (primary, secondary) -> {
          for (var labels : List.of(List.<String>of(), List.of("app", "app"))) {
            assertThatThrownBy(
                    () -> new Certificates.Args(domain, labels, List.of(primary.scope()), Map.of()))
                .hasMessageContaining("labels: not one or more different ones, got " + labels);
          }
        });
  }

  @Test
  void createsAZoneThatCanBeDeleted() {
    var zone =
        certificates(Optional.empty(), Map.of()).resource("aws:route53/zone:Zone", NAME + "-zone");
    assertThat(input(zone, "/name").asText()).isEqualTo("t1.example.com");
    assertThat(input(zone, "/forceDestroy").asBoolean()).isTrue();
  }

  @Test
  void usesTheZoneItIsGiven() {
    var captured = certificates(Optional.of("Z1"), Map.of());
    assertThat(captured.children()).noneMatch(child -> child.startsWith("aws:route53/zone:"));
    assertThat(input(captured.resource(RECORD, NAME + "-validation"), "/zoneId").asText())
        .isEqualTo("Z1");
  }

  @Test
  void requestsNothingWhenItHasEverything() {
    assertThat(
            certificates(Optional.of("Z1"), Map.of("us-east-1", "a", "us-west-2", "b")).children())
        .isEmpty();
  }

  @Test
  void rejectsCertificatesForOneRegionOnly() {
    assertThatThrownBy(() -> certificates(Optional.of("Z1"), Map.of("us-east-1", "a")))
        .hasMessageContaining("existing: lacks region us-west-2");
  }

  private static Captured certificates(Optional<String> zone, Map<String, String> existing) {
    return Captured.program(
        (primary, secondary) ->
            new Certificates(
                NAME,
                new Certificates.Args(
                    new Domain("example.com", "t1", zone, 60),
                    List.of("app"),
                    List.of(primary.scope(), secondary.scope()),
                    existing),
                primary.scope().component()));
  }
}
