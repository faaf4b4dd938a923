package dev.portcullis.infra.system;

import com.pulumi.core.Output;
import dev.portcullis.infra.config.SystemConfig;
import dev.portcullis.infra.core.Placement;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.data.DatabaseProbe;
import dev.portcullis.infra.data.DatabaseProbe.Target;
import dev.portcullis.infra.data.GlobalDatabase;
import dev.portcullis.infra.data.GlobalDatabase.Credentials;
import dev.portcullis.infra.data.GlobalDatabase.Engine;
import dev.portcullis.infra.data.GlobalDatabase.Side;
import dev.portcullis.infra.data.GlobalDatabase.Sizing;
import dev.portcullis.infra.data.Promoter;
import dev.portcullis.infra.security.DatabaseSecret;
import dev.portcullis.infra.security.EncryptionKeys;
import dev.portcullis.infra.serverless.FunctionSpec;

/**
 * The database of every system that has a global one, and its credentials: written in the primary
 * region, followed in the secondary one.
 *
 * @param secret the credentials, readable in both regions
 * @param database the database
 */
record GlobalTier(DatabaseSecret secret, GlobalDatabase database) {

  /**
   * One side.
   *
   * @param keys keys of the region
   * @param placement where the cluster stands
   * @param instances how many instances it has
   */
  record Home(EncryptionKeys keys, Placement placement, int instances) {}

  /**
   * A function and what it is called.
   *
   * @param name logical name
   * @param function what it runs
   */
  record Named(String name, FunctionSpec function) {}

  /**
   * Creates secret and database.
   *
   * @param scope the primary region
   * @param name name of the first database; its master user is called after it
   * @param extendedSupport whether a version past its standard support may be created
   */
  static GlobalTier create(
      Scope scope,
      SystemConfig config,
      String name,
      boolean extendedSupport,
      Home primary,
      Home secondary) {
    // The secret is kept under the primary region's key for secrets, its replica under the other's.
    var secret =
        new DatabaseSecret(
            scope.names().logical("db-credentials"),
            new DatabaseSecret.Args(
                primary.keys().secrets,
                secondary.keys().secrets,
                name + "_admin",
                RegionFoundation.DATABASE_PORT),
            scope.component());
    // The database takes its first password from the secret; each side is under its region's key.
    var database =
        new GlobalDatabase(
            scope.names().logical("db"),
            new GlobalDatabase.Args(
                side(primary),
                side(secondary),
                new Engine(config.dbEngineVersion(), name, extendedSupport),
                Credentials.of(secret),
                new Sizing(config.dbInstanceClass(), config.backupRetentionDays())),
            scope.component());
    return new GlobalTier(secret, database);
  }

  /**
   * Creates what promotes the secondary cluster, and what tells it that the writer is lost. Both
   * stand in the secondary region, where their functions are placed: what goes down with the
   * primary one is no help.
   *
   * @param topicArn topic of the secondary region
   * @param probe logical name and function of what asks for the writer; where to knock is said here
   * @param promoter logical name and function of what promotes
   * @param armed whether it may promote by itself
   */
  Promoter promoter(Output<String> topicArn, Named probe, Named promoter, boolean armed) {
    var scope = promoter.function().site().scope();
    // Asks through the peering, minutes in a row, before it gives up on the writer.
    var writer =
        new DatabaseProbe(
            probe.name(),
            new DatabaseProbe.Args(
                probe.function(), Target.writerOf(database), Promoter.MINUTES, topicArn),
            scope.component());
    return new Promoter(
        promoter.name(),
        new Promoter.Args(database, promoter.function(), writer, topicArn, armed),
        scope.component());
  }

  private static Side side(Home home) {
    return new Side(home.keys().data, home.placement(), home.instances());
  }
}
