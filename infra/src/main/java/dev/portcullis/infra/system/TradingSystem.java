package dev.portcullis.infra.system;

import com.pulumi.Context;
import com.pulumi.core.Output;
import dev.portcullis.infra.compute.ScalingRole;
import dev.portcullis.infra.config.SystemConfig;
import dev.portcullis.infra.config.TradingParameters;
import dev.portcullis.infra.core.Names;
import dev.portcullis.infra.core.References;
import dev.portcullis.infra.core.Region;
import dev.portcullis.infra.core.RegionPair;
import dev.portcullis.infra.core.Tags;
import dev.portcullis.infra.edge.Certificates;
import dev.portcullis.infra.edge.Domain;
import dev.portcullis.infra.network.Peering;
import dev.portcullis.infra.system.TradingMonitoring.Side;
import java.util.List;
import java.util.Map;

/**
 * System {@code trading}: a trading platform on instances and functions in two regions, both
 * serving at once, with a global database that one of them writes. Requests leave a dead region
 * within a minute, through an accelerator or by DNS; the database follows by itself, but later:
 * promoting it takes minutes.
 */
public final class TradingSystem {
  private final SystemConfig config;
  private final TradingRegion primary;
  private final TradingRegion secondary;
  private final Peering peering;
  private final ScalingRole scalingRole;
  private final TradingData data;
  private final Domain domain;
  private final Certificates certificates;

  private TradingSystem(SystemConfig config) {
    this.config = config;
    var names = new Names(TradingParameters.SYSTEM, config.suffix());
    var regions = RegionPair.open(names, this::tags, config.primary(), config.secondary());
    var span = new TwoRegions(regions, config);
    // Keys admit the role that launches instances, so it comes before them.
    scalingRole =
        new ScalingRole(
            names.logical("scaling"),
            new ScalingRole.Args(regions.primary()),
            regions.primary().component());
    primary = new TradingRegion(regions.primary(), config, regions.regions(), scalingRole.arn);
    secondary = new TradingRegion(regions.secondary(), config, regions.regions(), scalingRole.arn);
    // Functions of one region write to the database of the other through this; replication needs
    // none of it.
    peering = span.peer(primary.network, secondary.network);
    data = new TradingData(config, names, primary, secondary, peering);
    domain = span.domain;
    // A certificate in each region for its load balancer, which answers to all names.
    certificates = span.certify(TradingTraffic.LABELS);
  }

  /**
   * The stack function.
   *
   * @throws dev.portcullis.infra.config.ConfigurationException naming every error, before anything
   *     is registered
   */
  public static void stack(Context ctx) {
    new TradingSystem(TradingParameters.SCHEMA.read(ctx.config()::get, ctx.stackName())).serve(ctx);
  }

  private void serve(Context ctx) {
    var first = front(primary);
    var second = front(secondary);
    data.restrict(List.of(first.api.roleArn, second.api.roleArn));
    var traffic = new TradingTraffic(config, domain, certificates, first, second);
    var monitoring =
        new TradingMonitoring(
            config,
            data,
            traffic,
            new Side(primary, first, data.database.primaryClusterId),
            new Side(secondary, second, data.database.secondaryClusterId));
    ctx.export("primaryAlbDnsName", first.endpoint.dnsName);
    ctx.export("secondaryAlbDnsName", second.endpoint.dnsName);
    ctx.export("dashboardUrl", monitoring.dashboard.url);
    export(ctx, traffic);
  }

  private TradingFront front(TradingRegion region) {
    return new TradingFront(
        region,
        config,
        certificates.certificateArn(region.scope),
        data.api(region),
        scalingRole.arn);
  }

  private void export(Context ctx, TradingTraffic traffic) {
    ctx.export("primaryEndpointUrl", traffic.nearest.applyValue(TradingSystem::url));
    ctx.export("failoverEndpointUrl", traffic.recovery.applyValue(TradingSystem::url));
    ctx.export("acceleratorDnsName", traffic.accelerator.dnsName);
    ctx.export("acceleratorIps", traffic.accelerator.ips);
    ctx.export("healthCheckIds", new References(traffic.checks.ids).known());
    ctx.export("hostedZoneId", certificates.zoneId);
    ctx.export("nameServers", certificates.nameServers);
    ctx.export("globalClusterIdentifier", data.database.globalClusterId);
    ctx.export("primaryClusterArn", data.database.primaryClusterArn);
    ctx.export("secondaryClusterArn", data.database.secondaryClusterArn);
    ctx.export("globalWriterEndpoint", data.database.writerEndpoint);
    ctx.export("secretArn", data.secret.arn);
    ctx.export("appSecretArn", data.appSecret.arn);
    ctx.export("primaryVpcId", primary.network.vpcId);
    ctx.export("secondaryVpcId", secondary.network.vpcId);
    ctx.export("vpcPeeringConnectionId", peering.connectionId);
    ctx.export("opsTopicArns", Output.all(primary.topic.arn, secondary.topic.arn));
  }

  private static String url(String name) {
    return "https://" + name;
  }

  private Tags tags(Region region) {
    return Tags.located(
        Map.of(
            "Environment", config.suffix(),
            "CostCenter", config.text(TradingParameters.COST_CENTER)),
        here -> Map.of("Region", here.id()),
        region,
        config.primary());
  }
}
