package dev.portcullis.infra.system;

import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.portcullis.infra.backup.CrossRegionBackup;
import dev.portcullis.infra.backup.Protected;
import dev.portcullis.infra.config.HealthcareParameters;
import dev.portcullis.infra.config.SystemConfig;
import dev.portcullis.infra.core.Names;
import dev.portcullis.infra.core.PolicyDocument.Statement;
import dev.portcullis.infra.data.GlobalDatabase;
import dev.portcullis.infra.data.Promoter;
import dev.portcullis.infra.network.Peering;
import dev.portcullis.infra.security.DatabaseSecret;
import dev.portcullis.infra.serverless.FunctionCode.Healthcare;
import dev.portcullis.infra.serverless.FunctionSpec;
import dev.portcullis.infra.serverless.Grants;
import dev.portcullis.infra.storage.CrossRegionReplication;
import dev.portcullis.infra.storage.CrossRegionReplication.Pace;
import java.util.List;

/**
 * The data of system {@code healthcare}: written in one region, present in both, and backed up in
 * both. The state of the application is in the database and nowhere else.
 */
final class HealthcareData {
  final DatabaseSecret secret;
  final GlobalDatabase database;
  final Promoter promoter;

  private final HealthcareRegion primary;
  private final HealthcareRegion secondary;
  private final Peering peering;

  HealthcareData(
      SystemConfig config,
      Names names,
      HealthcareRegion primary,
      HealthcareRegion secondary,
      Peering peering) {
    this.primary = primary;
    this.secondary = secondary;
    this.peering = peering;
    // The secondary cluster runs all the time, smaller: a warm standby.
    var tier =
        GlobalTier.create(
            primary.scope,
            config,
            "patients",
            false,
            home(primary, config.integer(HealthcareParameters.PRIMARY_DB_INSTANCES)),
            home(secondary, config.integer(HealthcareParameters.SECONDARY_DB_INSTANCES)));
    secret = tier.secret();
    database = tier.database();
    promoter =
        tier.promoter(
            secondary.topic.arn,
            knock(HealthcarePlan.PROBE, Healthcare.DATABASE_PROBE),
            knock(HealthcarePlan.PROMOTER, Healthcare.PROMOTER),
            config.text(HealthcareParameters.FAILOVER_MODE).equals("automatic"));
    copy(names);
  }

  private static GlobalTier.Home home(HealthcareRegion region, int instances) {
    return new GlobalTier.Home(region.keys, region.database(), instances);
  }

  private void copy(Names names) {
    // Every asset is in the other region within 15 minutes, which is the RPO.
    new CrossRegionReplication(
        names.logical("assets-replication"),
        new CrossRegionReplication.Args(primary.assets, secondary.assets, Pace.BOUNDED),
        primary.scope.component());
    // Replication carries mistakes over as well; a backup of the database and the assets does not.
    new CrossRegionBackup(
        names.logical("backup"),
        CrossRegionBackup.Args.nightly(
            primary.keys.data,
            secondary.keys.data,
            List.of(
                new Protected.AuroraCluster(database.primaryClusterArn, primary.keys.data),
                new Protected.Bucket(primary.assets))),
        primary.scope.component());
  }

  /** A function of the secondary region, which reaches the database of the other one. */
  private GlobalTier.Named knock(String role, Healthcare code) {
    return new GlobalTier.Named(
        secondary.scope.logical(role), secondary.function(role, code, peering.routes).build());
  }

  /** What must be there before a database of that region can be asked. */
  List<Resource> instances(HealthcareRegion region) {
    return region.isPrimary() ? database.primaryInstances : database.secondaryInstances;
  }

  /** Identifier of the cluster of that region, the dimension of its metrics. */
  Output<String> clusterId(HealthcareRegion region) {
    return region.isPrimary() ? database.primaryClusterId : database.secondaryClusterId;
  }

  /** The function that answers requests in a region: it reads there. */
  FunctionSpec.Builder api(HealthcareRegion region) {
    return writing(region, HealthcarePlan.API, Healthcare.APP)
        .variable("DB_READER_HOST", host(region));
  }

  /**
   * A function that writes where the writer is, which moves with it after a failover. The password
   * is not among what it is told: it reads the secret of its own region when it connects.
   */
  FunctionSpec.Builder writing(HealthcareRegion region, String role, Healthcare code) {
    return session(region, region.function(role, code, peering.routes))
        .variable("DB_HOST", database.writerEndpoint);
  }

  /** Lets a function open a session with the database of its own region. */
  FunctionSpec.Builder connectLocally(HealthcareRegion region, FunctionSpec.Builder function) {
    return session(region, function).variable("DB_HOST", host(region));
  }

  private FunctionSpec.Builder session(HealthcareRegion region, FunctionSpec.Builder function) {
    var secretArn = region.isPrimary() ? secret.arn : secret.replicaArn;
    return function
        .variable("DB_NAME", Output.of(database.databaseName))
        .variable("DB_PORT", Output.of(String.valueOf(database.port)))
        .variable("DB_SECRET_ARN", secretArn)
        .grant(Grants.secret(secretArn, region.keys.secrets));
  }

  /**
   * The database of that region. In the primary one it answers as long as it is the writer: traffic
   * goes where the database is written, and does not come back before that does.
   */
  private Output<String> host(HealthcareRegion region) {
    return region.isPrimary() ? database.primaryEndpoint : database.secondaryReaderEndpoint;
  }

  /** Lets a function see in which state the clusters are, and change nothing. */
  FunctionSpec.Builder observe(HealthcareRegion region, FunctionSpec.Builder function) {
    return function
        .variable("GLOBAL_CLUSTER_ID", database.globalClusterId)
        .variable("CLUSTER_ID", clusterId(region))
        .variable("REGION_ROLE", Output.of(region.isPrimary() ? "primary" : "secondary"))
        .grant(
            List.of(
                Statement.allow("SeeGlobalCluster")
                    .action("rds:DescribeGlobalClusters")
                    .on(database.globalClusterArn),
                Statement.allow("SeeOwnCluster")
                    .action("rds:DescribeDBClusters")
                    .on(
                        region.isPrimary()
                            ? database.primaryClusterArn
                            : database.secondaryClusterArn)));
  }
}
