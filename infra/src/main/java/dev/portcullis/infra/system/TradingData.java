package dev.portcullis.infra.system;

import com.pulumi.core.Output;
import dev.portcullis.infra.config.SystemConfig;
import dev.portcullis.infra.config.TradingParameters;
import dev.portcullis.infra.core.Names;
import dev.portcullis.infra.data.GlobalDatabase;
import dev.portcullis.infra.data.Promoter;
import dev.portcullis.infra.network.Peering;
import dev.portcullis.infra.security.DatabaseSecret;
import dev.portcullis.infra.security.SecretAccess;
import dev.portcullis.infra.security.SecretRotation;
import dev.portcullis.infra.serverless.FunctionCode.Trading;
import dev.portcullis.infra.serverless.FunctionSpec;
import dev.portcullis.infra.serverless.Grants;
import java.util.ArrayList;
import java.util.List;

/**
 * The data of system {@code trading}: written in one region, present in both, with credentials that
 * change every month and a promoter for when the writer is lost. The functions that answer requests
 * log in as an application that can do nothing but work in its own schema; nobody but the rotations
 * logs in as the master.
 */
final class TradingData {
  private static final String APP_USER = "trading_app";

  final DatabaseSecret secret;
  final DatabaseSecret appSecret;
  final GlobalDatabase database;
  final SecretRotation rotation;
  final SecretRotation appRotation;
  final Promoter promoter;

  private final TradingRegion primary;
  private final TradingRegion secondary;
  private final Peering peering;

  TradingData(
      SystemConfig config,
      Names names,
      TradingRegion primary,
      TradingRegion secondary,
      Peering peering) {
    this.primary = primary;
    this.secondary = secondary;
    this.peering = peering;
    var tier =
        GlobalTier.create(
            primary.scope,
            config,
            "trading",
            false,
            home(primary, config.integer(TradingParameters.PRIMARY_DB_INSTANCES)),
            home(secondary, config.integer(TradingParameters.SECONDARY_DB_INSTANCES)));
    secret = tier.secret();
    database = tier.database();
    appSecret =
        new DatabaseSecret(
            names.logical("app-credentials"),
            new DatabaseSecret.Args(
                primary.keys.secrets,
                secondary.keys.secrets,
                APP_USER,
                RegionFoundation.DATABASE_PORT),
            primary.scope.component());
    var days = config.integer(TradingParameters.ROTATION_DAYS);
    rotation =
        rotation(
            TradingPlan.ROTATION,
            SecretRotation.Args.ofMaster(secret, rotates(Trading.ROTATION), days));
    appRotation =
        rotation(
            TradingPlan.APP_ROTATION,
            SecretRotation.Args.ofApplication(
                appSecret, secret, rotates(Trading.APP_ROTATION), days));
    promoter =
        tier.promoter(
            secondary.topic.arn,
            knock(TradingPlan.PROBE, Trading.DATABASE_PROBE),
            knock(TradingPlan.PROMOTER, Trading.PROMOTER),
            config.text(TradingParameters.FAILOVER_MODE).equals("automatic"));
  }

  private static GlobalTier.Home home(TradingRegion region, int instances) {
    return new GlobalTier.Home(region.keys, region.database(), instances);
  }

  private SecretRotation rotation(String role, SecretRotation.Args args) {
    return new SecretRotation(primary.scope.logical(role), args, primary.scope.component());
  }

  /**
   * A function where the secrets are; the replicas get the new values by themselves. It changes
   * passwords in the database, so it goes where the writer is.
   */
  private FunctionSpec rotates(Trading code) {
    // Its first step, as soon as it is set up, is to log in.
    var ways = new ArrayList<>(peering.routes);
    ways.addAll(database.primaryInstances);
    return writer(primary.function(TradingPlan.ROTATION, code, ways)).build();
  }

  /** A function of the secondary region, which reaches the database of the other one. */
  private GlobalTier.Named knock(String role, Trading code) {
    return new GlobalTier.Named(
        secondary.scope.logical(role), secondary.function(role, code, peering.routes).build());
  }

  private FunctionSpec.Builder writer(FunctionSpec.Builder function) {
    return function
        .variable("DB_HOST", database.writerEndpoint)
        .variable("DB_NAME", Output.of(database.databaseName))
        .variable("DB_PORT", Output.of(String.valueOf(database.port)));
  }

  /**
   * The function that answers requests in a region: it writes to the writer, wherever that is, and
   * reads in its own region with the secret of its own region. The password is not among it: the
   * function reads the secret when it connects.
   */
  FunctionSpec api(TradingRegion region) {
    var here = region == primary;
    var secretArn = here ? appSecret.arn : appSecret.replicaArn;
    var function =
        writer(region.function(TradingPlan.LAMBDA, Trading.API, peering.routes))
            .variable("DB_SECRET_ARN", secretArn)
            .grant(Grants.secret(secretArn, region.keys.secrets));
    // The writer is the nearest to read from where it is; elsewhere readers answer, and go on
    // answering when the writer is lost.
    return here
        ? function.build()
        : function.variable("DB_READER_HOST", database.secondaryReaderEndpoint).build();
  }

  /**
   * Nobody but these and the rotation reads the application's secret, and nobody but the rotations
   * the master's, whatever IAM allows elsewhere.
   */
  void restrict(List<Output<String>> roleArns) {
    var readers = new ArrayList<>(roleArns);
    readers.add(appRotation.roleArn);
    restrict("app-access", appSecret, readers);
    restrict("db-access", secret, List.of(rotation.roleArn, appRotation.roleArn));
  }

  /** The policy goes with the secret to the replica, so it names the roles of both regions. */
  private void restrict(String role, DatabaseSecret what, List<Output<String>> readers) {
    new SecretAccess(
        primary.scope.names().logical(role),
        new SecretAccess.Args(what, readers, List.of()),
        primary.scope.component());
  }
}
