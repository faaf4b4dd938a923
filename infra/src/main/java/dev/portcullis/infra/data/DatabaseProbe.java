package dev.portcullis.infra.data;

import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import dev.portcullis.infra.core.References;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.core.Violations;
import dev.portcullis.infra.monitoring.ServiceAlarms;
import dev.portcullis.infra.monitoring.Watch;
import dev.portcullis.infra.monitoring.Watch.Condition;
import dev.portcullis.infra.monitoring.Watch.Metric;
import dev.portcullis.infra.serverless.FunctionSpec;
import dev.portcullis.infra.serverless.RegionalFunction;
import dev.portcullis.infra.serverless.Schedule;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a database can be reached from a region: a function in the VPC knocks once a minute and
 * says 1 or 0, and an alarm turns red when it was not reached, or nobody knocked. Takes the
 * function, the target, and for how long; gives name and ARN of the alarm.
 *
 * <p>Route 53 cannot reach a private database, but it can follow this alarm (type {@code
 * CLOUDWATCH_METRIC}): hence a whole minute as period, a plain statistic, no arithmetic and no "m
 * of n", which Route 53 does not understand.
 *
 * <p>The contract with the function: it knocks at {@code DB_NAME} on {@code DB_HOST:DB_PORT} and
 * writes to its log, in CloudWatch's embedded metric format, {@value #METRIC} in {@code
 * METRIC_NAMESPACE} with the one dimension {@value #DIMENSION} = {@code CLUSTER_ID}. Nobody has to
 * be granted PutMetricData, and no endpoint for it is needed.
 */
public final class DatabaseProbe extends ComponentResource {
  /** Type token. */
  public static final String TYPE = "portcullis:database:DatabaseProbe";

  /** Name of the metric: 1 reached, 0 not reached. */
  public static final String METRIC = "DbReachable";

  /** Its dimension. */
  public static final String DIMENSION = "ClusterId";

  /** Region it knocks from. */
  public final Scope scope;

  /** Name of the function, the dimension of its own metrics. */
  public final Output<String> functionName;

  /** Name of the alarm: health checks ask for it. */
  public final Output<String> alarmName;

  /** What the alarm watches and how: health checks must be told when it changes. */
  public final Output<String> alarmSettings;

  /** ARN of the alarm. */
  public final Output<String> alarmArn;

  /**
   * What is knocked at.
   *
   * @param role part of the name of the alarm, unique in the region
   * @param clusterId whose metric it is
   * @param endpoint host
   * @param port port
   * @param databaseName name of a database there: a session is begun with it, and given up
   */
  public record Target(
      String role,
      Output<String> clusterId,
      Output<String> endpoint,
      int port,
      String databaseName) {
    /** The writer of a global database, in whichever region it is. */
    public static Target writerOf(GlobalDatabase database) {
      return of("writer", database.globalClusterId, database.writerEndpoint, database);
    }

    /** The cluster in the primary region. */
    public static Target primaryOf(GlobalDatabase database) {
      return of("database", database.primaryClusterId, database.primaryEndpoint, database);
    }

    /** The cluster in the secondary region. */
    public static Target secondaryOf(GlobalDatabase database) {
      return of(
          "database", database.secondaryClusterId, database.secondaryReaderEndpoint, database);
    }

    private static Target of(
        String role, Output<String> clusterId, Output<String> endpoint, GlobalDatabase database) {
      return new Target(role, clusterId, endpoint, database.port, database.databaseName);
    }
  }

  /**
   * What knocks where.
   *
   * @param function what it runs, with a way to the target
   * @param target what is knocked at
   * @param minutes how long it must be out of reach, 1 or more
   * @param topicArn whom to tell, in the region of the function
   */
  public record Args(FunctionSpec function, Target target, int minutes, Output<String> topicArn) {
    public Args {
      Violations.in(DatabaseProbe.class)
          .unless(minutes >= 1, "minutes: must be positive, got " + minutes + "; e.g. 2")
          .throwIfAny();
    }
  }

  /** Namespace of the metrics that the functions of a system write. */
  public static String namespace(Scope scope) {
    return "Portcullis/" + scope.names().system();
  }

  /** Creates function, schedule and alarm. */
  public DatabaseProbe(String name, Args args, ComponentResourceOptions options) {
    super(TYPE, name, options);
    scope = args.function().site().scope();
    var target = args.target();
    // Function and alarm name the same cluster: that is how the alarm finds the function's metric.
    var told =
        new References(
            Map.of(
                "CLUSTER_ID", target.clusterId(),
                "DB_HOST", target.endpoint(),
                "DB_NAME", Output.of(target.databaseName()),
                "DB_PORT", Output.of(String.valueOf(target.port())),
                "METRIC_NAMESPACE", Output.of(namespace(scope))));
    var function =
        new RegionalFunction(name, args.function().with(told, List.of()), scope.component(this));
    // A minute without a knock counts as one in vain.
    new Schedule(
        name + "-schedule", new Schedule.Args(function, "rate(1 minute)"), scope.component(this));
    var watch = unreachable(args);
    var alarms =
        new ServiceAlarms(
            name + "-alarm",
            new ServiceAlarms.Args(scope, args.topicArn(), List.of(watch)),
            scope.component(this));
    functionName = function.functionName;
    alarmName = alarms.alarmName(watch.role());
    alarmSettings = watch.settings();
    alarmArn = alarms.alarmArn(watch.role());
    registerOutputs(Map.of("functionName", functionName, "alarmName", alarmName));
  }

  /** Reached once in a minute is reached; silence is not. */
  private Watch unreachable(Args args) {
    var role = args.target().role();
    return new Watch(
        role + "-unreachable",
        "The " + role + " cannot be reached from here, or nobody tried: see the probe's log group",
        new Metric(namespace(scope), METRIC, "Maximum"),
        new References(Map.of(DIMENSION, args.target().clusterId())),
        Condition.below(1, args.minutes(), "breaching"),
        Optional.of(scope.region()));
  }
}
