package dev.portcullis.infra.monitoring;

import com.pulumi.core.Output;
import dev.portcullis.infra.core.References;
import dev.portcullis.infra.core.Region;
import java.util.Map;
import java.util.Optional;

/**
 * One thing an alarm watches. Every factory says where AWS publishes the metric and in which unit:
 * an alarm on a metric that is never published stays silent for ever.
 *
 * @param role what the alarm is called, unique in its component
 * @param description what it means and what to do
 * @param metric namespace, name and statistic
 * @param dimensions whose metric; values are references, so that the graph shows what is watched
 * @param condition when it turns red
 * @param onlyIn the one region where AWS publishes the metric; empty when it is published where the
 *     watched resource is
 */
public record Watch(
    String role,
    String description,
    Metric metric,
    References dimensions,
    Condition condition,
    Optional<Region> onlyIn) {

  /** Route 53 has no regions; its metrics are all here. */
  static final Region ROUTE53_METRICS = new Region("us-east-1");

  /** Global Accelerator has no regions; its metrics are all here. */
  static final Region ACCELERATOR_METRICS = new Region("us-west-2");

  private static final double GIB = 1L << 30;

  /** A watch of a resource that publishes its metric in its own region. */
  public Watch(
      String role, String description, Metric metric, References dimensions, Condition condition) {
    this(role, description, metric, dimensions, condition, Optional.empty());
  }

  /** What is watched and how, in one line; differs between two watches that behave differently. */
  public Output<String> settings() {
    return dimensions
        .known()
        .applyValue(
            of ->
                String.join(
                    " ",
                    metric.namespace(),
                    metric.name(),
                    metric.statistic(),
                    of.toString(),
                    condition.operator(),
                    String.valueOf(condition.threshold()),
                    String.valueOf(condition.minutes()),
                    condition.missing()));
  }

  /**
   * A CloudWatch metric.
   *
   * @param namespace e.g. {@code AWS/RDS}
   * @param name e.g. {@code CPUUtilization}
   * @param statistic one that Route 53 could read too: Average, Maximum, Minimum or Sum
   */
  public record Metric(String namespace, String name, String statistic) {}

  /**
   * When an alarm turns red.
   *
   * @param operator CloudWatch's comparison operator
   * @param threshold in the unit of the metric
   * @param minutes consecutive minutes
   * @param missing what no data means: {@code notBreaching} where no traffic is no data, {@code
   *     missing} where silence at first deployment is normal
   */
  public record Condition(String operator, double threshold, int minutes, String missing) {
    /** Red at the threshold and beyond. */
    public static Condition atLeast(double threshold, int minutes, String missing) {
      return new Condition("GreaterThanOrEqualToThreshold", threshold, minutes, missing);
    }

    /** Red beyond the threshold. */
    public static Condition above(double threshold, int minutes, String missing) {
      return new Condition("GreaterThanThreshold", threshold, minutes, missing);
    }

    /** Red under the threshold. */
    public static Condition below(double threshold, int minutes, String missing) {
      return new Condition("LessThanThreshold", threshold, minutes, missing);
    }
  }

  /** The same watch under another role, where a component watches two of a kind. */
  public Watch as(String otherRole) {
    return new Watch(otherRole, description, metric, dimensions, condition, onlyIn);
  }

  /** Answers the load balancer itself gave because the function failed: 5 a minute. */
  public static Watch loadBalancerErrors(Output<String> arnSuffix) {
    return new Watch(
        "alb-5xx",
        "The load balancer answers 5xx: the function fails, times out or answers nonsense",
        new Metric("AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count", "Sum"),
        new References(Map.of("LoadBalancer", arnSuffix)),
        Condition.atLeast(5, 3, "notBreaching"));
  }

  /** Invocations that ended in an exception: 5 a minute. */
  public static Watch functionErrors(Output<String> functionName) {
    return new Watch(
        "function-errors",
        "The function ends in exceptions: see its log group",
        new Metric("AWS/Lambda", "Errors", "Sum"),
        new References(Map.of("FunctionName", functionName)),
        Condition.atLeast(5, 3, "notBreaching"));
  }

  /** Invocations that ended in an exception: any, where the function seldom runs and must work. */
  public static Watch functionFailed(Output<String> functionName) {
    return new Watch(
        "function-failed",
        "The function failed when it was needed: see its log group, then do it by hand",
        new Metric("AWS/Lambda", "Errors", "Sum"),
        new References(Map.of("FunctionName", functionName)),
        Condition.atLeast(1, 1, "notBreaching"));
  }

  /** Average CPU of an instance, in percent: 80 for five minutes. */
  public static Watch databaseCpu(Output<String> identifier) {
    return new Watch(
        "database-cpu",
        "The database is short of CPU: look at Performance Insights",
        new Metric("AWS/RDS", "CPUUtilization", "Average"),
        new References(Map.of("DBInstanceIdentifier", identifier)),
        Condition.atLeast(80, 5, "missing"));
  }

  /** Free storage of an instance, in bytes: below 10 GiB. */
  public static Watch databaseStorage(Output<String> identifier) {
    return new Watch(
        "database-storage",
        "The database runs out of storage: enlarge it before it stops",
        new Metric("AWS/RDS", "FreeStorageSpace", "Minimum"),
        new References(Map.of("DBInstanceIdentifier", identifier)),
        Condition.below(10 * GIB, 5, "missing"));
  }

  /**
   * How far a read replica is behind, in seconds; published for the replica, in its region. What is
   * behind is lost when the replica is promoted.
   */
  public static Watch replicaLag(Output<String> replicaIdentifier, int seconds) {
    return new Watch(
        "replica-lag",
        "The read replica is behind: a promotion now would lose that many seconds",
        new Metric("AWS/RDS", "ReplicaLag", "Maximum"),
        new References(Map.of("DBInstanceIdentifier", replicaIdentifier)),
        Condition.atLeast(seconds, 5, "missing"));
  }

  /**
   * How long a table's writes take to another region, in milliseconds; published in the region they
   * come from.
   */
  public static Watch tableReplication(
      Output<String> tableName, String receivingRegion, int milliseconds) {
    return new Watch(
        "table-replication",
        "The table's replica is behind",
        new Metric("AWS/DynamoDB", "ReplicationLatency", "Average"),
        new References(
            Map.of("TableName", tableName, "ReceivingRegion", Output.of(receivingRegion))),
        Condition.atLeast(milliseconds, 5, "notBreaching"));
  }

  /** Answers 5xx that the targets of one group gave: 5 a minute. */
  public static Watch targetErrors(Output<String> loadBalancer, Output<String> targetGroup) {
    return new Watch(
        "target-5xx",
        "The application answers 5xx: see its log group",
        new Metric("AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", "Sum"),
        target(loadBalancer, targetGroup),
        Condition.atLeast(5, 3, "notBreaching"));
  }

  /** Targets of one group that the load balancer holds for dead: any, for three minutes. */
  public static Watch unhealthyHosts(Output<String> loadBalancer, Output<String> targetGroup) {
    return new Watch(
        "unhealthy-hosts",
        "The load balancer holds a target for dead: see its health checks",
        new Metric("AWS/ApplicationELB", "UnHealthyHostCount", "Maximum"),
        target(loadBalancer, targetGroup),
        Condition.atLeast(1, 3, "missing"));
  }

  /** Average CPU of all instances of an Aurora cluster, in percent: 80 for five minutes. */
  public static Watch clusterCpu(Output<String> clusterId) {
    return new Watch(
        "cluster-cpu",
        "The database cluster is short of CPU: look at Performance Insights",
        new Metric("AWS/RDS", "CPUUtilization", "Average"),
        new References(Map.of("DBClusterIdentifier", clusterId)),
        Condition.atLeast(80, 5, "missing"));
  }

  /**
   * Connections to the busiest instance of an Aurora cluster.
   *
   * @param connections how many are too many; what an instance takes follows from its memory
   */
  public static Watch clusterConnections(Output<String> clusterId, int connections) {
    return new Watch(
        "cluster-connections",
        "The database cluster runs out of connections: somebody does not return them",
        new Metric("AWS/RDS", "DatabaseConnections", "Maximum"),
        new References(Map.of("DBClusterIdentifier", clusterId)),
        Condition.atLeast(connections, 3, "missing"));
  }

  /**
   * How far the secondary cluster of a global database is behind, in milliseconds. Published for
   * the secondary cluster in the secondary region; on the primary cluster there is no data. What is
   * behind is lost when the secondary is promoted without waiting.
   *
   * @param secondaryClusterId identifier of the secondary cluster
   * @param secondary its region
   * @param milliseconds red beyond
   */
  public static Watch globalReplicationLag(
      Output<String> secondaryClusterId, Region secondary, int milliseconds) {
    return new Watch(
        "replication-lag",
        "The secondary cluster is behind: a promotion now would lose that many milliseconds",
        new Metric("AWS/RDS", "AuroraGlobalDBReplicationLag", "Maximum"),
        new References(Map.of("DBClusterIdentifier", secondaryClusterId)),
        Condition.above(milliseconds, 1, "missing"),
        Optional.of(secondary));
  }

  /** Role of {@link #healthCheckRed}. */
  public static String healthCheckRole(String which) {
    return "health-" + which;
  }

  /**
   * A Route 53 health check that is red; published in us-east-1 only.
   *
   * @param which what it checks; part of the role, since a system has several
   * @param healthCheckId the check
   */
  public static Watch healthCheckRed(String which, Output<String> healthCheckId) {
    return new Watch(
        healthCheckRole(which),
        "The health check of " + which + " is red: traffic fails over, or has nowhere to go",
        new Metric("AWS/Route53", "HealthCheckStatus", "Minimum"),
        new References(Map.of("HealthCheckId", healthCheckId)),
        Condition.below(1, 1, "missing"),
        Optional.of(ROUTE53_METRICS));
  }

  /**
   * Answers 5xx of a REST API: 5 a minute.
   *
   * @param apiName name of the API: its metrics do not know the id
   * @param stage name of the stage
   */
  public static Watch api5xx(Output<String> apiName, Output<String> stage) {
    return new Watch(
        "api-5xx",
        "The API answers 5xx: see its access log and the log group of the function",
        new Metric("AWS/ApiGateway", "5XXError", "Sum"),
        new References(Map.of("ApiName", apiName, "Stage", stage)),
        Condition.atLeast(5, 3, "notBreaching"));
  }

  /** Messages that could not be delivered: any. */
  public static Watch dlqNotEmpty(Output<String> queueName) {
    return new Watch(
        "dlq-not-empty",
        "Events could not be delivered and wait in the dead-letter queue",
        new Metric("AWS/SQS", "ApproximateNumberOfMessagesVisible", "Maximum"),
        new References(Map.of("QueueName", queueName)),
        Condition.atLeast(1, 1, "notBreaching"));
  }

  /** Invocations that Lambda refused because too many were running: any, for three minutes. */
  public static Watch functionThrottles(Output<String> functionName) {
    return new Watch(
        "function-throttles",
        "Lambda refuses invocations: raise the concurrency of the function or of the account",
        new Metric("AWS/Lambda", "Throttles", "Sum"),
        new References(Map.of("FunctionName", functionName)),
        Condition.atLeast(1, 3, "notBreaching"));
  }

  /**
   * How far a bucket's replica is behind, in seconds. Published only where the replication rule has
   * its metrics on, and only while something is being replicated: in the region that receives.
   *
   * @param source bucket that is written to
   * @param destination bucket that receives
   * @param receiving region of the latter
   * @param ruleId the rule of the replication configuration
   * @param seconds red at
   */
  public static Watch bucketReplication(
      Output<String> source,
      Output<String> destination,
      Region receiving,
      String ruleId,
      int seconds) {
    return new Watch(
        "bucket-replication",
        "The replica of the bucket is behind",
        new Metric("AWS/S3", "ReplicationLatency", "Maximum"),
        replication(source, destination, ruleId),
        Condition.atLeast(seconds, 5, "notBreaching"),
        Optional.of(receiving));
  }

  /**
   * Objects that could not be replicated: any. Published, unlike {@link #bucketReplication}, in the
   * region that is written to.
   *
   * @param source bucket that is written to
   * @param written region of that bucket
   * @param destination bucket that receives
   * @param ruleId the rule of the replication configuration
   */
  public static Watch bucketReplicationFailed(
      Output<String> source, Region written, Output<String> destination, String ruleId) {
    return new Watch(
        "bucket-replication-failed",
        "Objects could not be replicated: S3 does not try again by itself",
        new Metric("AWS/S3", "OperationsFailedReplication", "Sum"),
        replication(source, destination, ruleId),
        Condition.atLeast(1, 1, "notBreaching"),
        Optional.of(written));
  }

  private static References target(Output<String> loadBalancer, Output<String> targetGroup) {
    return new References(Map.of("LoadBalancer", loadBalancer, "TargetGroup", targetGroup));
  }

  private static References replication(
      Output<String> source, Output<String> destination, String ruleId) {
    return new References(
        Map.of(
            "SourceBucket", source,
            "DestinationBucket", destination,
            "RuleId", Output.of(ruleId)));
  }
}
