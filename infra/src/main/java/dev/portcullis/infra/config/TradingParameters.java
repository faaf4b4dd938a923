package dev.portcullis.infra.config;

import dev.portcullis.infra.config.ConfigurationException.Problem;
import java.util.List;
import java.util.Optional;

/** What can be configured in system {@code trading}: defaults are those of the requirements. */
public final class TradingParameters {
  /** Id of the system, and the first part of every name. */
  public static final String SYSTEM = "trading";

  /** Seconds within which requests must reach the other region (B-52). */
  static final int ROUTING_BUDGET_SECONDS = 60;

  /** Value of the tag {@code CostCenter}. */
  public static final Parameter COST_CENTER = StandardParameters.costCenter();

  /** Instances of the writing cluster. */
  public static final Parameter PRIMARY_DB_INSTANCES = StandardParameters.primaryDbInstances();

  /** Instances of the following cluster. */
  public static final Parameter SECONDARY_DB_INSTANCES = StandardParameters.secondaryDbInstances(2);

  /** Lag of the secondary database. */
  public static final Parameter REPLICATION_LAG = StandardParameters.replicationLagMs(1000);

  /** Connections to the database. */
  public static final Parameter DB_CONNECTIONS = StandardParameters.dbConnectionsAlarm();

  /** Whether the promoter is armed. */
  public static final Parameter FAILOVER_MODE = StandardParameters.failoverMode();

  /** Age at which credentials are replaced. */
  public static final Parameter ROTATION_DAYS =
      Parameter.defaulted(
          "rotationDays",
          "30",
          Allowed.integer(1, 30),
          "Days after which the passwords in both database secrets, the master's and the"
              + " application's, are replaced");

  /** Type of the instances. */
  public static final Parameter INSTANCE_TYPE =
      Parameter.defaulted(
          "instanceType",
          "t3.small",
          Allowed.matching(
              "(t3a?|m[5-7](a|i|i-flex)?|c[5-7](a|i)?)\\.[0-9a-z]+",
              "an EC2 type with an x86 processor, e.g. t3.small or m6i.large"),
          "Type of the instances behind the load balancers; the image is for x86");

  /** Least instances. */
  public static final Parameter MIN_INSTANCES =
      Parameter.defaulted(
          "minInstances",
          "2",
          Allowed.integer(2, 500),
          "Least instances per region; with two, the loss of a zone leaves one");

  /** Most instances. */
  public static final Parameter MAX_INSTANCES =
      Parameter.defaulted(
          "maxInstances", "4", Allowed.integer(4, 1000), "Most instances per region");

  /** Whether AWS Config records. */
  public static final Parameter CONFIG_RECORDER =
      Parameter.defaulted(
          "enableConfigRecorder",
          "true",
          Allowed.flag(),
          "Whether AWS Config's recorder is part of the stack; `false` where the account already has"
              + " one, of which there can be only one per region; the rules are made either way");

  /** Whether load balancers see the addresses of clients. */
  public static final Parameter CLIENT_IP_PRESERVATION =
      Parameter.defaulted(
          "gaClientIpPreservation",
          "false",
          Allowed.flag(),
          "Whether Global Accelerator hands the addresses of clients on; with `true` it leaves a"
              + " security group in each VPC that stops a destroy until somebody deletes it, and"
              + " `wafRateLimit` can be low");

  /**
   * Requests of one address in a minute. Without {@link #CLIENT_IP_PRESERVATION} everybody who
   * comes through the accelerator has one of its few addresses, so that a limit meant for one
   * client would block all of them: the default only stops a flood.
   */
  private static final int FLOOD = 200_000;

  private static final String PRIMARY = "us-east-1";
  private static final String SECONDARY = "eu-west-1";

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
                  COST_CENTER,
                  StandardParameters.region("primary", PRIMARY),
                  StandardParameters.region("secondary", SECONDARY),
                  StandardParameters.vpcCidr("primary", "10.20.0.0/16"),
                  StandardParameters.vpcCidr("secondary", "10.21.0.0/16"),
                  StandardParameters.azCount(3),
                  StandardParameters.healthCheckIntervalSeconds(10),
                  StandardParameters.healthCheckFailureThreshold(),
                  StandardParameters.recordTtlSeconds(20),
                  StandardParameters.globalDatabaseClass(),
                  // 14.6 is a long-term support release of Aurora; write forwarding begins at 14.9.
                  // Readers that outlive the other region for certain begin at 14.15.
                  StandardParameters.dbEngineVersion(
                      "14.6",
                      Allowed.matching(
                          "14\\.\\d{1,2}", "a minor version of Aurora PostgreSQL 14, e.g. 14.6")),
                  PRIMARY_DB_INSTANCES,
                  SECONDARY_DB_INSTANCES,
                  StandardParameters.backupRetentionDays(),
                  REPLICATION_LAG,
                  DB_CONNECTIONS,
                  FAILOVER_MODE,
                  ROTATION_DAYS,
                  StandardParameters.lambdaMemoryMb(),
                  StandardParameters.lambdaRuntime("java21", "java17", "java21"),
                  INSTANCE_TYPE,
                  MIN_INSTANCES,
                  MAX_INSTANCES,
                  CLIENT_IP_PRESERVATION,
                  StandardParameters.wafRateLimit(FLOOD),
                  StandardParameters.wafWindowSec(),
                  CONFIG_RECORDER,
                  StandardParameters.opsEmail())),
          List.of(TradingParameters::routing, TradingParameters::capacity));

  private TradingParameters() {}

  /**
   * DNS moves clients once the check is red and what they remember has expired. An alias would live
   * 60 seconds, whatever is configured; the records are none for that reason.
   */
  private static Optional<Problem> routing(Settings settings) {
    var interval = number(settings, StandardParameters.HEALTH_INTERVAL);
    var threshold = number(settings, StandardParameters.HEALTH_THRESHOLD);
    var ttl = number(settings, StandardParameters.RECORD_TTL);
    if (interval.isEmpty() || threshold.isEmpty() || ttl.isEmpty()) {
      return Optional.empty();
    }
    var detection = interval.get() * threshold.get();
    if (detection + ttl.get() < ROUTING_BUDGET_SECONDS) {
      return Optional.empty();
    }
    return Optional.of(
        new Problem(
            Parameters.key(StandardParameters.RECORD_TTL),
            "makes "
                + (detection + ttl.get())
                + " seconds with "
                + threshold.get()
                + " checks every "
                + interval.get()
                + ", got \""
                + ttl.get()
                + "\"",
            "regional failover takes less than "
                + ROUTING_BUDGET_SECONDS
                + " seconds: lower healthCheckIntervalSeconds x healthCheckFailureThreshold +"
                + " recordTtlSeconds"));
  }

  /** A rolling replacement doubles the instances for a while. */
  private static Optional<Problem> capacity(Settings settings) {
    var min = number(settings, MIN_INSTANCES.name());
    var max = number(settings, MAX_INSTANCES.name());
    if (min.isEmpty() || max.isEmpty() || 2 * min.get() <= max.get()) {
      return Optional.empty();
    }
    return Optional.of(
        new Problem(
            Parameters.key(MAX_INSTANCES.name()),
            "less than twice the least number " + min.get() + ", got \"" + max.get() + "\"",
            "allowed: " + 2 * min.get() + " or more"));
  }

  private static Optional<Integer> number(Settings settings, String name) {
    return settings.find(name).map(Integer::parseInt);
  }
}
