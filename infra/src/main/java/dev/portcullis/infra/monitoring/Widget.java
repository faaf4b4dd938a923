package dev.portcullis.infra.monitoring;

import com.pulumi.core.Output;
import dev.portcullis.infra.core.References;
import dev.portcullis.infra.core.Region;
import dev.portcullis.infra.monitoring.Watch.Metric;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One field of a dashboard. A dashboard belongs to no region, so every widget says where its
 * metrics are published; asked in another region, CloudWatch draws an empty graph and no error.
 */
public sealed interface Widget {

  /** Half of a dashboard: the primary region to the left, the secondary to the right. */
  int HALF = 12;

  /** The whole width of a dashboard. */
  int WHOLE = 24;

  /** Columns it takes, of {@link #WHOLE}. */
  int width();

  /** Rows it takes. */
  int height();

  /**
   * A heading or an explanation.
   *
   * @param markdown shown as it is
   */
  record Text(String markdown) implements Widget {
    @Override
    public int width() {
      return WHOLE;
    }

    @Override
    public int height() {
      return 1;
    }
  }

  /**
   * A graph.
   *
   * @param title what it shows
   * @param region where CloudWatch has the metrics
   * @param lines at least one
   * @param limit where an alarm turns red, drawn as a line across
   */
  record Graph(String title, Region region, List<Line> lines, Optional<Limit> limit)
      implements Widget {
    public Graph {
      lines = List.copyOf(lines);
      if (lines.isEmpty()) {
        throw new IllegalArgumentException(
            "Widget: lines: is empty, got []; give \"" + title + "\" something to show");
      }
    }

    @Override
    public int width() {
      return HALF;
    }

    @Override
    public int height() {
      return 6;
    }
  }

  /**
   * The state of alarms, red or green; they may be of several regions.
   *
   * @param title what they guard
   * @param alarmArns at least one
   */
  record Alarms(String title, List<Output<String>> alarmArns) implements Widget {
    public Alarms {
      alarmArns = List.copyOf(alarmArns);
      if (alarmArns.isEmpty()) {
        throw new IllegalArgumentException(
            "Widget: alarmArns: is empty, got []; give \"" + title + "\" an alarm to show");
      }
    }

    @Override
    public int width() {
      return WHOLE;
    }

    @Override
    public int height() {
      return 3;
    }
  }

  /**
   * One metric of a graph.
   *
   * @param label its name in the legend
   * @param metric namespace, name and statistic
   * @param dimensions whose metric; values are references, so that the graph shows what is watched
   */
  record Line(String label, Metric metric, References dimensions) {}

  /**
   * A line across a graph.
   *
   * @param label what it means
   * @param value in the unit of the metric
   */
  record Limit(String label, double value) {}

  /** A graph of what an alarm watches, with the threshold of the alarm. */
  static Widget watched(String title, Region region, Watch watch) {
    return new Graph(
        title,
        watch.onlyIn().orElse(region),
        List.of(new Line(watch.role(), watch.metric(), watch.dimensions())),
        Optional.of(new Limit("alarm", watch.condition().threshold())));
  }

  /** Requests a minute to a load balancer of that region, from its ARN suffix. */
  static Widget requests(Region region, Output<String> loadBalancer) {
    return graph(
        "Requests in " + region.id(),
        region,
        new Line(
            "requests",
            new Metric("AWS/ApplicationELB", "RequestCount", "Sum"),
            new References(Map.of("LoadBalancer", loadBalancer))));
  }

  /** Requests a minute to a REST API of that region. */
  static Widget apiRequests(Region region, Output<String> apiName, Output<String> stage) {
    return graph(
        "Requests in " + region.id(),
        region,
        new Line(
            "requests",
            new Metric("AWS/ApiGateway", "Count", "Sum"),
            new References(Map.of("ApiName", apiName, "Stage", stage))));
  }

  /** Invocations and errors a minute of a function of that region. */
  static Widget invocations(Region region, Output<String> functionName) {
    var function = new References(Map.of("FunctionName", functionName));
    return graph(
        "Invocations in " + region.id(),
        region,
        new Line("invocations", new Metric("AWS/Lambda", "Invocations", "Sum"), function),
        new Line("errors", new Metric("AWS/Lambda", "Errors", "Sum"), function));
  }

  /** Connections to the busiest instance of an Aurora cluster of that region. */
  static Widget connections(Region region, Output<String> clusterId) {
    return graph(
        "Database connections in " + region.id(),
        region,
        new Line(
            "connections",
            new Metric("AWS/RDS", "DatabaseConnections", "Maximum"),
            new References(Map.of("DBClusterIdentifier", clusterId))));
  }

  /**
   * How Route 53 sees the system: 1 is green, 0 is red.
   *
   * @param checks health check id by the name shown in the legend
   */
  static Widget healthChecks(Map<String, Output<String>> checks) {
    var metric = new Metric("AWS/Route53", "HealthCheckStatus", "Minimum");
    return new Graph(
        "Health checks (1 is healthy)",
        Watch.ROUTE53_METRICS,
        new References(checks)
            .byName().entrySet().stream()
                .map(
                    check ->
                        new Line(
                            check.getKey(),
                            metric,
                            new References(Map.of("HealthCheckId", check.getValue()))))
                .toList(),
        Optional.empty());
  }

  /**
   * New flows of an accelerator, whichever region they go to.
   *
   * @param acceleratorId the last part of the accelerator's ARN: its metrics do not know the ARN
   */
  static Widget acceleratorFlows(Output<String> acceleratorId) {
    return graph(
        "New flows through the accelerator",
        Watch.ACCELERATOR_METRICS,
        new Line(
            "new flows",
            new Metric("AWS/GlobalAccelerator", "NewFlowCount", "Sum"),
            new References(Map.of("Accelerator", acceleratorId))));
  }

  /**
   * A metric the system itself publishes.
   *
   * @param title what it shows
   * @param region where it is published
   * @param metric namespace, name and statistic
   * @param dimensions with which it is published
   */
  static Widget custom(String title, Region region, Metric metric, References dimensions) {
    return graph(title, region, new Line(metric.name(), metric, dimensions));
  }

  private static Widget graph(String title, Region region, Line... lines) {
    return new Graph(title, region, List.of(lines), Optional.empty());
  }
}
