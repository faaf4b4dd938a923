package dev.portcullis.infra.config;

import java.util.List;

/** What can be configured in system {@code serverless}: defaults are those of the requirements. */
final class ServerlessParameters {
  private static final String PRIMARY = "us-east-1";
  private static final String SECONDARY = "us-west-2";

  static final Parameter PRIMARY_REGION = StandardParameters.region("primary", PRIMARY);
  static final Parameter SECONDARY_REGION = StandardParameters.region("secondary", SECONDARY);
  static final Parameter SUFFIX = StandardParameters.environmentSuffix();
  static final Parameter PRIMARY_CIDR = StandardParameters.vpcCidr("primary", "10.10.0.0/16");
  static final Parameter SECONDARY_CIDR = StandardParameters.vpcCidr("secondary", "10.11.0.0/16");
  static final Parameter AZ_COUNT = StandardParameters.azCount(2);
  static final Parameter HEALTH_INTERVAL = StandardParameters.healthCheckIntervalSeconds(10);
  static final Parameter HEALTH_THRESHOLD = StandardParameters.healthCheckFailureThreshold();
  static final Parameter RECORD_TTL = StandardParameters.recordTtlSeconds(60);
  static final Parameter DOMAIN = StandardParameters.domainName();
  static final Parameter ZONE = StandardParameters.hostedZoneId();
  static final Parameter CERTIFICATES = StandardParameters.certificateArns(PRIMARY, SECONDARY);
  static final Parameter OPS_EMAIL = StandardParameters.opsEmail();
  static final Parameter PROJECT =
      Parameter.defaulted(
          "project",
          "PulumiOptimization",
          Allowed.matching("[A-Za-z0-9_.:/=+@-]{1,128}", "a tag value without spaces"),
          "Value of the tag `Project` on every resource");
  static final Parameter DB_CLASS =
      Parameter.defaulted(
          "dbInstanceClass",
          "db.m5.large",
          Allowed.matching("db\\.[a-z0-9]+\\.[a-z0-9]+", "an RDS class, e.g. db.m5.large"),
          "Class of the database and its replica");
  static final Parameter DB_VERSION =
      Parameter.defaulted(
          "dbEngineVersion",
          // RDS withdraws old minor versions for new instances: look at its release calendar first.
          "16.11",
          Allowed.matching("16\\.\\d{1,2}", "a minor version of PostgreSQL 16, e.g. 16.11"),
          "Version of PostgreSQL");
  static final Parameter DB_STORAGE =
      Parameter.defaulted(
          "dbStorageGb", "100", Allowed.integer(20, 65_536), "Storage of the database in GiB");
  static final Parameter DB_BACKUPS =
      Parameter.defaulted(
          "backupRetentionDays", "7", Allowed.integer(1, 35), "Days that backups are kept");
  static final Parameter REPLICA_MULTI_AZ =
      Parameter.defaulted(
          "replicaMultiAz",
          "true",
          Allowed.flag(),
          "Whether the replica has a standby too: after a failover it is the only database");
  static final Parameter REPLICA_LAG =
      Parameter.defaulted(
          "replicaLagSeconds",
          "300",
          Allowed.integer(1, 86_400),
          "Replica lag that raises the alarm");
  static final Parameter LAMBDA_MEMORY =
      Parameter.defaulted(
          "lambdaMemoryMb", "512", Allowed.integer(128, 10_240), "Memory of the function in MB");
  static final Parameter LAMBDA_RUNTIME =
      Parameter.defaulted(
          "lambdaRuntime", "java21", Allowed.oneOf("java17", "java21"), "Runtime of the function");
  static final Parameter WAF_LIMIT =
      Parameter.defaulted(
          "wafRateLimit",
          "1000",
          Allowed.integer(10, 2_000_000),
          "Requests of one address in the window after which it is blocked");
  static final Parameter WAF_WINDOW =
      Parameter.defaulted(
          "wafWindowSec",
          "60",
          Allowed.oneOf("60", "120", "300", "600"),
          "Window of the rate limit in seconds");
  static final Parameter TABLE_BILLING =
      Parameter.defaulted(
          "dynamoBillingMode",
          "PROVISIONED",
          Allowed.oneOf("PROVISIONED"),
          "The table scales its capacity, which on-demand tables do not have");
  static final Parameter TABLE_MIN =
      Parameter.defaulted(
          "tableMinCapacity", "5", Allowed.integer(1, 40_000), "Least capacity units of the table");
  static final Parameter TABLE_MAX =
      Parameter.defaulted(
          "tableMaxCapacity",
          "100",
          Allowed.integer(1, 40_000),
          "Most capacity units of the table");
  static final Parameter REPLICA_SCALING =
      Parameter.defaulted(
          "manageReplicaScaling",
          "true",
          Allowed.flag(),
          "Whether the program scales the table's replica; AWS copies the table's scaling to it");
  static final Parameter TRAIL_MODE =
      Parameter.defaulted(
          "trailMode",
          "perRegion",
          Allowed.oneOf("perRegion", "multiRegion"),
          "One trail in each region, or one in the primary region for both");

  /** The table, in the order it is documented in. */
  static final Parameters TABLE =
      Parameters.of(
          List.of(
              StandardParameters.system(ServerlessConfig.SYSTEM),
              DOMAIN,
              ZONE,
              CERTIFICATES,
              SUFFIX,
              PROJECT,
              PRIMARY_REGION,
              SECONDARY_REGION,
              PRIMARY_CIDR,
              SECONDARY_CIDR,
              AZ_COUNT,
              HEALTH_INTERVAL,
              HEALTH_THRESHOLD,
              RECORD_TTL,
              DB_CLASS,
              DB_VERSION,
              DB_STORAGE,
              DB_BACKUPS,
              REPLICA_MULTI_AZ,
              REPLICA_LAG,
              LAMBDA_MEMORY,
              LAMBDA_RUNTIME,
              WAF_LIMIT,
              WAF_WINDOW,
              TABLE_BILLING,
              TABLE_MIN,
              TABLE_MAX,
              REPLICA_SCALING,
              TRAIL_MODE,
              OPS_EMAIL));

  private ServerlessParameters() {}
}
