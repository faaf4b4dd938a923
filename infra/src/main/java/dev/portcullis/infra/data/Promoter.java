package dev.portcullis.infra.data;

import com.pulumi.aws.cloudwatch.CompositeAlarm;
import com.pulumi.aws.cloudwatch.CompositeAlarmArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import dev.portcullis.infra.core.PolicyDocument.Statement;
import dev.portcullis.infra.core.References;
import dev.portcullis.infra.core.Region;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.core.Violations;
import dev.portcullis.infra.monitoring.AlarmEvents;
import dev.portcullis.infra.monitoring.ServiceAlarms;
import dev.portcullis.infra.monitoring.Watch;
import dev.portcullis.infra.monitoring.Watch.Condition;
import dev.portcullis.infra.monitoring.Watch.Metric;
import dev.portcullis.infra.serverless.EventCause;
import dev.portcullis.infra.serverless.EventTrigger;
import dev.portcullis.infra.serverless.FunctionSpec;
import dev.portcullis.infra.serverless.RegionalFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Promotes the secondary cluster of a global database when the writer is lost. Takes the database,
 * the function, the probe of the writer and whether it is armed; gives the function's name and the
 * alarm that starts it. All of it stands in the secondary region and asks nothing of the primary.
 *
 * <p>Two witnesses must agree for three minutes: a probe that cannot reach the writer through the
 * peering, and replication, which runs on AWS's own network, that brings nothing any more. Each may
 * err alone, and neither is a proof; the reasons are in docs/adr/0007-promoter.md. The function
 * then looks at the global cluster itself ({@code GLOBAL_CLUSTER_ID}) and knocks once more ({@code
 * DB_HOST}, {@code DB_PORT}) before it acts. So it needs a way to the RDS API of its region and,
 * like the probe, one to the writer: without the latter its knock would always fail.
 */
public final class Promoter extends ComponentResource {
  /** Type token. */
  public static final String TYPE = "portcullis:database:Promoter";

  private static final String SILENT = "replication-silent";
  private static final int SILENT_MS = 30_000;

  /** How long each witness must say so; restarts within the primary cluster are over by then. */
  public static final int MINUTES = 3;

  /** Name of the function, the dimension of its metrics. */
  public final Output<String> functionName;

  /** Name of the alarm that starts the function. */
  public final Output<String> alarmName;

  /** ARN of the alarm that starts the function. */
  public final Output<String> alarmArn;

  /**
   * What is promoted, by what, and when.
   *
   * @param database the global database
   * @param function what it runs, in the secondary region; its ways include the peering's routes
   * @param writer the probe of {@link DatabaseProbe.Target#writerOf} from the secondary region
   * @param topicArn whom to tell, in the secondary region
   * @param armed whether it may; if not, the function says what it would have done, and its role
   *     could not do it
   */
  public record Args(
      GlobalDatabase database,
      FunctionSpec function,
      DatabaseProbe writer,
      Output<String> topicArn,
      boolean armed) {
    public Args {
      var region = database.secondary.scope().region();
      Violations.in(Promoter.class)
          .unless(
              function.site().scope().region().equals(region),
              elsewhere("function", function.site().scope().region(), region))
          .unless(
              writer.scope.region().equals(region),
              elsewhere("writer", writer.scope.region(), region))
          .throwIfAny();
    }

    private static String elsewhere(String what, Region got, Region wanted) {
      return what
          + ": is not in the secondary region, got "
          + got.id()
          + "; what must work without the primary region stands in "
          + wanted.id();
    }
  }

  /** Creates the function, the witnesses and what connects them. */
  public Promoter(String name, Args args, ComponentResourceOptions options) {
    super(TYPE, name, options);
    var scope = args.function().site().scope();
    var function =
        new RegionalFunction(
            name, args.function().with(told(args), grants(args)), scope.component(this));
    var replication =
        new ServiceAlarms(
            name + "-witness",
            new ServiceAlarms.Args(
                scope, args.topicArn(), List.of(silent(args.database(), scope.region()))),
            scope.component(this));
    var lost = writerLost(name, scope, args, replication.alarmArn(SILENT));
    // Both witnesses are red until there is a replica and a way to the writer. What turned red
    // before this rule is there starts nothing, so the rule comes last.
    var built = new ArrayList<>(args.database().secondaryInstances);
    built.addAll(args.function().ways());
    EventTrigger.create(
        this,
        name,
        function,
        EventCause.event(
            "Runs the function when the alarm turns red",
            lost.arn().applyValue(AlarmEvents::turnsRed)),
        built);
    functionName = function.functionName;
    alarmName = lost.alarmName();
    alarmArn = lost.arn();
    registerOutputs(Map.of("functionName", functionName, "alarmName", alarmName));
  }

  private static References told(Args args) {
    var database = args.database();
    return new References(
        Map.of(
            "ARMED", Output.of(String.valueOf(args.armed())),
            "GLOBAL_CLUSTER_ID", database.globalClusterId,
            "PRIMARY_CLUSTER_ARN", database.primaryClusterArn,
            "TARGET_CLUSTER_ARN", database.secondaryClusterArn,
            "DB_HOST", database.writerEndpoint,
            "DB_NAME", Output.of(database.databaseName),
            "DB_PORT", Output.of(String.valueOf(database.port))));
  }

  /** A failover acts on the global cluster and on both members. */
  private static List<Statement> grants(Args args) {
    var database = args.database();
    var grants = new ArrayList<Statement>();
    grants.add(
        Statement.allow("SeeGlobalCluster")
            .action("rds:DescribeGlobalClusters")
            .on(database.globalClusterArn));
    if (args.armed()) {
      grants.add(
          Statement.allow("PromoteSecondaryCluster")
              .action("rds:FailoverGlobalCluster")
              .on(database.globalClusterArn)
              .on(database.primaryClusterArn)
              .on(database.secondaryClusterArn));
    }
    return grants;
  }

  /** Far behind or silent: right after the deployment and after a promotion silence is normal. */
  private static Watch silent(GlobalDatabase database, Region region) {
    return new Watch(
        SILENT,
        "Nothing comes from the primary cluster any more, or far too late",
        new Metric("AWS/RDS", "AuroraGlobalDBReplicationLag", "Maximum"),
        new References(Map.of("DBClusterIdentifier", database.secondaryClusterId)),
        Condition.above(SILENT_MS, MINUTES, "breaching"),
        Optional.of(region));
  }

  private CompositeAlarm writerLost(
      String name, Scope scope, Args args, Output<String> replicationSilent) {
    var physical = scope.physicalOf(name);
    var topic = args.topicArn().applyValue(List::of);
    return new CompositeAlarm(
        name + "-writer-lost",
        CompositeAlarmArgs.builder()
            .alarmName(physical)
            .alarmDescription(
                args.armed()
                    ? "The writer is lost: the secondary cluster is being promoted"
                    : "The writer is lost: promote the secondary cluster by hand, see the runbook")
            .alarmRule(
                Output.format(
                    "ALARM(\"%s\") AND ALARM(\"%s\")", args.writer().alarmArn, replicationSilent))
            .alarmActions(topic)
            .okActions(topic)
            .tags(scope.tags().named(physical))
            .build(),
        scope.child(this).build());
  }
}
