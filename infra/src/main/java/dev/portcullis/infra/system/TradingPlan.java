package dev.portcullis.infra.system;

import com.pulumi.core.Output;
import dev.portcullis.infra.audit.ConfigurationRecorder;
import dev.portcullis.infra.compute.InstanceGroup;
import dev.portcullis.infra.config.SystemConfig;
import dev.portcullis.infra.config.TradingParameters;
import dev.portcullis.infra.core.Region;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.edge.PublicEndpoint;
import dev.portcullis.infra.network.Flow;
import dev.portcullis.infra.network.Network;
import dev.portcullis.infra.network.Peer;
import dev.portcullis.infra.security.KeyUse;
import dev.portcullis.infra.serverless.RegionalFunction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who there is in a region of system {@code trading}, and who talks to whom. The regions differ in
 * one thing: credentials are rotated where the database is written, and it is promoted from where
 * it is not.
 *
 * @param scope the region
 * @param config of the system
 */
record TradingPlan(Scope scope, SystemConfig config) {
  /** Role of the load balancer's group. */
  static final String ALB = "alb";

  /** Role of the instances. */
  static final String APP = "app";

  /** Role of the group of the functions that answer requests. */
  static final String LAMBDA = "lambda";

  /** Role of the database's group. */
  static final String DB = "db";

  /** Role of the function that answers requests. */
  static final String API = "api";

  /** Role of the function that rotates the master's password, in the primary region. */
  static final String ROTATION = "rotation";

  /** Role of the function that rotates the application's credentials, beside it. */
  static final String APP_ROTATION = "app-rotation";

  /** Role of the function that knocks at the writer, in the secondary region. */
  static final String PROBE = "probe";

  /** Role of the function that promotes the database, in the secondary region. */
  static final String PROMOTER = "promoter";

  /** Role of the load balancer and what belongs to it. */
  static final String EDGE = "edge";

  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  /** Whether the database is written in that region while all is well. */
  static boolean isPrimary(Scope scope, SystemConfig config) {
    return scope.region().equals(config.primary());
  }

  private boolean isPrimary() {
    return isPrimary(scope, config);
  }

  /**
   * What the region stands on.
   *
   * @param regions regions of the system
   * @param scalingRoleArn as whom instances are launched, under the key for disks
   */
  RegionFoundation.Plan of(List<Region> regions, Output<String> scalingRoleArn) {
    var groups =
        new HashMap<>(
            Map.of(
                ALB,
                "Load balancer: answers the internet, calls instances",
                APP,
                "Instances: answer the load balancer",
                LAMBDA,
                "Functions: call secrets, and the database in either region",
                DB,
                "Database: answers functions of both regions",
                RegionFoundation.ENDPOINT,
                "Interface endpoints: answer functions and instances"));
    var functions = new ArrayList<>(List.of(API));
    if (isPrimary()) {
      groups.put(ROTATION, "Rotation: calls Secrets Manager, and the database in either region");
      functions.addAll(List.of(ROTATION, APP_ROTATION));
    } else {
      groups.put(PROBE, "Probe: knocks at the database in either region");
      groups.put(PROMOTER, "Promoter: calls RDS, and knocks at the database in either region");
      functions.addAll(List.of(PROBE, PROMOTER));
    }
    var logGroups =
        new ArrayList<>(
            List.of(
                PublicEndpoint.logGroupName(scope, scope.logical(EDGE)),
                InstanceGroup.logGroupName(scope, scope.logical(APP))));
    functions.forEach(
        function -> logGroups.add(RegionalFunction.logGroupName(scope, scope.logical(function))));
    return new RegionFoundation.Plan(
        regions, logGroups, keyUses(scalingRoleArn), groups, this::flows, services());
  }

  /** What services do with the keys in their own name. */
  private List<KeyUse> keyUses(Output<String> scalingRoleArn) {
    var launches = InstanceGroup.keyUse(scalingRoleArn);
    return config.flag(TradingParameters.CONFIG_RECORDER)
        ? List.of(launches, ConfigurationRecorder.keyUse(scope))
        : List.of(launches);
  }

  /** Only the promoter calls RDS. */
  private List<String> services() {
    return isPrimary()
        ? List.of("secretsmanager", "logs")
        : List.of("secretsmanager", "logs", "rds");
  }

  /**
   * Everything that may connect to anything. The load balancer calls functions without a network.
   */
  private List<Flow> flows(Network here) {
    var alb = Peer.group(ALB);
    var app = Peer.group(APP);
    var endpoint = Peer.group(RegionFoundation.ENDPOINT);
    var flows =
        new ArrayList<>(
            List.of(
                new Flow(Peer.internet(), alb, HTTP, "HTTP, redirected to HTTPS"),
                new Flow(Peer.internet(), alb, HTTPS, "HTTPS from everywhere"),
                new Flow(alb, app, InstanceGroup.PORT, "Requests and health checks"),
                new Flow(app, endpoint, HTTPS, "CloudWatch from instances"),
                new Flow(
                    app,
                    Peer.service("s3", here.s3PrefixListId),
                    HTTPS,
                    "Packages, which Amazon keeps in S3"),
                new Flow(
                    peer(),
                    Peer.group(DB),
                    RegionFoundation.DATABASE_PORT,
                    "PostgreSQL from the other region")));
    flows.addAll(toWriter(LAMBDA));
    flows.add(new Flow(Peer.group(LAMBDA), endpoint, HTTPS, "Secrets Manager from functions"));
    if (isPrimary()) {
      flows.addAll(toWriter(ROTATION));
      flows.add(new Flow(Peer.group(ROTATION), endpoint, HTTPS, "Secrets Manager from rotation"));
    } else {
      flows.addAll(toWriter(PROBE));
      flows.addAll(toWriter(PROMOTER));
      flows.add(new Flow(Peer.group(PROMOTER), endpoint, HTTPS, "RDS from the promoter"));
    }
    return flows;
  }

  /** The writer is in one region, whichever that is at the moment. */
  private List<Flow> toWriter(String group) {
    return List.of(
        new Flow(
            Peer.group(group),
            Peer.group(DB),
            RegionFoundation.DATABASE_PORT,
            "PostgreSQL of this region"),
        new Flow(
            Peer.group(group),
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
