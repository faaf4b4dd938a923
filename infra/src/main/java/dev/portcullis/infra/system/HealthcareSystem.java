package dev.portcullis.infra.system;

import com.pulumi.Context;
import com.pulumi.core.Output;
import dev.portcullis.infra.config.HealthcareParameters;
import dev.portcullis.infra.config.SystemConfig;
import dev.portcullis.infra.core.Names;
import dev.portcullis.infra.core.References;
import dev.portcullis.infra.core.Region;
import dev.portcullis.infra.core.RegionPair;
import dev.portcullis.infra.core.Tags;
import dev.portcullis.infra.edge.Certificates;
import dev.portcullis.infra.edge.Domain;
import dev.portcullis.infra.network.Peering;
import dev.portcullis.infra.storage.ReplicatedParameters;
import java.util.Map;

/**
 * System {@code healthcare}: a patient API on Node.js functions behind load balancers in two
 * regions. One serves; the other stands by, warm, with the database, assets, events, secrets and
 * settings of the first, and takes over by itself when that is lost.
 */
public final class HealthcareSystem {
  private final SystemConfig config;
  private final HealthcareRegion primary;
  private final HealthcareRegion secondary;
  private final Peering peering;
  private final HealthcareData data;
  private final ReplicatedParameters parameters;
  private final HealthcareEvents events;
  private final Domain domain;
  private final Certificates certificates;

  private HealthcareSystem(SystemConfig config) {
    this.config = config;
    var names = new Names(HealthcareParameters.SYSTEM, config.suffix());
    var regions = RegionPair.open(names, this::tags, config.primary(), config.secondary());
    var span = new TwoRegions(regions, config);
    primary = new HealthcareRegion(regions.primary(), config, regions.regions());
    secondary = new HealthcareRegion(regions.secondary(), config, regions.regions());
    // Functions of one region write to the database of the other through this; replication needs
    // none of it.
    peering = span.peer(primary.network, secondary.network);
    data = new HealthcareData(config, names, primary, secondary, peering);
    domain = span.domain;
    parameters = parameters();
    events = new HealthcareEvents(primary, secondary, data, parameters);
    // A certificate in each region for its load balancer, which answers to both names.
    certificates = span.certify(HealthcareTraffic.LABELS);
  }

  /**
   * The stack function.
   *
   * @throws dev.portcullis.infra.config.ConfigurationException naming every error, before anything
   *     is registered
   */
  public static void stack(Context ctx) {
    new HealthcareSystem(HealthcareParameters.SCHEMA.read(ctx.config()::get, ctx.stackName()))
        .serve(ctx);
  }

  private void serve(Context ctx) {
    var first = front(primary);
    var second = front(secondary);
    var traffic = new HealthcareTraffic(config, domain, certificates, first, second);
    var monitoring =
        new HealthcareMonitoring(
            config, data, events, traffic.checks, side(primary, first), side(secondary, second));
    ctx.export("dashboardUrl", monitoring.dashboard.url);
    exportFronts(ctx, first, second, traffic);
    exportData(ctx);
  }

  /** The function writes to the database, and tells the bus of its region what it wrote. */
  private HealthcareFront front(HealthcareRegion region) {
    return new HealthcareFront(
        region,
        certificates.certificateArn(region.scope),
        events.publish(region, data.api(region)).build());
  }

  private HealthcareMonitoring.Side side(HealthcareRegion region, HealthcareFront front) {
    return new HealthcareMonitoring.Side(
        region,
        front,
        new HealthcareReadiness(region, data, events, parameters),
        data.clusterId(region));
  }

  /** What both regions must agree on, under the key for secrets of each. */
  private ReplicatedParameters parameters() {
    return new ReplicatedParameters(
        primary.scope.names().logical("parameters"),
        new ReplicatedParameters.Args(
            primary.keys.secrets,
            secondary.keys.secrets,
            Map.of(
                "writer-endpoint", data.database.writerEndpoint,
                "event-source", Output.of(HealthcareEvents.SOURCE),
                "host-name", Output.of(HealthcareTraffic.servingName(domain)),
                "recovery-host-name", Output.of(HealthcareTraffic.recoveryName(domain)))),
        primary.scope.component());
  }

  private void exportFronts(
      Context ctx, HealthcareFront first, HealthcareFront second, HealthcareTraffic traffic) {
    ctx.export("primaryEndpointUrl", traffic.serving.applyValue(HealthcareSystem::url));
    // C-46 asks for the load balancer itself, which no certificate can name: people use the other.
    ctx.export("failoverEndpointUrl", second.endpoint.dnsName.applyValue(HealthcareSystem::url));
    ctx.export("recoveryEndpointUrl", traffic.recovery.applyValue(HealthcareSystem::url));
    ctx.export("primaryAlbDnsName", first.endpoint.dnsName);
    ctx.export("secondaryAlbDnsName", second.endpoint.dnsName);
    ctx.export("hostedZoneId", certificates.zoneId);
    ctx.export("nameServers", certificates.nameServers);
    ctx.export("healthCheckIds", new References(traffic.checks.ids).known());
  }

  private void exportData(Context ctx) {
    var database = data.database;
    ctx.export("globalClusterIdentifier", database.globalClusterId);
    ctx.export("globalWriterEndpoint", database.writerEndpoint);
    ctx.export("primaryClusterArn", database.primaryClusterArn);
    ctx.export("secondaryClusterArn", database.secondaryClusterArn);
    ctx.export("primaryClusterEndpoint", database.primaryEndpoint);
    ctx.export("secondaryReaderEndpoint", database.secondaryReaderEndpoint);
    ctx.export("secretArn", data.secret.arn);
    ctx.export("primaryBucketName", primary.assets.bucket);
    ctx.export("secondaryBucketName", secondary.assets.bucket);
    ctx.export("primaryEventBusArn", events.buses.busArn(primary.scope));
    ctx.export("secondaryEventBusArn", events.buses.busArn(secondary.scope));
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
        Map.of("Environment", config.suffix()),
        here ->
            Map.of(
                "Region",
                here.id(),
                "DR-Role",
                here.equals(config.primary()) ? "primary" : "secondary"),
        region,
        config.primary());
  }
}
