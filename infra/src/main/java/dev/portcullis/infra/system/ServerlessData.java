package dev.portcullis.infra.system;

import com.pulumi.core.Output;
import dev.portcullis.infra.config.ServerlessParameters;
import dev.portcullis.infra.config.SystemConfig;
import dev.portcullis.infra.core.Names;
import dev.portcullis.infra.core.PolicyDocument.Statement;
import dev.portcullis.infra.data.Capacity;
import dev.portcullis.infra.data.RelationalDatabase;
import dev.portcullis.infra.data.RelationalDatabase.Origin;
import dev.portcullis.infra.data.RelationalDatabase.Sizing;
import dev.portcullis.infra.data.ReplicatedTable;
import dev.portcullis.infra.security.DatabaseSecret;
import dev.portcullis.infra.serverless.FunctionSpec;
import dev.portcullis.infra.serverless.Grants;
import dev.portcullis.infra.storage.CrossRegionReplication;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The data of system {@code serverless}: written in one region, present in both. */
final class ServerlessData {
  private static final String DATABASE = "orders";
  private static final String MASTER = "orders_admin";

  final DatabaseSecret secret;
  final RelationalDatabase database;
  final RelationalDatabase replica;
  final ReplicatedTable table;

  private final ServerlessRegion primary;

  ServerlessData(
      SystemConfig config, Names names, ServerlessRegion primary, ServerlessRegion secondary) {
    this.primary = primary;
    // The secret is kept under the primary region's key for secrets, its replica under the other's.
    secret =
        new DatabaseSecret(
            names.logical("db-credentials"),
            new DatabaseSecret.Args(
                primary.keys.secrets,
                secondary.keys.secrets,
                MASTER,
                RegionFoundation.DATABASE_PORT),
            primary.scope.component());
    // The database takes its first password from the secret, and stands where functions reach it.
    database =
        new RelationalDatabase(
            primary.scope.logical("db"),
            new RelationalDatabase.Args(
                primary.keys.data,
                primary.database(),
                sizing(config, true),
                Origin.empty(
                    DATABASE,
                    config.integer(ServerlessParameters.DB_STORAGE),
                    secret.username,
                    secret.password)),
            primary.scope.component());
    // The replica follows the database by its ARN, under the key of its own region.
    replica =
        new RelationalDatabase(
            secondary.scope.logical("db"),
            new RelationalDatabase.Args(
                secondary.keys.data,
                secondary.database(),
                sizing(config, config.flag(ServerlessParameters.REPLICA_MULTI_AZ)),
                Origin.replicaOf(database.arn)),
            secondary.scope.component());
    // One table in both regions, each side under its region's key for data.
    table =
        new ReplicatedTable(
            names.logical("orders"),
            new ReplicatedTable.Args(
                primary.keys.data,
                secondary.keys.data,
                "orderId",
                // An order has its claim and its events.
                Optional.of("entry"),
                new Capacity.Autoscaled(
                    config.integer(ServerlessParameters.TABLE_MIN),
                    config.integer(ServerlessParameters.TABLE_MAX),
                    config.flag(ServerlessParameters.REPLICA_SCALING))),
            primary.scope.component());
    // Every object of the primary bucket goes to the secondary one, from key to key.
    new CrossRegionReplication(
        names.logical("replication"),
        new CrossRegionReplication.Args(primary.bucket, secondary.bucket),
        primary.scope.component());
  }

  /**
   * Tells a function where the data of its own region is, and lets it work on that and nothing
   * else. The password is not among it: the function reads the secret when it connects.
   */
  FunctionSpec.Builder connect(ServerlessRegion region, FunctionSpec.Builder function) {
    var data = region.keys.data;
    var secretArn = here(region, secret.arn, secret.replicaArn);
    var grants = new ArrayList<Statement>();
    grants.addAll(Grants.table(here(region, table.arn, table.replicaArn), data));
    grants.addAll(Grants.objects(region.bucket.arn, data));
    grants.addAll(Grants.secret(secretArn, region.keys.secrets));
    return function
        .variable("ORDERS_TABLE", table.tableName)
        .variable("DOCUMENTS_BUCKET", region.bucket.bucket)
        .variable("DB_HOST", here(region, database.address, replica.address))
        .variable("DB_PORT", Output.of(String.valueOf(secret.port)))
        .variable("DB_NAME", Output.of(DATABASE))
        .variable("DB_SECRET_ARN", secretArn)
        .grant(List.copyOf(grants));
  }

  private Output<String> here(
      ServerlessRegion region, Output<String> inPrimary, Output<String> inSecondary) {
    return region == primary ? inPrimary : inSecondary;
  }

  private static Sizing sizing(SystemConfig config, boolean multiAz) {
    return new Sizing(
        config.dbEngineVersion(), config.dbInstanceClass(), multiAz, config.backupRetentionDays());
  }
}
