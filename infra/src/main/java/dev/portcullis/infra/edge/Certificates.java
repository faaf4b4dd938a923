package dev.portcullis.infra.edge;

import com.pulumi.aws.acm.Certificate;
import com.pulumi.aws.acm.CertificateArgs;
import com.pulumi.aws.acm.CertificateValidation;
import com.pulumi.aws.acm.CertificateValidationArgs;
import com.pulumi.aws.acm.outputs.CertificateDomainValidationOption;
import com.pulumi.aws.route53.Record;
import com.pulumi.aws.route53.RecordArgs;
import com.pulumi.aws.route53.Zone;
import com.pulumi.aws.route53.ZoneArgs;
import com.pulumi.core.Either;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomTimeouts;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.core.Violations;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The zone of a system and a certificate for all of its names in every region. Takes the domain,
 * the names and the regions; gives zone id, name servers and, per region, the ARN of an issued
 * certificate.
 *
 * <p>Validation only succeeds once the zone is delegated. Whoever has a delegated zone gives its
 * id, whoever has certificates gives their ARNs.
 */
public final class Certificates extends ComponentResource {
  /** Type token. */
  public static final String TYPE = "portcullis:edge:Certificates";

  /** ACM needs minutes after the record is visible; an undelegated zone should not wait an hour. */
  private static final CustomTimeouts PATIENCE =
      CustomTimeouts.builder().create(Duration.ofMinutes(45)).build();

  /** The zone. */
  public final Output<String> zoneId;

  /** Its name servers, to delegate to; empty when the zone was given. */
  public final Output<List<String>> nameServers;

  private final Map<String, Output<String>> issued = new HashMap<>();

  /**
   * What is certified, and where.
   *
   * @param domain whose names
   * @param labels what the names begin with, such as {@code app} and {@code dr}; the first is the
   *     certificate's own name, the others are its alternatives
   * @param scopes one per region; the first is where global resources are made
   * @param existing region id to the ARN of an issued certificate of all these names, for all
   *     regions or none
   */
  public record Args(
      Domain domain, List<String> labels, List<Scope> scopes, Map<String, String> existing) {
    public Args {
      labels = List.copyOf(labels);
      scopes = List.copyOf(scopes);
      existing = Map.copyOf(existing);
      var check =
          Violations.in(Certificates.class)
              .unless(
                  !labels.isEmpty() && new HashSet<>(labels).size() == labels.size(),
                  "labels: not one or more different ones, got " + labels + "; e.g. [app, dr]")
              .unless(!scopes.isEmpty(), "scopes: is empty, got []; name at least one region");
      for (var scope : scopes) {
        check.unless(
            existing.isEmpty() || existing.containsKey(scope.region().id()),
            "existing: lacks region "
                + scope.region().id()
                + ", got "
                + existing.keySet()
                + "; give a certificate for each region or for none");
      }
      check.throwIfAny();
    }
  }

  /** Creates zone, certificates and their validation, as far as they are not given. */
  public Certificates(String name, Args args, ComponentResourceOptions options) {
    super(TYPE, name, options);
    var domain = args.domain();
    var global = args.scopes().get(0);
    var zone =
        domain.hostedZoneId().isPresent()
            ? Optional.<Zone>empty()
            : Optional.of(zone(name, domain, global));
    zoneId = zone.map(Zone::zoneId).orElseGet(() -> Output.of(domain.hostedZoneId().orElseThrow()));
    nameServers = zone.map(Zone::nameServers).orElseGet(() -> Output.of(List.of()));
    if (args.existing().isEmpty()) {
      issue(name, args);
    } else {
      args.existing().forEach((region, arn) -> issued.put(region, Output.of(arn)));
    }
    registerOutputs(Map.of("zoneId", zoneId, "nameServers", nameServers));
  }

  /** ARN of the certificate of that region, known once it is issued. */
  public Output<String> certificateArn(Scope scope) {
    var arn = issued.get(scope.region().id());
    if (arn == null) {
      throw new IllegalArgumentException(
          "scope: no certificate in that region, got "
              + scope.region().id()
              + "; known are "
              + issued.keySet());
    }
    return arn;
  }

  private Zone zone(String name, Domain domain, Scope global) {
    return new Zone(
        name + "-zone",
        ZoneArgs.builder()
            .name(domain.zoneName())
            .comment("Zone of " + global.names().system())
            // Records of others, such as validations of an earlier run, would block its deletion.
            .forceDestroy(true)
            .tags(global.tags().globalNamed(domain.zoneName()))
            .build(),
        global.child(this).build());
  }

  /**
   * ACM asks for the same record in every region of an account, so one record for each name, made
   * for the first certificate, validates them all; a second would fail because it already exists.
   */
  private void issue(String name, Args args) {
    var certificates = args.scopes().stream().map(s -> certificate(name, args, s)).toList();
    var asked = certificates.get(0).domainValidationOptions();
    var proofs = args.labels().stream().map(label -> proof(name, args, label, asked)).toList();
    for (int i = 0; i < certificates.size(); i++) {
      var scope = args.scopes().get(i);
      var validation =
          new CertificateValidation(
              name + "-" + scope.region().code(),
              CertificateValidationArgs.builder()
                  .certificateArn(certificates.get(i).arn())
                  .validationRecordFqdns(Output.all(proofs))
                  .build(),
              scope.child(this).customTimeouts(PATIENCE).build());
      issued.put(scope.region().id(), validation.certificateArn());
    }
  }

  private Certificate certificate(String name, Args args, Scope scope) {
    var hosts = args.labels().stream().map(args.domain()::hostName).toList();
    var inputs = CertificateArgs.builder().domainName(hosts.get(0)).validationMethod("DNS");
    if (hosts.size() > 1) {
      inputs.subjectAlternativeNames(hosts.subList(1, hosts.size()));
    }
    return new Certificate(
        name + "-" + scope.region().code(),
        inputs.tags(scope.tags().named(scope.physical("certificate"))).build(),
        scope.child(this).build());
  }

  /** The record by which ACM sees that the name is ours. */
  private Output<String> proof(
      String name, Args args, String label, Output<List<CertificateDomainValidationOption>> asked) {
    var host = args.domain().hostName(label);
    var role = label.equals(args.labels().get(0)) ? "validation" : "validation-" + label;
    return new Record(
            name + "-" + role,
            RecordArgs.builder()
                .zoneId(zoneId)
                .name(of(asked, host, CertificateDomainValidationOption::resourceRecordName))
                .type(
                    of(asked, host, CertificateDomainValidationOption::resourceRecordType)
                        .applyValue(Either::ofLeft))
                .records(
                    of(asked, host, CertificateDomainValidationOption::resourceRecordValue)
                        .applyValue(List::of))
                .ttl(args.domain().ttlSeconds())
                .build(),
            args.scopes().get(0).child(this).build())
        .fqdn();
  }

  /** ACM answers for all names at once, in an order of its own. */
  private static Output<String> of(
      Output<List<CertificateDomainValidationOption>> asked,
      String host,
      Function<CertificateDomainValidationOption, Optional<String>> part) {
    return asked.applyValue(
        all ->
            all.stream()
                .filter(option -> option.domainName().equals(Optional.of(host)))
                .findFirst()
                .flatMap(part)
                .orElseThrow(
                    () -> new IllegalStateException("certificate: no validation for " + host)));
  }
}
