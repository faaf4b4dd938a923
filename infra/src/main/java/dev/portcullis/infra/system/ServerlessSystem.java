package dev.portcullis.infra.system;

import com.pulumi.Context;
import com.pulumi.core.Output;
import dev.portcullis.infra.audit.AuditTrail.Coverage;
import dev.portcullis.infra.config.ServerlessConfig;
import dev.portcullis.infra.core.Names;
import dev.portcullis.infra.core.References;
import dev.portcullis.infra.core.RegionPair;
import dev.portcullis.infra.core.Tags;
import dev.portcullis.infra.edge.Certificates;
import dev.portcullis.infra.edge.Domain;
import dev.portcullis.infra.edge.FailoverRecords;
import dev.portcullis.infra.edge.PublicEndpoint;
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

  private final ServerlessConfig config;
  private final ServerlessRegion primary;
  private final ServerlessRegion secondary;
  private final ServerlessData data;
  private final Domain domain;
  private final Certificates certificates;

  private ServerlessSystem(ServerlessConfig config) {
    this.config = config;
    var names = new Names(ServerlessConfig.SYSTEM, config.suffix());
    var regions =
        RegionPair.open(
            names,
            new Tags(Map.of("Project", config.project())),
            config.primary(),
            config.secondary());
    var everywhere = config.multiRegionTrail();
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
    domain =
        new Domain(
            config.domainName(), config.suffix(), config.hostedZoneId(), config.recordTtlSeconds());
    // One name, so one validation record; a certificate in each region for its load balancer.
    certificates =
        new Certificates(
            names.logical("dns"),
            new Certificates.Args(
                domain, List.of(regions.primary(), regions.secondary()), config.certificateArns()),
            regions.primary().component());
  }

  /**
   * The stack function.
   *
   * @throws dev.portcullis.infra.config.ConfigurationException naming every error, before anything
   *     is registered
   */
  public static void stack(Context ctx) {
    new ServerlessSystem(ServerlessConfig.read(ctx.config()::get, ctx.stackName())).serve(ctx);
  }

  private void serve(Context ctx) {
    var first = primary.endpoint(certificates.certificateArn(primary.scope));
    var second = secondary.endpoint(certificates.certificateArn(secondary.scope));
    watch(
        primary,
        List.of(
            Watch.loadBalancerErrors(first.arnSuffix),
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
            Watch.functionErrors(function(secondary, second).functionName),
            Watch.databaseCpu(data.replica.identifier),
            Watch.databaseStorage(data.replica.identifier),
            // Published for the replica, in its region.
            Watch.replicaLag(data.replica.identifier, config.replicaLagSeconds())));
    var failover = failover(first, second);
    export(ctx, first, second, failover);
  }

  /** The function joins the load balancer's target group, and is told where its data is. */
  private HttpFunction function(ServerlessRegion region, PublicEndpoint endpoint) {
    return new HttpFunction(
        region.scope.logical("api"),
        data.connect(region, region.function(endpoint)).build(),
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
            domain.hostName(),
            new FailoverRecords.Probe(
                config.healthCheckIntervalSeconds(), config.healthCheckFailureThreshold()),
            new FailoverRecords.Endpoint(primary.scope, first.dnsName, first.zoneId),
            new FailoverRecords.Endpoint(secondary.scope, second.dnsName, second.zoneId)),
        primary.scope.component());
  }

  private void export(
      Context ctx, PublicEndpoint first, PublicEndpoint second, FailoverRecords failover) {
    ctx.export("primaryEndpointUrl", failover.fqdn.applyValue(name -> "https://" + name));
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
    ctx.export("secretArn", data.secret.arn);
    ctx.export("opsTopicArns", Output.all(primary.topic.arn, secondary.topic.arn));
  }
}
