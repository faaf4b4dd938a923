package dev.portcullis.infra.system;

import com.pulumi.core.Output;
import dev.portcullis.infra.api.RegionalApi;
import dev.portcullis.infra.config.SystemConfig;
import dev.portcullis.infra.data.DatabaseProbe;
import dev.portcullis.infra.edge.AliasTarget;
import dev.portcullis.infra.edge.Check;
import dev.portcullis.infra.edge.HealthChecks;
import dev.portcullis.infra.edge.Probe;
import dev.portcullis.infra.edge.Routing;
import dev.portcullis.infra.edge.Routing.Answer;
import dev.portcullis.infra.edge.RoutingRecords;
import java.util.List;
import java.util.stream.Stream;

/**
 * When and how requests to system {@code payments} go to the other region. A region is well while
 * its API answers and its database can be reached: Route 53 asks the API itself, and follows the
 * alarm of the probe for the database, which is private.
 *
 * <p>That takes requests away from the primary region. The secondary one gets them while its API
 * answers, whatever its database does: when both answers are red, Route 53 gives the primary one,
 * and the loss of the primary region turns the secondary database red too, because its readers may
 * restart when replication breaks off (before 13.18), and do when it is promoted.
 *
 * <p>The API is noticed after interval × threshold (30 s), the database after the probe's two
 * minutes; clients remember the old answer for 60 seconds.
 */
final class PaymentsFailover {
  final HealthChecks checks;
  final RoutingRecords records;

  /**
   * What is served in a region, and who looks at its database.
   *
   * @param region the region
   * @param api what answers there
   * @param probe asks whether the region's database is there
   */
  record Side(PaymentsRegion region, RegionalApi api, DatabaseProbe probe) {
    private String code() {
      return region.scope.region().code();
    }

    private Stream<Check> checks(Probe patience) {
      var database = "database-" + code();
      return Stream.of(
          // By the API's own name: the shared name leads to whichever region is well.
          Check.endpoint(answers(), api.executeHost, api.healthPath, patience),
          Check.alarm(database, region.scope.region(), probe.alarmName, probe.alarmSettings),
          Check.all(both(), List.of(answers(), database)));
    }

    /** Role of the check of the API alone. */
    String answers() {
      return "api-" + code();
    }

    /** Role of the check of API and database. */
    String both() {
      return "region-" + code();
    }

    private Answer answer(Output<String> healthCheckId) {
      return new Answer(
          region.scope, new AliasTarget(api.regionalDomainName, api.regionalZoneId), healthCheckId);
    }
  }

  PaymentsFailover(
      SystemConfig config, Output<String> zoneId, String hostName, Side primary, Side secondary) {
    // Route 53 is global: all of it is made through the provider of the primary region.
    var global = primary.region.scope;
    var patience =
        new Probe(config.healthCheckIntervalSeconds(), config.healthCheckFailureThreshold());
    checks =
        new HealthChecks(
            global.names().logical("health"),
            new HealthChecks.Args(
                global,
                List.of(config.primary(), config.secondary()),
                Stream.of(primary, secondary).flatMap(side -> side.checks(patience)).toList()),
            global.component());
    var first = primary.answer(checks.id(primary.both()));
    var second = secondary.answer(checks.id(secondary.answers()));
    records =
        new RoutingRecords(
            global.names().logical("failover"),
            new RoutingRecords.Args(global, zoneId, hostName, Routing.failover(first, second)),
            global.component());
  }
}
