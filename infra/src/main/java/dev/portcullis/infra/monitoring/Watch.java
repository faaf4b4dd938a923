package dev.portcullis.infra.monitoring;

import com.pulumi.core.Output;
import dev.portcullis.infra.core.References;
import java.util.Map;

/**
 * One thing an alarm watches. Every factory says where AWS publishes the metric and in which unit:
 * an alarm on a metric that is never published stays silent for ever.
 *
 * @param role what the alarm is called, unique in its component
 * @param description what it means and what to do
 * @param metric namespace, name and statistic
 * @param dimensions whose metric; values are references, so that the graph shows what is watched
 * @param condition when it turns red
 */
public record Watch(
    String role, String description, Metric metric, References dimensions, Condition condition) {

  private static final double GIB = 1L << 30;

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
    static Condition atLeast(double threshold, int minutes, String missing) {
      return new Condition("GreaterThanOrEqualToThreshold", threshold, minutes, missing);
    }

    static Condition below(double threshold, int minutes, String missing) {
      return new Condition("LessThanThreshold", threshold, minutes, missing);
    }
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
}
