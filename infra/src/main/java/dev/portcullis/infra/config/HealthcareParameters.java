package dev.portcullis.infra.config;

import dev.portcullis.infra.config.ConfigurationException.Problem;
import java.util.List;
import java.util.Optional;

/** What can be configured in system {@code healthcare}: defaults are those of the requirements. */
public final class HealthcareParameters {
  /** Id of the system, and the first part of every name. */
  public static final String SYSTEM = "healthcare";

  /** Seconds within which Route 53 must see that an endpoint is gone (C-82). */
  static final int DETECTION_BUDGET_SECONDS = 120;

  /** The time that may be lost, in milliseconds (C-02). */
  private static final int RPO_MS = 15 * 60 * 1000;

  /** Instances of the writing cluster. */
  public static final Parameter PRIMARY_DB_INSTANCES = StandardParameters.primaryDbInstances();

  /** Instances of the following cluster. */
  public static final Parameter SECONDARY_DB_INSTANCES = StandardParameters.secondaryDbInstances(1);

  /** Lag of the secondary database. */
  public static final Parameter REPLICATION_LAG =
      StandardParameters.replicationLagMs(RPO_MS, RPO_MS);

  /** Connections that raise the alarm. */
  public static final Parameter DB_CONNECTIONS = StandardParameters.dbConnectionsAlarm();

  /** Whether the database fails over by itself. */
  public static final Parameter FAILOVER_MODE = StandardParameters.failoverMode();

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
                  StandardParameters.requiredEnvironmentSuffix(),
                  StandardParameters.region("primary", PRIMARY),
                  StandardParameters.region("secondary", SECONDARY),
                  // C-74 names exactly these.
                  StandardParameters.fixedVpcCidr("primary", "10.0.0.0/16"),
                  StandardParameters.fixedVpcCidr("secondary", "10.1.0.0/16"),
                  StandardParameters.azCount(3),
                  // C-26 and C-82 demand 30; the mission's 10 is admitted too (K-01).
                  StandardParameters.healthCheckIntervalSeconds(30),
                  StandardParameters.healthCheckFailureThreshold(),
                  StandardParameters.recordTtlSeconds(60),
                  StandardParameters.globalDatabaseClass(),
                  // C-73 wants 11.9 or 12.4 at least, which are past support; 16.8 is a release
                  // with
                  // long-term support.
                  StandardParameters.dbEngineVersion(
                      "16.8",
                      Allowed.matching(
                          "1[4-7]\\.\\d{1,2}",
                          "a version of Aurora PostgreSQL 14 to 17, e.g. 16.8")),
                  PRIMARY_DB_INSTANCES,
                  SECONDARY_DB_INSTANCES,
                  StandardParameters.backupRetentionDays(),
                  REPLICATION_LAG,
                  DB_CONNECTIONS,
                  FAILOVER_MODE,
                  StandardParameters.lambdaMemoryMb(),
                  // C-77 wants 16 or later; AWS creates no functions with 16 or 18 any more, and
                  // the
                  // provider knows none later than 22.
                  StandardParameters.lambdaRuntime("nodejs22.x", "nodejs22.x"),
                  StandardParameters.wafRateLimit(1000),
                  StandardParameters.wafWindowSec(),
                  StandardParameters.opsEmail())),
          List.of(HealthcareParameters::detection));

  private HealthcareParameters() {}

  /**
   * What follows takes no part of that budget: aliases are remembered for 60 seconds, and the
   * database is promoted by alarms of its own. All of it together stays far below 15 minutes.
   */
  private static Optional<Problem> detection(Settings settings) {
    var interval = settings.find(StandardParameters.HEALTH_INTERVAL).map(Integer::parseInt);
    var threshold = settings.find(StandardParameters.HEALTH_THRESHOLD).map(Integer::parseInt);
    if (interval.isEmpty()
        || threshold.isEmpty()
        || interval.get() * threshold.get() <= DETECTION_BUDGET_SECONDS) {
      return Optional.empty();
    }
    return Optional.of(
        new Problem(
            Parameters.key(StandardParameters.HEALTH_THRESHOLD),
            "makes "
                + interval.get() * threshold.get()
                + " seconds with a check every "
                + interval.get()
                + ", got \""
                + threshold.get()
                + "\"",
            "allowed: up to "
                + DETECTION_BUDGET_SECONDS / interval.get()
                + ", so that a lost region is noticed within "
                + DETECTION_BUDGET_SECONDS
                + " seconds"));
  }
}
