package dev.portcullis.infra.system;

import com.pulumi.Context;
import com.pulumi.core.Output;
import dev.portcullis.infra.api.RegionalApi;
import dev.portcullis.infra.config.PaymentsParameters;
import dev.portcullis.infra.config.SystemConfig;
import dev.portcullis.infra.core.Names;
import dev.portcullis.infra.core.References;
import dev.portcullis.infra.core.Region;
import dev.portcullis.infra.core.RegionPair;
import dev.portcullis.infra.core.Tags;
import dev.portcullis.infra.data.DatabaseProbe;
import dev.portcullis.infra.edge.Certificates;
import dev.portcullis.infra.monitoring.ServiceAlarms;
import dev.portcullis.infra.monitoring.Watch;
import dev.portcullis.infra.network.Peering;
import dev.portcullis.infra.serverless.RegionalFunction;
import dev.portcullis.infra.system.PaymentsNotifier.FailoverAlarm;
import java.util.List;
import java.util.Map;

/**
 * System {@code payments}: a payment API on API Gateway and Lambda in two regions, with an Aurora
 * global database, a table and buckets that both regions write, and DNS that sends everybody to the
 * region whose API and database are well.
 */
public final class PaymentsSystem {
  private final SystemConfig config;
  private final PaymentsRegion primary;
  private final PaymentsRegion secondary;
  private final Peering peering;
  private final PaymentsData data;
  private final PaymentsFunctions functions;
  private final String hostName;
  private final Certificates certificates;

  private PaymentsSystem(SystemConfig config) {
    this.config = config;
    var names = new Names(PaymentsParameters.SYSTEM, config.suffix());
    var regions = RegionPair.open(names, this::tags, config.primary(), config.secondary());
    var span = new TwoRegions(regions, config);
    primary = new PaymentsRegion(regions.primary(), config, regions.regions());
    secondary = new PaymentsRegion(regions.secondary(), config, regions.regions());
    // The way from a function of one region to the writer in the other; replication needs none.
    peering = span.peer(primary.network, secondary.network);
    data = new PaymentsData(config, names, primary, secondary);
    functions = new PaymentsFunctions(config, primary, secondary, peering, data);
    // One name in both regions: whichever answers, callers see no difference.
    hostName = span.domain.hostName(PaymentsPlan.API);
    certificates = span.certify(List.of(PaymentsPlan.API));
  }

  /**
   * The stack function.
   *
   * @throws dev.portcullis.infra.config.ConfigurationException naming every error, before anything
   *     is registered
   */
  public static void stack(Context ctx) {
    new PaymentsSystem(PaymentsParameters.SCHEMA.read(ctx.config()::get, ctx.stackName()))
        .serve(ctx);
  }

  private void serve(Context ctx) {
    var first = api(primary, functions.primaryValidation);
    var second = api(secondary, functions.secondaryValidation);
    var sides =
        List.of(
            new PaymentsFailover.Side(primary, first, functions.primaryProbe),
            new PaymentsFailover.Side(secondary, second, functions.secondaryProbe));
    var failover =
        new PaymentsFailover(config, certificates.zoneId, hostName, sides.get(0), sides.get(1));
    var monitoring = monitoring(first, second, failover);
    notify(sides, monitoring.primaryAlarms);
    ctx.export("primaryEndpointUrl", failover.records.fqdn.applyValue(name -> "https://" + name));
    // For when nothing else moves: the secondary region by its own name, whatever its health.
    ctx.export("failoverEndpointUrl", url(second));
    ctx.export("apiCustomDomain", failover.records.fqdn);
    ctx.export("primaryApiUrl", url(first));
    ctx.export("secondaryApiUrl", url(second));
    ctx.export("healthCheckIds", new References(failover.checks.ids).known());
    ctx.export("dashboardUrl", monitoring.primary.url);
    ctx.export("secondaryDashboardUrl", monitoring.secondary.url);
    export(ctx);
  }

  /** The API of one region by its own name, under which the paths begin with the stage. */
  private static Output<String> url(RegionalApi api) {
    return Output.format("https://%s/%s", api.executeHost, api.stageName);
  }

  /** The API of a region calls the function of that region. */
  private RegionalApi api(PaymentsRegion region, RegionalFunction validation) {
    return region.api(hostName, certificates.certificateArn(region.scope), validation);
  }

  private PaymentsMonitoring monitoring(
      RegionalApi first, RegionalApi second, PaymentsFailover failover) {
    return new PaymentsMonitoring(
        config,
        data,
        new PaymentsMonitoring.Side(
            primary, data.database.primaryClusterId, first, functions.primaryValidation),
        new PaymentsMonitoring.Side(
            secondary, data.database.secondaryClusterId, second, functions.secondaryValidation),
        failover.checks,
        functions.promoter.functionName);
  }

  /** Each region tells of what it sees; the alarms on health checks are in the primary region. */
  private void notify(List<PaymentsFailover.Side> sides, ServiceAlarms onChecks) {
    PaymentsNotifier.create(
        config,
        primary,
        data,
        List.of(
            unreachable(functions.primaryProbe),
            ofCheck("primary-check", sides.get(0).both(), onChecks),
            ofCheck("secondary-check", sides.get(1).answers(), onChecks)));
    var promoter = functions.promoter;
    PaymentsNotifier.create(
        config,
        secondary,
        data,
        List.of(
            unreachable(functions.secondaryProbe),
            new FailoverAlarm("writer-lost", promoter.alarmName, promoter.alarmArn)));
  }

  private static FailoverAlarm unreachable(DatabaseProbe probe) {
    return new FailoverAlarm("database", probe.alarmName, probe.alarmArn);
  }

  private static FailoverAlarm ofCheck(String role, String check, ServiceAlarms alarms) {
    var watch = Watch.healthCheckRole(check);
    return new FailoverAlarm(role, alarms.alarmName(watch), alarms.alarmArn(watch));
  }

  private void export(Context ctx) {
    ctx.export("hostedZoneId", certificates.zoneId);
    ctx.export("nameServers", certificates.nameServers);
    ctx.export("globalClusterIdentifier", data.database.globalClusterId);
    ctx.export("primaryClusterArn", data.database.primaryClusterArn);
    ctx.export("secondaryClusterArn", data.database.secondaryClusterArn);
    ctx.export("globalWriterEndpoint", data.database.writerEndpoint);
    ctx.export("secretArn", data.secret.arn);
    ctx.export("tableName", data.table.tableName);
    ctx.export("primaryBucketName", primary.receipts.bucket);
    ctx.export("secondaryBucketName", secondary.receipts.bucket);
    ctx.export("primaryAuditBucketName", primary.audit.bucket);
    ctx.export("secondaryAuditBucketName", secondary.audit.bucket);
    ctx.export("recoveryRoleArn", functions.recovery.arn);
    ctx.export("primaryVpcId", primary.network.vpcId);
    ctx.export("secondaryVpcId", secondary.network.vpcId);
    ctx.export("vpcPeeringConnectionId", peering.connectionId);
    ctx.export("opsTopicArns", Output.all(primary.topic.arn, secondary.topic.arn));
  }

  private Tags tags(Region region) {
    return Tags.located(
        Map.of(
            "Environment", config.suffix(),
            "CostCenter", config.text(PaymentsParameters.COST_CENTER)),
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
