package dev.portcullis.infra.system;

import com.pulumi.Context;
import com.pulumi.core.Output;
import dev.portcullis.infra.audit.AuditTrail.Coverage;
import dev.portcullis.infra.config.ServerlessParameters;
import dev.portcullis.infra.config.SystemConfig;
import dev.portcullis.infra.core.Names;
import dev.portcullis.infra.core.References;
import dev.portcullis.infra.core.RegionPair;
import dev.portcullis.infra.core.Tags;
import dev.portcullis.infra.edge.Certificates;
import dev.portcullis.infra.edge.Domain;
import dev.portcullis.infra.edge.FailoverRecords;
import dev.portcullis.infra.edge.Probe;
import dev.portcullis.infra.edge.PublicEndpoint;
import dev.portcullis.infra.edge.Routing;
import dev.portcullis.infra.edge.RoutingRecords;
import dev.portcullis.infra.monitoring.ServiceAlarms;
import dev.portcullis.infra.monitoring.Watch;
import dev.portcullis.infra.serverless.HttpFunction;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * System {@code serverless}: an order API on Lambda behind load balancers in two regions, with a
 * PostgreSQL database and its replica, a table and a bucket that replicate, and DNS that sends
 * everybody to the region that is well.
 */
public final class ServerlessSystem {
  private static final int TABLE_LAG_MS = 60_000;
  private static final String APP = "app";
  private static final String DR = "dr";

  private final SystemConfig config;
  private final ServerlessRegion primary;
  private final ServerlessRegion secondary;
  private final ServerlessData data;
  private final Domain domain;
  private final Certificates certificates;

  private ServerlessSystem(SystemConfig config) {
    this.config = config;
    var names = new Names(ServerlessParameters.SYSTEM, config.suffix());
    var regions =
        RegionPair.open(
            names,
            region -> new Tags(Map.of("Project", config.text(ServerlessParameters.PROJECT))),
            config.primary(),
            config.secondary());
    var everywhere = config.text(ServerlessParameters.TRAIL_MODE).equals("multiRegion");
    primary =
        new ServerlessRegion(
            regions.primary(),
            config,
            regions.regions(),
            Optional.of(everywhere ? Coverage.EVERY_REGION : Coverage.OWN_REGION_AND_GLOBAL));
    secondary =
        new ServerlessRegion(
            regions.secondary(),
            config,
            regions.regions(),
            everywhere ? Optional.empty() : Optional.of(Coverage.OWN_REGION));
    data = new ServerlessData(config, names, primary, secondary);
    var span = new TwoRegions(regions, config);
    domain = span.domain;
    // A certificate in each region for its load balancer, for the shared name and for the one that
    // leads to the secondary region whatever the health checks say.
    certificates = span.certify(List.of(APP, DR));
  }

  /**
   * The stack function.
   *
   * @throws dev.portcullis.infra.config.ConfigurationException naming every error, before anything
   *     is registered
   */
  public static void stack(Context ctx) {
    new ServerlessSystem(ServerlessParameters.SCHEMA.read(ctx.config()::get, ctx.stackName()))
        .serve(ctx);
  }

  private void serve(Context ctx) {
    var first = primary.endpoint(certificates.certificateArn(primary.scope));
    var second = secondary.endpoint(certificates.certificateArn(secondary.scope));
    watch(
        primary,
        List.of(
            Watch.loadBalancerErrors(first.arnSuffix),
            applicationErrors(first),
            Watch.functionErrors(function(primary, first).functionName),
            Watch.databaseCpu(data.database.identifier),
            Watch.databaseStorage(data.database.identifier),
            // Published in the region the writes come from.
            Watch.tableReplication(
                data.table.tableName, secondary.scope.region().id(), TABLE_LAG_MS)));
    watch(
        secondary,
        List.of(
            Watch.loadBalancerErrors(second.arnSuffix),
            applicationErrors(second),
            Watch.functionErrors(function(secondary, second).functionName),
            Watch.databaseCpu(data.replica.identifier),
            Watch.databaseStorage(data.replica.identifier),
            // Published for the replica, in its region.
            Watch.replicaLag(
                data.replica.identifier, config.integer(ServerlessParameters.REPLICA_LAG))));
    export(ctx, first, second, failover(first, second), direct(second));
  }

  /** An answer 5xx is no error of the function, so its own errors do not show it. */
  private static Watch applicationErrors(PublicEndpoint endpoint) {
    return Watch.targetErrors(endpoint.arnSuffix, endpoint.targetGroupArnSuffix);
  }

  /** The function joins the load balancer's target group, and is told where its data is. */
  private HttpFunction function(ServerlessRegion region, PublicEndpoint endpoint) {
    return new HttpFunction(
        region.scope.logical("api"),
        new HttpFunction.Args(
            data.connect(region, region.function()).build(), endpoint.targetGroupArn),
        region.scope.component());
  }

  /** Alarms go to the topic of their own region. */
  private static void watch(ServerlessRegion region, List<Watch> watches) {
    new ServiceAlarms(
        region.scope.logical("alarms"),
        new ServiceAlarms.Args(region.scope, region.topic.arn, watches),
        region.scope.component());
  }

  /** The shared name points to the load balancers, and asks each by its own name how it is. */
  private FailoverRecords failover(PublicEndpoint first, PublicEndpoint second) {
    return new FailoverRecords(
        primary.scope.names().logical("failover"),
        new FailoverRecords.Args(
            certificates.zoneId,
            domain.hostName(APP),
            new Probe(config.healthCheckIntervalSeconds(), config.healthCheckFailureThreshold()),
            new FailoverRecords.Endpoint(primary.scope, first.aliasTarget()),
            new FailoverRecords.Endpoint(secondary.scope, second.aliasTarget())),
        primary.scope.component());
  }

  /** Leads to the secondary load balancer always: its raw name is in no certificate (K-24). */
  private RoutingRecords direct(PublicEndpoint second) {
    return new RoutingRecords(
        primary.scope.names().logical(DR),
        new RoutingRecords.Args(
            primary.scope,
            certificates.zoneId,
            domain.hostName(DR),
            Routing.alias(second.aliasTarget())),
        primary.scope.component());
  }

  private void export(
      Context ctx,
      PublicEndpoint first,
      PublicEndpoint second,
      FailoverRecords failover,
      RoutingRecords direct) {
    ctx.export("primaryEndpointUrl", failover.fqdn.applyValue(name -> "https://" + name));
    ctx.export("failoverEndpointUrl", direct.fqdn.applyValue(name -> "https://" + name));
    ctx.export("primaryAlbDnsName", first.dnsName);
    ctx.export("secondaryAlbDnsName", second.dnsName);
    ctx.export("hostedZoneId", certificates.zoneId);
    ctx.export("nameServers", certificates.nameServers);
    ctx.export("healthCheckIds", new References(failover.healthCheckIds).known());
    ctx.export("primaryVpcId", primary.network.vpcId);
    ctx.export("secondaryVpcId", secondary.network.vpcId);
    ctx.export("primaryBucketName", primary.bucket.bucket);
    ctx.export("secondaryBucketName", secondary.bucket.bucket);
    ctx.export("tableName", data.table.tableName);
    ctx.export("primaryDatabaseAddress", data.database.address);
    ctx.export("secondaryDatabaseAddress", data.replica.address);
    ctx.export("primaryDatabaseIdentifier", data.database.identifier);
    ctx.export("secondaryDatabaseIdentifier", data.replica.identifier);
    ctx.export("secretArn", data.secret.arn);
    ctx.export("opsTopicArns", Output.all(primary.topic.arn, secondary.topic.arn));
  }
}
