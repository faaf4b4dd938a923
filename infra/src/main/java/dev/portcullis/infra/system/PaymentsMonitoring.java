package dev.portcullis.infra.system;

import com.pulumi.core.Output;
import dev.portcullis.infra.api.RegionalApi;
import dev.portcullis.infra.config.PaymentsParameters;
import dev.portcullis.infra.config.SystemConfig;
import dev.portcullis.infra.core.References;
import dev.portcullis.infra.core.Region;
import dev.portcullis.infra.data.DatabaseProbe;
import dev.portcullis.infra.edge.HealthChecks;
import dev.portcullis.infra.monitoring.Dashboard;
import dev.portcullis.infra.monitoring.ServiceAlarms;
import dev.portcullis.infra.monitoring.Watch;
import dev.portcullis.infra.monitoring.Watch.Metric;
import dev.portcullis.infra.monitoring.Widget;
import dev.portcullis.infra.serverless.RegionalFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What people are told and shown of system {@code payments}: alarms in the region where each metric
 * is published, and the same dashboard in both regions, for whoever is signed in to the one that
 * lives.
 */
final class PaymentsMonitoring {
  /** Usually a second; a minute means that something is wrong. */
  private static final int TABLE_LAG_MS = 60_000;

  /** Alarms of the primary region, those on health checks among them. */
  final ServiceAlarms primaryAlarms;

  final Dashboard primary;
  final Dashboard secondary;

  private final SystemConfig config;
  private final PaymentsData data;
  private final Watch lag;

  /**
   * What is watched in a region.
   *
   * @param region the region
   * @param clusterId its cluster
   * @param api its API
   * @param function answers requests
   */
  record Side(
      PaymentsRegion region, Output<String> clusterId, RegionalApi api, RegionalFunction function) {
    private Region where() {
      return region.scope.region();
    }
  }

  PaymentsMonitoring(
      SystemConfig config,
      PaymentsData data,
      Side first,
      Side second,
      HealthChecks checks,
      Output<String> promoterName) {
    this.config = config;
    this.data = data;
    // Published for the cluster that follows, where it stands.
    lag =
        Watch.globalReplicationLag(
            second.clusterId, second.where(), config.integer(PaymentsParameters.REPLICATION_LAG));
    var inPrimary = new ArrayList<>(common(first, second.where()));
    // Route 53 publishes in us-east-1 alone, which is the primary region.
    checks.ids.forEach((role, id) -> inPrimary.add(Watch.healthCheckRed(role, id)));
    var inSecondary = new ArrayList<>(common(second, first.where()));
    inSecondary.add(lag);
    inSecondary.add(Watch.functionFailed(promoterName).as("promoter-failed"));
    primaryAlarms = alarms(first, inPrimary);
    var alarms =
        Stream.of(primaryAlarms, alarms(second, inSecondary))
            .flatMap(made -> made.alarmArns().stream())
            .toList();
    var widgets = widgets(first, second, checks, alarms);
    primary = dashboard(first, widgets);
    secondary = dashboard(second, widgets);
  }

  private List<Watch> common(Side side, Region other) {
    return List.of(
        Watch.api5xx(side.api.apiName, side.api.stageName),
        Watch.functionErrors(side.function.functionName),
        Watch.functionThrottles(side.function.functionName),
        Watch.clusterCpu(side.clusterId),
        Watch.clusterConnections(side.clusterId, config.integer(PaymentsParameters.DB_CONNECTIONS)),
        // Published in the region the writes come from, which is either.
        Watch.tableReplication(data.table.tableName, other.id(), TABLE_LAG_MS));
  }

  /** Alarms go to the topic of their own region. */
  private static ServiceAlarms alarms(Side side, List<Watch> watches) {
    var scope = side.region.scope;
    return new ServiceAlarms(
        scope.logical("alarms"),
        new ServiceAlarms.Args(scope, side.region.topic.arn, watches),
        scope.component());
  }

  /** Replication first, then how the system is seen from outside, then each region by itself. */
  private List<Widget> widgets(
      Side first, Side second, HealthChecks checks, List<Output<String>> alarms) {
    var widgets = new ArrayList<Widget>();
    widgets.add(new Widget.Alarms("Alarms", alarms));
    widgets.add(Widget.watched("Lag of the secondary database (ms)", second.where(), lag));
    widgets.add(Widget.healthChecks(checks.ids));
    widgets.add(tableReplication(first, second));
    widgets.add(tableReplication(second, first));
    for (var side : List.of(first, second)) {
      widgets.add(reachable(side));
    }
    for (var side : List.of(first, second)) {
      widgets.add(Widget.apiRequests(side.where(), side.api.apiName, side.api.stageName));
    }
    for (var side : List.of(first, second)) {
      widgets.add(Widget.invocations(side.where(), side.function.functionName));
    }
    for (var side : List.of(first, second)) {
      widgets.add(Widget.connections(side.where(), side.clusterId));
    }
    return widgets;
  }

  private Widget tableReplication(Side from, Side to) {
    return Widget.watched(
        "Items from " + from.where().id() + " to " + to.where().id() + " (ms)",
        from.where(),
        Watch.tableReplication(data.table.tableName, to.where().id(), TABLE_LAG_MS));
  }

  private static Widget reachable(Side side) {
    return Widget.custom(
        "Database in " + side.where().id() + " (1 is reachable)",
        side.where(),
        new Metric(DatabaseProbe.namespace(side.region.scope), DatabaseProbe.METRIC, "Minimum"),
        new References(Map.of(DatabaseProbe.DIMENSION, side.clusterId)));
  }

  private static Dashboard dashboard(Side side, List<Widget> widgets) {
    var scope = side.region.scope;
    return new Dashboard(
        scope.logical("dashboard"),
        new Dashboard.Args(scope, "Payments, seen from " + side.where().id(), widgets),
        scope.component());
  }
}
