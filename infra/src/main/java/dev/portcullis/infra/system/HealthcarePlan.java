package dev.portcullis.infra.system;

import dev.portcullis.infra.backup.CrossRegionBackup;
import dev.portcullis.infra.config.SystemConfig;
import dev.portcullis.infra.core.Region;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.edge.PublicEndpoint;
import dev.portcullis.infra.events.EventBusPair;
import dev.portcullis.infra.network.Flow;
import dev.portcullis.infra.network.Peer;
import dev.portcullis.infra.serverless.RegionalFunction;
import dev.portcullis.infra.storage.ReplicatedParameters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Who there is in a region of system {@code healthcare}, and who talks to whom. Every function has
 * a security group of its own. The regions differ in one thing: the database is promoted from where
 * it is not written.
 *
 * @param scope the region
 * @param config of the system
 */
record HealthcarePlan(Scope scope, SystemConfig config) {
  /** Role of the load balancer's group. */
  static final String ALB = "alb";

  /** Role of the database's group. */
  static final String DB = "db";

  /** Role of the function that answers requests. */
  static final String API = "api";

  /** Role of the function that takes events. */
  static final String CONSUMER = "consumer";

  /** Role of the function that publishes what is left to be told. */
  static final String PUBLISHER = "publisher";

  /** Role of the function that keeps parameters as those of the other region are. */
  static final String REPLICATOR = "replicator";

  /** Role of the function that says every minute whether the region could take over. */
  static final String READINESS = "readiness";

  /** Role of the function that tries everything a failover needs. */
  static final String FAILOVER_TEST = "failover-test";

  /** Role of the function that knocks at the writer, in the secondary region. */
  static final String PROBE = "probe";

  /** Role of the function that promotes the database, in the secondary region. */
  static final String PROMOTER = "promoter";

  /** Role of the load balancer and what belongs to it. */
  static final String EDGE = "edge";

  /** Role of the two event buses. */
  static final String EVENTS = "events";

  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  /** Whether the database is written in this region while all is well. */
  boolean isPrimary() {
    return scope.region().equals(config.primary());
  }

  /**
   * What the region stands on.
   *
   * @param regions regions of the system
   */
  RegionFoundation.Plan of(List<Region> regions) {
    var functions =
        new HashMap<>(
            Map.of(
                API,
                "Functions: call secrets, events, and the database in either region",
                CONSUMER,
                "Event consumers: call secrets, and the database in either region",
                PUBLISHER,
                "Publishers: call secrets, events, and the database in either region",
                REPLICATOR,
                "Replicators of parameters: call Systems Manager and events",
                READINESS,
                "Readiness reports: call RDS",
                FAILOVER_TEST,
                "Failover tests: call what a failover needs in this region"));
    if (!isPrimary()) {
      functions.put(PROBE, "Probe: knocks at the database in either region");
      functions.put(PROMOTER, "Promoter: calls RDS, and knocks at the database in either region");
    }
    var groups = new HashMap<>(functions);
    groups.put(ALB, "Load balancer: answers the internet");
    groups.put(DB, "Database: answers functions of both regions");
    groups.put(RegionFoundation.ENDPOINT, "Interface endpoints: answer functions");
    var logGroups =
        Stream.concat(
                Stream.of(PublicEndpoint.logGroupName(scope, scope.logical(EDGE))),
                functions.keySet().stream()
                    .sorted()
                    .map(role -> RegionalFunction.logGroupName(scope, scope.logical(role))))
            .toList();
    return new RegionFoundation.Plan(
        regions,
        logGroups,
        List.of(
            EventBusPair.keyUse(scope, scope.names().logical(EVENTS)),
            CrossRegionBackup.keyUse(scope),
            ReplicatedParameters.keyUse()),
        groups,
        network -> flows(),
        // Metrics and logs leave the VPC by themselves: Lambda takes them from the function.
        List.of("secretsmanager", "events", "rds", "ssm"));
  }

  /**
   * Everything that may connect to anything. The load balancer calls functions without a network,
   * as EventBridge does.
   */
  private List<Flow> flows() {
    var alb = Peer.group(ALB);
    var database = Peer.group(DB);
    var flows =
        new ArrayList<>(
            List.of(
                new Flow(Peer.internet(), alb, HTTP, "HTTP, redirected to HTTPS"),
                new Flow(Peer.internet(), alb, HTTPS, "HTTPS from everywhere"),
                new Flow(
                    peer(),
                    database,
                    RegionFoundation.DATABASE_PORT,
                    "PostgreSQL from the other region"),
                toServices(API, "Secrets Manager and EventBridge from functions"),
                toServices(CONSUMER, "Secrets Manager from event consumers"),
                toServices(PUBLISHER, "Secrets Manager and EventBridge from publishers"),
                toServices(REPLICATOR, "Systems Manager and EventBridge from replicators"),
                toServices(READINESS, "RDS from readiness reports"),
                toServices(FAILOVER_TEST, "Services that a failover needs"),
                new Flow(
                    Peer.group(FAILOVER_TEST),
                    database,
                    RegionFoundation.DATABASE_PORT,
                    "Does it take sessions")));
    for (var role : List.of(API, CONSUMER, PUBLISHER)) {
      flows.addAll(toWriter(role));
    }
    if (!isPrimary()) {
      flows.addAll(toWriter(PROBE));
      flows.addAll(toWriter(PROMOTER));
      flows.add(toServices(PROMOTER, "RDS from the promoter"));
    }
    return flows;
  }

  private static Flow toServices(String role, String reason) {
    return new Flow(Peer.group(role), Peer.group(RegionFoundation.ENDPOINT), HTTPS, reason);
  }

  /** The writer is in one region, whichever that is at the moment. */
  private List<Flow> toWriter(String role) {
    return List.of(
        new Flow(
            Peer.group(role),
            Peer.group(DB),
            RegionFoundation.DATABASE_PORT,
            "PostgreSQL of this region"),
        new Flow(
            Peer.group(role),
            peer(),
            RegionFoundation.DATABASE_PORT,
            "PostgreSQL of the other region"));
  }

  /** The other region, known by its addresses: AWS takes no groups across regions. */
  private Peer peer() {
    return Peer.network(
        "peer", config.vpcCidr(isPrimary() ? config.secondary() : config.primary()));
  }
}
