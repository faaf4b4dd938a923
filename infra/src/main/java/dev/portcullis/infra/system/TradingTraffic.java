package dev.portcullis.infra.system;

import com.pulumi.core.Output;
import dev.portcullis.infra.config.SystemConfig;
import dev.portcullis.infra.config.TradingParameters;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.edge.Accelerator;
import dev.portcullis.infra.edge.AliasTarget;
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
 * How requests find a region of system {@code trading} that is well, within a minute of the other
 * one's end: through an accelerator, which needs no DNS for it, or by a name that leads to the
 * nearest region.
 */
final class TradingTraffic {
  private static final String NEAREST = "app";
  private static final String ACCELERATED = "ga";
  private static final String RECOVERY = "dr";

  /** What names begin with; the certificates are for all of them. */
  static final List<String> LABELS = List.of(NEAREST, ACCELERATED, RECOVERY);

  final HealthChecks checks;
  final Accelerator accelerator;

  /** Name that leads to the nearest healthy region. */
  final Output<String> nearest;

  /** Name of the accelerator. */
  final Output<String> accelerated;

  /** Name of the secondary region, whatever its health: for when nothing else moves. */
  final Output<String> recovery;

  private final SystemConfig config;
  private final Scope global;
  private final Domain domain;
  private final Certificates certificates;

  TradingTraffic(
      SystemConfig config,
      Domain domain,
      Certificates certificates,
      TradingFront first,
      TradingFront second) {
    this.config = config;
    this.domain = domain;
    this.certificates = certificates;
    global = first.scope;
    checks = checks(first, second);
    // Both load balancers answer under the names of the certificate, so they may be given to
    // anybody.
    accelerator =
        new Accelerator(
            global.names().logical("accelerator"),
            new Accelerator.Args(
                global,
                List.of(
                    Accelerator.Endpoint.of(first.scope, first.endpoint),
                    Accelerator.Endpoint.of(second.scope, second.endpoint)),
                config.flag(TradingParameters.CLIENT_IP_PRESERVATION),
                RegionFoundation.TARGET_CHECK_SECONDS),
            global.component());
    // No aliases: an alias is remembered for 60 seconds, which is the whole budget.
    nearest =
        name(NEAREST, Routing.latency(config.recordTtlSeconds(), answer(first), answer(second)));
    accelerated =
        name(
            ACCELERATED,
            Routing.alias(new AliasTarget(accelerator.dnsName, accelerator.hostedZoneId)));
    recovery = name(RECOVERY, Routing.alias(second.target()));
  }

  private Output<String> name(String label, Routing routing) {
    return new RoutingRecords(
            global.names().logical("name-" + label),
            new RoutingRecords.Args(global, certificates.zoneId, domain.hostName(label), routing),
            global.component())
        .fqdn;
  }

  /**
   * Each tier of each region is asked by the load balancer's own name; a region is well when both
   * are. The function's tier asks the database of its region.
   */
  private HealthChecks checks(TradingFront first, TradingFront second) {
    return new HealthChecks(
        global.names().logical("health"),
        new HealthChecks.Args(
            global,
            List.of(first.scope.region(), second.scope.region()),
            Stream.of(first, second).flatMap(this::checks).toList()),
        global.component());
  }

  private Stream<Check> checks(TradingFront front) {
    var probe =
        new Probe(config.healthCheckIntervalSeconds(), config.healthCheckFailureThreshold());
    var region = front.scope.region().code();
    var app = "app-" + region;
    var api = "api-" + region;
    return Stream.of(
        Check.endpoint(app, front.endpoint.dnsName, PublicEndpoint.HEALTH_PATH, probe),
        Check.endpoint(api, front.endpoint.dnsName, TradingFront.API_HEALTH_PATH, probe),
        Check.all(region, List.of(app, api)));
  }

  private Answer answer(TradingFront front) {
    return new Answer(front.scope, front.target(), checks.id(front.scope.region().code()));
  }
}
