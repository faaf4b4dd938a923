package dev.portcullis.infra.system;

import com.pulumi.core.Output;
import dev.portcullis.infra.config.SystemConfig;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.edge.Certificates;
import dev.portcullis.infra.edge.Check;
import dev.portcullis.infra.edge.Domain;
import dev.portcullis.infra.edge.HealthChecks;
import dev.portcullis.infra.edge.Probe;
import dev.portcullis.infra.edge.PublicEndpoint;
import dev.portcullis.infra.edge.Routing;
import dev.portcullis.infra.edge.Routing.Answer;
import dev.portcullis.infra.edge.RoutingRecords;
import java.util.List;
import java.util.stream.Stream;

/**
 * How requests find a region of system {@code healthcare} that is well: one name leads to the
 * primary region while its health check is green, and to the secondary one otherwise.
 */
final class HealthcareTraffic {
  private static final String SERVING = "app";
  private static final String RECOVERY = "dr";

  /** What names begin with; the certificates are for all of them. */
  static final List<String> LABELS = List.of(SERVING, RECOVERY);

  final HealthChecks checks;

  /** Name that leads to the region that is well. */
  final Output<String> serving;

  /** Name of the secondary region, whatever its health: for tests, and when nothing else moves. */
  final Output<String> recovery;

  private final SystemConfig config;
  private final Scope global;
  private final Domain domain;
  private final Certificates certificates;

  HealthcareTraffic(
      SystemConfig config,
      Domain domain,
      Certificates certificates,
      HealthcareFront first,
      HealthcareFront second) {
    this.config = config;
    this.domain = domain;
    this.certificates = certificates;
    global = first.scope;
    // Each load balancer is asked by its own name; the function behind it asks its database.
    checks =
        new HealthChecks(
            global.names().logical("health"),
            new HealthChecks.Args(
                global,
                List.of(first.scope.region(), second.scope.region()),
                Stream.of(first, second).map(this::check).toList()),
            global.component());
    serving = name(SERVING, Routing.failover(answer(first), answer(second)));
    recovery = name(RECOVERY, Routing.alias(second.endpoint.aliasTarget()));
  }

  private Check check(HealthcareFront front) {
    return Check.endpoint(
        role(front),
        front.endpoint.dnsName,
        PublicEndpoint.HEALTH_PATH,
        new Probe(config.healthCheckIntervalSeconds(), config.healthCheckFailureThreshold()));
  }

  private Answer answer(HealthcareFront front) {
    return new Answer(front.scope, front.endpoint.aliasTarget(), checks.id(role(front)));
  }

  private static String role(HealthcareFront front) {
    return front.scope.region().code();
  }

  private Output<String> name(String label, Routing routing) {
    return new RoutingRecords(
            global.names().logical("name-" + label),
            new RoutingRecords.Args(global, certificates.zoneId, domain.hostName(label), routing),
            global.component())
        .fqdn;
  }

  /** The name that clients use, for whoever only has to know it. */
  static String servingName(Domain domain) {
    return domain.hostName(SERVING);
  }

  /** The name of the secondary region, for whoever only has to know it. */
  static String recoveryName(Domain domain) {
    return domain.hostName(RECOVERY);
  }
}
