package dev.portcullis.infra.system;

import com.pulumi.core.Output;
import dev.portcullis.infra.config.SystemConfig;
import dev.portcullis.infra.config.TradingParameters;
import dev.portcullis.infra.core.Region;
import dev.portcullis.infra.monitoring.Dashboard;
import dev.portcullis.infra.monitoring.ServiceAlarms;
import dev.portcullis.infra.monitoring.Watch;
import dev.portcullis.infra.monitoring.Widget;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What people are told and shown of system {@code trading}: alarms in the region where each metric
 * is published, and one dashboard of both.
 */
final class TradingMonitoring {
  final Dashboard dashboard;

  private final SystemConfig config;
  private final Watch lag;

  /**
   * What is watched in a region.
   *
   * @param region the region
   * @param front what answers requests there
   * @param clusterId its cluster
   */
  record Side(TradingRegion region, TradingFront front, Output<String> clusterId) {
    private Region where() {
      return region.scope.region();
    }
  }

  TradingMonitoring(
      SystemConfig config, TradingData data, TradingTraffic traffic, Side first, Side second) {
    this.config = config;
    // Published for the cluster that follows, where it stands.
    lag =
        Watch.globalReplicationLag(
            second.clusterId, second.where(), config.integer(TradingParameters.REPLICATION_LAG));
    var inPrimary = new ArrayList<>(common(first));
    // Route 53 publishes in us-east-1 alone, which is the primary region.
    traffic.checks.ids.forEach((role, id) -> inPrimary.add(Watch.healthCheckRed(role, id)));
    inPrimary.add(Watch.functionFailed(data.rotation.functionName).as("rotation-failed"));
    inPrimary.add(Watch.functionFailed(data.appRotation.functionName).as("app-rotation-failed"));
    var inSecondary = new ArrayList<>(common(second));
    inSecondary.add(lag);
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
                scope, "Trading, in both regions", widgets(first, second, traffic, alarms)),
            scope.component());
  }

  private List<Watch> common(Side side) {
    var endpoint = side.front.endpoint;
    var function = side.front.api.functionName;
    return List.of(
        Watch.loadBalancerErrors(endpoint.arnSuffix),
        errors(side, TradingFront.APP),
        // An answer 5xx is no error of the function, so its own errors do not show it.
        errors(side, TradingFront.API).as("api-5xx"),
        hosts(side),
        Watch.functionErrors(function),
        Watch.functionThrottles(function),
        Watch.clusterCpu(side.clusterId),
        Watch.clusterConnections(side.clusterId, config.integer(TradingParameters.DB_CONNECTIONS)));
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
      Side first, Side second, TradingTraffic traffic, List<Output<String>> alarms) {
    var widgets = new ArrayList<Widget>();
    widgets.add(new Widget.Alarms("Alarms", alarms));
    widgets.add(Widget.healthChecks(traffic.checks.ids));
    widgets.add(Widget.acceleratorFlows(traffic.accelerator.metricId));
    var sides = List.of(first, second);
    sides.forEach(s -> widgets.add(Widget.requests(s.where(), s.front.endpoint.arnSuffix)));
    sides.forEach(s -> widgets.add(watched("Unhealthy instances", s, hosts(s))));
    sides.forEach(s -> widgets.add(Widget.invocations(s.where(), s.front.api.functionName)));
    sides.forEach(s -> widgets.add(watched("Database CPU", s, Watch.clusterCpu(s.clusterId))));
    sides.forEach(s -> widgets.add(Widget.connections(s.where(), s.clusterId)));
    widgets.add(Widget.watched("Lag of the secondary database (ms)", second.where(), lag));
    return widgets;
  }

  private static Widget watched(String title, Side side, Watch watch) {
    return Widget.watched(title + " in " + side.where().id(), side.where(), watch);
  }

  private static Watch hosts(Side side) {
    var endpoint = side.front.endpoint;
    return Watch.unhealthyHosts(
        endpoint.arnSuffix, endpoint.targetGroupArnSuffix(TradingFront.APP));
  }

  private static Watch errors(Side side, String targetRole) {
    var endpoint = side.front.endpoint;
    return Watch.targetErrors(endpoint.arnSuffix, endpoint.targetGroupArnSuffix(targetRole));
  }
}
