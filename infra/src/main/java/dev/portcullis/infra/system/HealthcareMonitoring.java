package dev.portcullis.infra.system;

import com.pulumi.core.Output;
import dev.portcullis.infra.config.HealthcareParameters;
import dev.portcullis.infra.config.SystemConfig;
import dev.portcullis.infra.core.Region;
import dev.portcullis.infra.edge.HealthChecks;
import dev.portcullis.infra.monitoring.Dashboard;
import dev.portcullis.infra.monitoring.ServiceAlarms;
import dev.portcullis.infra.monitoring.Watch;
import dev.portcullis.infra.monitoring.Widget;
import dev.portcullis.infra.storage.CrossRegionReplication;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What people are told and shown of system {@code healthcare}: alarms in the region where each
 * metric is published, and one dashboard of both.
 */
final class HealthcareMonitoring {
  /** The RPO, which is also the bound of the replication of assets. */
  private static final int ASSETS_LAG_SECONDS = 15 * 60;

  final Dashboard dashboard;

  private final SystemConfig config;
  private final HealthcareEvents events;
  private final Watch lag;
  private final Watch assetsLag;

  /**
   * What is watched in a region.
   *
   * @param region the region
   * @param front what answers requests there
   * @param readiness whether it could take over
   * @param clusterId its cluster
   */
  record Side(
      HealthcareRegion region,
      HealthcareFront front,
      HealthcareReadiness readiness,
      Output<String> clusterId) {
    private Region where() {
      return region.scope.region();
    }
  }

  HealthcareMonitoring(
      SystemConfig config,
      HealthcareData data,
      HealthcareEvents events,
      HealthChecks checks,
      Side first,
      Side second) {
    this.config = config;
    this.events = events;
    // Published for the cluster and in the region that follow.
    lag =
        Watch.globalReplicationLag(
            second.clusterId, second.where(), config.integer(HealthcareParameters.REPLICATION_LAG));
    assetsLag = assetsLag(first, second);
    var inPrimary = new ArrayList<>(common(first));
    // Route 53 publishes in us-east-1 alone, which is the primary region. Red is a failover.
    checks.ids.forEach((role, id) -> inPrimary.add(Watch.healthCheckRed(role, id)));
    inPrimary.add(assetsFailed(first, second));
    var inSecondary = new ArrayList<>(common(second));
    inSecondary.add(lag);
    inSecondary.add(assetsLag);
    inSecondary.add(Watch.functionFailed(data.promoter.functionName).as("promoter-failed"));
    var alarms =
        Stream.of(alarms(first, inPrimary), alarms(second, inSecondary))
            .flatMap(made -> made.alarmArns().stream())
            .toList();
    var scope = first.region.scope;
    dashboard =
        new Dashboard(
            scope.names().logical("dashboard"),
            new Dashboard.Args(
                scope, "Healthcare, in both regions", widgets(first, second, checks, alarms)),
            scope.component());
  }

  private List<Watch> common(Side side) {
    var endpoint = side.front.endpoint;
    var targets = endpoint.targetGroupArnSuffix;
    var function = side.front.api.functionName;
    var watches =
        new ArrayList<>(
            List.of(
                Watch.loadBalancerErrors(endpoint.arnSuffix),
                Watch.targetErrors(endpoint.arnSuffix, targets),
                Watch.unhealthyHosts(endpoint.arnSuffix, targets),
                Watch.functionErrors(function),
                Watch.functionThrottles(function),
                Watch.clusterCpu(side.clusterId),
                Watch.clusterConnections(
                    side.clusterId, config.integer(HealthcareParameters.DB_CONNECTIONS))));
    watches.addAll(events.watches(side.region));
    watches.addAll(side.readiness.watches());
    return watches;
  }

  /** Published in the region that receives. */
  private static Watch assetsLag(Side from, Side to) {
    return Watch.bucketReplication(
        from.region.assets.bucket,
        to.region.assets.bucket,
        to.where(),
        CrossRegionReplication.RULE_ID,
        ASSETS_LAG_SECONDS);
  }

  /** Published in the region that is written to. */
  private static Watch assetsFailed(Side from, Side to) {
    return Watch.bucketReplicationFailed(
        from.region.assets.bucket,
        from.where(),
        to.region.assets.bucket,
        CrossRegionReplication.RULE_ID);
  }

  /** Alarms go to the topic of their own region. */
  private static ServiceAlarms alarms(Side side, List<Watch> watches) {
    var scope = side.region.scope;
    return new ServiceAlarms(
        scope.logical("alarms"),
        new ServiceAlarms.Args(scope, side.region.topic.arn, watches),
        scope.component());
  }

  /** How the system is seen from outside first, then both regions side by side. */
  private List<Widget> widgets(
      Side first, Side second, HealthChecks checks, List<Output<String>> alarms) {
    var widgets = new ArrayList<Widget>();
    widgets.add(new Widget.Alarms("Alarms", alarms));
    widgets.add(Widget.healthChecks(checks.ids));
    widgets.add(Widget.watched("Lag of the secondary database (ms)", second.where(), lag));
    var sides = List.of(first, second);
    sides.forEach(s -> widgets.add(s.readiness.widget()));
    sides.forEach(s -> widgets.add(Widget.requests(s.where(), s.front.endpoint.arnSuffix)));
    sides.forEach(s -> widgets.add(Widget.invocations(s.where(), s.front.api.functionName)));
    sides.forEach(s -> widgets.add(Widget.connections(s.where(), s.clusterId)));
    widgets.add(Widget.watched("Lag of the assets (s)", second.where(), assetsLag));
    return widgets;
  }
}
