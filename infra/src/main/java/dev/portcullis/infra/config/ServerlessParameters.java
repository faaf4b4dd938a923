package dev.portcullis.infra.config;

import dev.portcullis.infra.config.ConfigurationException.Problem;
import java.util.List;
import java.util.Optional;

/** What can be configured in system {@code serverless}: defaults are those of the requirements. */
public final class ServerlessParameters {
  /** Id of the system, and the first part of every name. */
  public static final String SYSTEM = "serverless";

  /** Value of the tag {@code Project}. */
  public static final Parameter PROJECT =
      Parameter.defaulted(
          "project",
          "PulumiOptimization",
          StandardParameters.TAG_VALUE,
          "Value of the tag `Project` on every resource");

  /** Storage of the database. */
  public static final Parameter DB_STORAGE =
      Parameter.defaulted(
          "dbStorageGb", "100", Allowed.integer(20, 65_536), "Storage of the database in GiB");

  /** Whether the replica has a standby. */
  public static final Parameter REPLICA_MULTI_AZ =
      Parameter.defaulted(
          "replicaMultiAz",
          "true",
          Allowed.flag(),
          "Whether the replica has a standby too: after a failover it is the only database");

  /** Lag of the replica. */
  public static final Parameter REPLICA_LAG =
      Parameter.defaulted(
          "replicaLagSeconds",
          "300",
          Allowed.integer(1, 86_400),
          "Replica lag that raises the alarm");

  /** Least capacity of the table. */
  public static final Parameter TABLE_MIN =
      Parameter.defaulted(
          "tableMinCapacity", "5", Allowed.integer(1, 40_000), "Least capacity units of the table");

  /** Most capacity of the table. */
  public static final Parameter TABLE_MAX =
      Parameter.defaulted(
          "tableMaxCapacity",
          "100",
          Allowed.integer(1, 40_000),
          "Most capacity units of the table");

  /** Who scales the replica of the table. */
  public static final Parameter REPLICA_SCALING =
      Parameter.defaulted(
          "manageReplicaScaling",
          "true",
          Allowed.flag(),
          "Whether the program scales the table's replica; AWS copies the table's scaling to it");

  /** One trail or two. */
  public static final Parameter TRAIL_MODE =
      Parameter.defaulted(
          "trailMode",
          "perRegion",
          Allowed.oneOf("perRegion", "multiRegion"),
          "One trail in each region, or one in the primary region for both");

  private static final String PRIMARY = "us-east-1";
  private static final String SECONDARY = "us-west-2";

  /** The table, in the order it is documented in. */
  public static final ConfigSchema SCHEMA =
      new ConfigSchema(
          Parameters.of(
              List.of(
                  StandardParameters.system(SYSTEM),
                  StandardParameters.domainName(),
                  StandardParameters.hostedZoneId(),
                  StandardParameters.certificateArns(PRIMARY, SECONDARY),
                  StandardParameters.environmentSuffix(),
                  PROJECT,
                  StandardParameters.region("primary", PRIMARY),
                  StandardParameters.region("secondary", SECONDARY),
                  StandardParameters.vpcCidr("primary", "10.10.0.0/16"),
                  StandardParameters.vpcCidr("secondary", "10.11.0.0/16"),
                  StandardParameters.azCount(2),
                  StandardParameters.healthCheckIntervalSeconds(10),
                  StandardParameters.healthCheckFailureThreshold(),
                  StandardParameters.recordTtlSeconds(60),
                  StandardParameters.dbInstanceClass(
                      "db.m5.large",
                      Allowed.matching(
                          "db\\.[a-z0-9]+\\.[a-z0-9]+", "an RDS class, e.g. db.m5.large")),
                  // RDS withdraws old minor versions for new instances: look at its release
                  // calendar first.
                  StandardParameters.dbEngineVersion(
                      "16.11",
                      Allowed.matching(
                          "16\\.\\d{1,2}", "a minor version of PostgreSQL 16, e.g. 16.11")),
                  DB_STORAGE,
                  StandardParameters.backupRetentionDays(),
                  REPLICA_MULTI_AZ,
                  REPLICA_LAG,
                  StandardParameters.lambdaMemoryMb(),
                  StandardParameters.lambdaRuntime("java21", "java17", "java21"),
                  StandardParameters.wafRateLimit(1000),
                  StandardParameters.wafWindowSec(),
                  Parameter.defaulted(
                      "dynamoBillingMode",
                      "PROVISIONED",
                      Allowed.oneOf("PROVISIONED"),
                      "The table scales its capacity, which on-demand tables do not have"),
                  TABLE_MIN,
                  TABLE_MAX,
                  REPLICA_SCALING,
                  TRAIL_MODE,
                  StandardParameters.opsEmail())),
          List.of(ServerlessParameters::capacity));

  private ServerlessParameters() {}

  private static Optional<Problem> capacity(Settings settings) {
    var min = settings.find(TABLE_MIN.name()).map(Integer::parseInt);
    var max = settings.find(TABLE_MAX.name()).map(Integer::parseInt);
    if (min.isEmpty() || max.isEmpty() || min.get() <= max.get()) {
      return Optional.empty();
    }
    return Optional.of(
        new Problem(
            Parameters.key(TABLE_MAX.name()),
            "below the least capacity " + min.get() + ", got \"" + max.get() + "\"",
            "allowed: " + min.get() + " or more"));
  }
}
