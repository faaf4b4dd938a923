package dev.portcullis.infra.system;

import dev.portcullis.infra.api.RegionalApi;
import dev.portcullis.infra.config.SystemConfig;
import dev.portcullis.infra.core.Region;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.network.Flow;
import dev.portcullis.infra.network.Nat;
import dev.portcullis.infra.network.Network;
import dev.portcullis.infra.network.Peer;
import dev.portcullis.infra.security.EncryptionKeys.Purpose;
import dev.portcullis.infra.security.KeyUse;
import dev.portcullis.infra.serverless.RegionalFunction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who there is in a region of system {@code payments}, and who talks to whom. The regions differ in
 * one thing: the database is promoted from where it is not written.
 *
 * @param scope the region
 * @param config of the system
 */
record PaymentsPlan(Scope scope, SystemConfig config) {
  /** Role of the API, and of what belongs to it. */
  static final String API = "api";

  /** Role of the function that answers requests, and of its group. */
  static final String VALIDATION = "validation";

  /**
   * Role of the function that asks whether the region's database is there; group of both probes.
   */
  static final String PROBE = "probe";

  /** Role of the function that asks whether the writer is there, in the secondary region. */
  static final String WRITER_PROBE = "writer-probe";

  /** Role of the function that promotes the database, in the secondary region. */
  static final String PROMOTER = "promoter";

  /** Role of the function that tells people of failovers, and of its group. */
  static final String NOTIFIER = "notifier";

  /** Role of the database's group. */
  static final String DB = "db";

  private static final int HTTPS = 443;

  /** Whether the database is written in that region while all is well. */
  boolean isPrimary() {
    return scope.region().equals(config.primary());
  }

  /**
   * What the region stands on.
   *
   * @param regions regions of the system
   */
  RegionFoundation.Plan of(List<Region> regions) {
    var groups =
        new HashMap<>(
            Map.of(
                VALIDATION,
                "Functions: call AWS services, and the database in either region",
                PROBE,
                "Probes: knock at the database",
                NOTIFIER,
                "Notifier: calls AWS services",
                DB,
                "Database: answers functions of both regions",
                RegionFoundation.ENDPOINT,
                "Interface endpoints: answer functions"));
    var functions = new ArrayList<>(List.of(VALIDATION, PROBE, NOTIFIER));
    if (!isPrimary()) {
      groups.put(PROMOTER, "Promoter: calls RDS, and knocks at the database in either region");
      functions.addAll(List.of(WRITER_PROBE, PROMOTER));
    }
    var logGroups = new ArrayList<>(RegionalApi.logGroupNames(scope, scope.logical(API)));
    functions.forEach(
        function -> logGroups.add(RegionalFunction.logGroupName(scope, scope.logical(function))));
    return new RegionFoundation.Plan(
        regions,
        logGroups,
        // The notifier publishes to the topic, which is under the key for logs.
        List.of(KeyUse.through(Purpose.LOGS, "sns")),
        groups,
        this::flows,
        List.of("secretsmanager"),
        Nat.PER_AZ);
  }

  /** Everything that may connect to anything. API Gateway calls functions without a network. */
  private List<Flow> flows(Network here) {
    var flows = new ArrayList<>(services(here));
    // Limits are read from the readers of the own region: they are there without the writer.
    flows.add(toDatabase(Peer.group(VALIDATION), Peer.group(DB), "PostgreSQL of this region"));
    if (isPrimary()) {
      flows.add(toDatabase(peer(), Peer.group(DB), "PostgreSQL from the other region"));
      flows.add(toDatabase(Peer.group(PROBE), Peer.group(DB), "Is the database there"));
    } else {
      // Both ask for the writer, wherever it is, before anything is promoted.
      flows.addAll(toWriter(PROBE));
      flows.addAll(toWriter(PROMOTER));
      flows.add(new Flow(Peer.group(PROMOTER), Peer.internet(), HTTPS, "RDS through NAT"));
    }
    return flows;
  }

  /** AWS services, each by the shortest way. */
  private static List<Flow> services(Network here) {
    var notifier = Peer.group(NOTIFIER);
    var validation = Peer.group(VALIDATION);
    var endpoint = Peer.group(RegionFoundation.ENDPOINT);
    var s3 = Peer.service("s3", here.s3PrefixListId);
    var dynamoDb = Peer.service("dynamodb", here.dynamoDbPrefixListId);
    return List.of(
        new Flow(validation, endpoint, HTTPS, "Secrets Manager from functions"),
        new Flow(validation, s3, HTTPS, "S3 through its gateway endpoint"),
        new Flow(validation, dynamoDb, HTTPS, "DynamoDB through its gateway endpoint"),
        // STS, and data of the other region: neither has an endpoint here.
        new Flow(validation, Peer.internet(), HTTPS, "AWS services through NAT"),
        new Flow(notifier, dynamoDb, HTTPS, "DynamoDB through its gateway endpoint"),
        new Flow(notifier, Peer.internet(), HTTPS, "SNS and RDS through NAT"));
  }

  /** The writer is in one region, whichever that is at the moment. */
  private List<Flow> toWriter(String group) {
    return List.of(
        toDatabase(Peer.group(group), Peer.group(DB), "PostgreSQL of this region"),
        toDatabase(Peer.group(group), peer(), "PostgreSQL of the other region"));
  }

  private static Flow toDatabase(Peer from, Peer to, String reason) {
    return new Flow(from, to, RegionFoundation.DATABASE_PORT, reason);
  }

  /** The other region, known by its addresses: AWS takes no groups across regions. */
  private Peer peer() {
    return Peer.network(
        "peer", config.vpcCidr(isPrimary() ? config.secondary() : config.primary()));
  }
}
