package dev.portcullis.infra.data;

import com.pulumi.aws.rds.Cluster;
import com.pulumi.aws.rds.ClusterArgs;
import com.pulumi.aws.rds.ClusterInstance;
import com.pulumi.aws.rds.ClusterInstanceArgs;
import com.pulumi.aws.rds.ClusterParameterGroup;
import com.pulumi.aws.rds.ClusterParameterGroupArgs;
import com.pulumi.aws.rds.GlobalCluster;
import com.pulumi.aws.rds.SubnetGroup;
import com.pulumi.aws.rds.SubnetGroupArgs;
import com.pulumi.aws.rds.inputs.ClusterParameterGroupParameterArgs;
import com.pulumi.core.Either;
import com.pulumi.resources.CustomTimeouts;
import com.pulumi.resources.Resource;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.data.GlobalDatabase.Args;
import dev.portcullis.infra.data.GlobalDatabase.Engine;
import dev.portcullis.infra.data.GlobalDatabase.Side;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One cluster of a {@link GlobalDatabase}, with its groups and instances. The region is part of
 * every name: identifiers of clusters are unique across the regions of a global database.
 *
 * @param cluster the cluster
 * @param instances what serves connections; without them it is storage only
 */
record AuroraCluster(Cluster cluster, List<Resource> instances) {
  /** A cluster takes 20 to 30 minutes, the secondary one may take longer. */
  static final CustomTimeouts PATIENCE =
      CustomTimeouts.builder()
          .create(Duration.ofMinutes(90))
          .update(Duration.ofMinutes(90))
          .delete(Duration.ofMinutes(90))
          .build();

  /** In UTC, before the maintenance: the two must not overlap. */
  private static final String BACKUP_WINDOW = "03:00-04:00";

  private static final String MAINTENANCE_WINDOW = "sun:05:00-sun:06:00";
  private static final int INSIGHTS_RETENTION_DAYS = 7;
  private static final int LAST_TIER = 15;

  AuroraCluster {
    instances = List.copyOf(instances);
  }

  /** The cluster that is written to. */
  static AuroraCluster writer(Resource owner, String name, Args args, GlobalCluster global) {
    var side = args.primary();
    var scope = side.data().scope();
    var local = name + "-" + scope.region().code();
    var cluster =
        new Cluster(
            local,
            shared(owner, local, side, args, global)
                .databaseName(global.databaseName())
                .masterUsername(args.credentials().username())
                .masterPassword(args.credentials().password())
                .build(),
            scope
                .child(owner)
                .customTimeouts(PATIENCE)
                .ignoreChanges(
                    "engineVersion",
                    "globalClusterIdentifier",
                    "replicationSourceIdentifier",
                    // Once created, the secret's rotation owns the password.
                    "masterPassword")
                .build());
    return new AuroraCluster(cluster, instances(owner, local, side, args, cluster));
  }

  /**
   * The cluster that follows. It starts when the primary one can be connected to: a cluster without
   * instances has nothing to follow.
   */
  static AuroraCluster reader(
      Resource owner, String name, Args args, GlobalCluster global, AuroraCluster writer) {
    var side = args.secondary();
    var scope = side.data().scope();
    var local = name + "-" + scope.region().code();
    var cluster =
        new Cluster(
            local,
            // Databases and users are the primary's; AWS refuses them here.
            shared(owner, local, side, args, global)
                // AWS signs the request to the other region, for the encrypted storage there.
                .sourceRegion(args.primary().data().scope().region().id())
                .build(),
            scope
                .child(owner)
                .customTimeouts(PATIENCE)
                .dependsOn(writer.instances())
                .ignoreChanges(
                    "engineVersion",
                    "globalClusterIdentifier",
                    "replicationSourceIdentifier",
                    "masterUsername")
                .build());
    return new AuroraCluster(cluster, instances(owner, local, side, args, cluster));
  }

  /**
   * What both clusters have in common. Both ignore what a failover or an upgrade changes behind the
   * program's back: the version belongs to the global cluster, membership and source to whichever
   * side follows at the moment.
   */
  private static ClusterArgs.Builder shared(
      Resource owner, String local, Side side, Args args, GlobalCluster global) {
    var scope = side.data().scope();
    var physical = scope.physicalOf(local);
    return ClusterArgs.builder()
        .clusterIdentifier(physical)
        .globalClusterIdentifier(global.globalClusterIdentifier())
        .engine(global.engine().applyValue(Either::ofLeft))
        .engineVersion(global.engineVersion())
        .port(args.credentials().port())
        .dbSubnetGroupName(subnetGroup(owner, local, side).name())
        .dbClusterParameterGroupName(parameterGroup(owner, local, scope, args.engine()).name())
        .vpcSecurityGroupIds(side.placement().securityGroupId().applyValue(List::of))
        .storageEncrypted(true)
        .kmsKeyId(side.data().keyArn())
        .backupRetentionPeriod(args.sizing().backupRetentionDays())
        .preferredBackupWindow(BACKUP_WINDOW)
        .preferredMaintenanceWindow(MAINTENANCE_WINDOW)
        .copyTagsToSnapshot(true)
        .applyImmediately(true)
        // The mission forbids whatever stands in the way of a destroy (X-04, K-08).
        .deletionProtection(false)
        .skipFinalSnapshot(true)
        .deleteAutomatedBackups(true)
        .tags(scope.tags().named(physical));
  }

  /** Aurora spreads them over the zones of its storage by itself. */
  private static List<Resource> instances(
      Resource owner, String local, Side side, Args args, Cluster cluster) {
    return IntStream.range(0, side.instances())
        .<Resource>mapToObj(i -> instance(owner, local + "-" + (i + 1), i, side, args, cluster))
        .toList();
  }

  private static ClusterInstance instance(
      Resource owner, String name, int index, Side side, Args args, Cluster cluster) {
    var scope = side.data().scope();
    var physical = scope.physicalOf(name);
    return new ClusterInstance(
        name,
        ClusterInstanceArgs.builder()
            .identifier(physical)
            .clusterIdentifier(cluster.clusterIdentifier())
            .engine(cluster.engine())
            .engineVersion(cluster.engineVersion())
            .instanceClass(args.sizing().instanceClass())
            .dbSubnetGroupName(cluster.dbSubnetGroupName())
            // Who takes over within the cluster; between regions it means nothing.
            .promotionTier(Math.min(index, LAST_TIER))
            .publiclyAccessible(false)
            .performanceInsightsEnabled(true)
            .performanceInsightsKmsKeyId(side.data().keyArn())
            .performanceInsightsRetentionPeriod(INSIGHTS_RETENTION_DAYS)
            .autoMinorVersionUpgrade(false)
            .applyImmediately(true)
            .tags(scope.tags().named(physical))
            .build(),
        scope.child(owner).customTimeouts(PATIENCE).ignoreChanges("engineVersion").build());
  }

  private static SubnetGroup subnetGroup(Resource owner, String local, Side side) {
    var scope = side.data().scope();
    var physical = scope.physicalOf(local);
    return new SubnetGroup(
        local + "-subnets",
        SubnetGroupArgs.builder()
            .name(physical)
            .description("Private subnets of the database")
            .subnetIds(side.placement().subnetIds())
            .tags(scope.tags().named(physical))
            .build(),
        scope.child(owner).deleteBeforeReplace(true).build());
  }

  /**
   * Its family follows the major version, and so does its name: a group that is in use cannot be
   * deleted, so with the next major version a second one must be able to stand beside it.
   */
  private static ClusterParameterGroup parameterGroup(
      Resource owner, String local, Scope scope, Engine engine) {
    var physical = scope.physicalOf(local + "-pg" + engine.major());
    return new ClusterParameterGroup(
        local + "-parameters",
        ClusterParameterGroupArgs.builder()
            .name(physical)
            .description("Refuses connections without TLS")
            .family("aurora-postgresql" + engine.major())
            .parameters(
                ClusterParameterGroupParameterArgs.builder()
                    .name("rds.force_ssl")
                    .value("1")
                    // Right for static and dynamic parameters; new instances start with it.
                    .applyMethod("pending-reboot")
                    .build())
            .tags(scope.tags().named(physical))
            .build(),
        scope.child(owner).build());
  }
}
