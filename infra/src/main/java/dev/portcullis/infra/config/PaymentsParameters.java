package dev.portcullis.infra.config;

import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What can be configured in system {@code payments}: defaults are those of the requirements. */
public final class PaymentsParameters {
  /** Id of the system, and the first part of every name. */
  public static final String SYSTEM = "payments";

  private static final Pattern LIMIT =
      Pattern.compile("([A-Z]{3})=[0-9]{1,12}(?:\\.([0-9]{1,3}))?");

  /** Value of the tag {@code CostCenter}. */
  public static final Parameter COST_CENTER = StandardParameters.costCenter();

  /** Instances of the writing cluster. */
  public static final Parameter PRIMARY_DB_INSTANCES = StandardParameters.primaryDbInstances();

  /** Instances of the following cluster. */
  public static final Parameter SECONDARY_DB_INSTANCES = StandardParameters.secondaryDbInstances(1);

  /** Whether AWS may go on with an engine that is past its support. */
  public static final Parameter EXTENDED_SUPPORT =
      Parameter.defaulted(
          "dbExtendedSupport",
          "true",
          Allowed.flag(),
          "Whether AWS may run, at a price, a major version that is past its standard support, as 13"
              + " is; without, it does not create such a database");

  /** Connections that raise the alarm. */
  public static final Parameter DB_CONNECTIONS = StandardParameters.dbConnectionsAlarm();

  /** Lag of the secondary database that raises the alarm: a second, or less (D-03, D-14). */
  public static final Parameter REPLICATION_LAG = StandardParameters.replicationLagMs(1000, 1000);

  /** Whether the database fails over by itself. */
  public static final Parameter FAILOVER_MODE = StandardParameters.failoverMode();

  /** Requests a second. */
  public static final Parameter API_RATE =
      Parameter.defaulted(
          "apiRateLimit",
          "100",
          Allowed.integer(1, 10_000),
          "Requests a second, of all callers together, that the API admits in each region");

  /** Requests at once. */
  public static final Parameter API_BURST =
      Parameter.defaulted(
          "apiBurstLimit",
          "200",
          Allowed.integer(1, 5_000),
          "Requests at once that the API admits before it answers 429");

  /** Most that one payment may be. */
  public static final Parameter PAYMENT_LIMITS =
      Parameter.defaulted(
          "paymentLimits",
          "EUR=5000.00,GBP=5000.00,JPY=800000,USD=5000.00",
          new Allowed(
              "amounts by currency, e.g. EUR=5000.00,JPY=800000", PaymentsParameters::areLimits),
          "Most that one payment may be, by currency, unless the merchant has a limit of its own;"
              + " other currencies are refused");

  /** How often a card may pay. */
  public static final Parameter PAYMENTS_PER_WINDOW =
      Parameter.defaulted(
          "paymentsPerWindow",
          "5",
          Allowed.integer(1, 1_000),
          "Payments that one card or account may make in a window of velocityMinutes");

  /** The window for that. */
  public static final Parameter VELOCITY_MINUTES =
      Parameter.defaulted(
          "velocityMinutes",
          "10",
          Allowed.integer(1, 1_440),
          "Length of the window in which payments of a card or account are counted, in minutes");

  /** How long a second payment is taken for a mistake. */
  public static final Parameter DUPLICATE_MINUTES =
      Parameter.defaulted(
          "duplicateMinutes",
          "10",
          Allowed.integer(1, 1_440),
          "Minutes in which the same amount from the same card or account to the same merchant is"
              + " taken for a mistake, unless the caller says that it is none");

  private static final String PRIMARY = "us-east-1";
  private static final String SECONDARY = "us-east-2";

  /** The table, in the order it is documented in. */
  public static final ConfigSchema SCHEMA =
      new ConfigSchema(
          Parameters.of(
              List.of(
                  StandardParameters.system(SYSTEM),
                  StandardParameters.domainName(),
                  StandardParameters.hostedZoneId(),
                  StandardParameters.certificateArns(PRIMARY, SECONDARY),
                  // D-36 spells it with an underscore.
                  StandardParameters.requiredEnvironmentSuffix().orAs("environment_suffix"),
                  COST_CENTER,
                  StandardParameters.region("primary", PRIMARY),
                  StandardParameters.region("secondary", SECONDARY),
                  StandardParameters.vpcCidr("primary", "10.30.0.0/16"),
                  StandardParameters.vpcCidr("secondary", "10.31.0.0/16"),
                  StandardParameters.azCount(3),
                  StandardParameters.healthCheckIntervalSeconds(10),
                  StandardParameters.healthCheckFailureThreshold(),
                  StandardParameters.recordTtlSeconds(60),
                  StandardParameters.globalDatabaseClass(),
                  // D-20 demands 13.7, which AWS may no longer create: 13.9 is the release with
                  // long-term support, and any later major version works too (K-11).
                  StandardParameters.dbEngineVersion(
                      "13.7",
                      Allowed.matching(
                          "1[3-7]\\.\\d{1,2}",
                          "a version of Aurora PostgreSQL 13 to 17, e.g. 13.9")),
                  EXTENDED_SUPPORT,
                  PRIMARY_DB_INSTANCES,
                  SECONDARY_DB_INSTANCES,
                  StandardParameters.backupRetentionDays(),
                  DB_CONNECTIONS,
                  REPLICATION_LAG,
                  FAILOVER_MODE,
                  StandardParameters.lambdaMemoryMb(),
                  StandardParameters.lambdaRuntime("java21", "java17", "java21"),
                  API_RATE,
                  API_BURST,
                  PAYMENT_LIMITS,
                  PAYMENTS_PER_WINDOW,
                  VELOCITY_MINUTES,
                  DUPLICATE_MINUTES,
                  StandardParameters.wafRateLimit(1000),
                  StandardParameters.wafWindowSec(),
                  StandardParameters.opsEmail())),
          List.of());

  private PaymentsParameters() {}

  /** As the function reads them: a currency once, with no more digits than it has. */
  private static boolean areLimits(String text) {
    var seen = new HashSet<String>();
    for (var entry : text.split(",", -1)) {
      var limit = LIMIT.matcher(entry);
      if (!limit.matches() || !seen.add(limit.group(1))) {
        return false;
      }
      try {
        var digits = Currency.getInstance(limit.group(1)).getDefaultFractionDigits();
        if (Optional.ofNullable(limit.group(2)).map(String::length).orElse(0) > digits) {
          return false;
        }
      } catch (IllegalArgumentException e) {
        return false;
      }
    }
    return true;
  }
}
