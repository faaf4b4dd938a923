package dev.portcullis.infra.config;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;
import com.google.gson.reflect.TypeToken;
import dev.portcullis.infra.core.CidrBlock;
import java.util.Map;

/** Parameters that several systems have; the systems differ in defaults only. */
public final class StandardParameters {
  private static final Allowed DOMAIN =
      Allowed.matching(
          "(?=.{1,200}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}",
          "a domain name in lower case, e.g. example.com");
  private static final int WIDEST = 16;
  private static final int NARROWEST = 24;
  private static final String CERTIFICATE = "arn:aws[a-z-]*:acm:%s:\\d{12}:certificate/[0-9a-f-]+";

  /** Values that every service admits in a tag. */
  static final Allowed TAG_VALUE =
      Allowed.matching("[A-Za-z0-9_.:/=+@-]{1,128}", "a tag value without spaces");

  static final String SUFFIX = "environmentSuffix";
  static final String PRIMARY_REGION = "primaryRegion";
  static final String SECONDARY_REGION = "secondaryRegion";
  static final String PRIMARY_CIDR = "primaryVpcCidr";
  static final String SECONDARY_CIDR = "secondaryVpcCidr";
  static final String AZ_COUNT = "azCount";
  static final String HEALTH_INTERVAL = "healthCheckIntervalSeconds";
  static final String HEALTH_THRESHOLD = "healthCheckFailureThreshold";
  static final String RECORD_TTL = "recordTtlSeconds";
  static final String DOMAIN_NAME = "domainName";
  static final String ZONE_ID = "hostedZoneId";
  static final String CERTIFICATES = "certificateArns";
  static final String EMAIL = "opsEmail";
  static final String DB_CLASS = "dbInstanceClass";
  static final String DB_VERSION = "dbEngineVersion";
  static final String BACKUP_DAYS = "backupRetentionDays";
  static final String LAMBDA_MEMORY = "lambdaMemoryMb";
  static final String LAMBDA_RUNTIME = "lambdaRuntime";
  static final String WAF_LIMIT = "wafRateLimit";
  static final String WAF_WINDOW = "wafWindowSec";

  private static final Allowed SUFFIXES =
      Allowed.matching(
          "(?!.*--)[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?",
          "1 to 12 lower-case letters, digits and single hyphens, no hyphen at the ends");

  private StandardParameters() {}

  /** Which system a stack holds. */
  public static Parameter system(String name) {
    return Parameter.defaulted(
        "system", name, Allowed.oneOf(name), "The built-in system that the stack holds");
  }

  /** A region; a system runs in exactly one pair of them. */
  public static Parameter region(String role, String id) {
    return Parameter.defaulted(
        role + "Region", id, Allowed.oneOf(id), "The " + role + " region, which the system fixes");
  }

  /** What every physical name ends in; 12 characters, because load balancer names end at 32. */
  public static Parameter environmentSuffix() {
    return Parameter.optional(
        SUFFIX, SUFFIXES, "The end of every physical name; without it, the name of the stack");
  }

  /** The suffix, for systems whose requirements demand it. */
  public static Parameter requiredEnvironmentSuffix() {
    return Parameter.required(
        SUFFIX, SUFFIXES, "The end of every physical name, and the value of the tag `Environment`");
  }

  /** Address range of a VPC. */
  public static Parameter vpcCidr(String role, String cidr) {
    return Parameter.defaulted(
        role + "VpcCidr",
        cidr,
        new Allowed(
            "a private IPv4 network of /16 to /24 in 10.0.0.0/8, e.g. " + cidr,
            StandardParameters::isVpcRange),
        "Address range of the VPC in the " + role + " region");
  }

  /** Address range of a VPC, where the requirements name it. */
  public static Parameter fixedVpcCidr(String role, String cidr) {
    return Parameter.defaulted(
        role + "VpcCidr",
        cidr,
        Allowed.oneOf(cidr),
        "Address range of the VPC in the " + role + " region, which the system fixes");
  }

  /** Availability zones per region. */
  public static Parameter azCount(int standard) {
    return Parameter.defaulted(
        AZ_COUNT,
        String.valueOf(standard),
        Allowed.integer(2, 3),
        "Availability zones per region, a public and a private subnet in each");
  }

  /** Interval of health checks. */
  public static Parameter healthCheckIntervalSeconds(int standard) {
    return Parameter.defaulted(
        HEALTH_INTERVAL,
        String.valueOf(standard),
        Allowed.oneOf("10", "30"),
        "Seconds between Route 53's checks of an endpoint");
  }

  /** Failures until a health check turns red. */
  public static Parameter healthCheckFailureThreshold() {
    return Parameter.defaulted(
        HEALTH_THRESHOLD,
        "3",
        Allowed.integer(1, 10),
        "Failed checks in a row until Route 53 sends the traffic to the other region");
  }

  /** Time to live of records that are no alias. */
  public static Parameter recordTtlSeconds(int standard) {
    return Parameter.defaulted(
        RECORD_TTL,
        String.valueOf(standard),
        Allowed.integer(1, 86_400),
        "Time to live of DNS records; aliases have AWS's own 60 seconds");
  }

  /** Domain of the system. */
  public static Parameter domainName() {
    return Parameter.required(
        DOMAIN_NAME, DOMAIN, "Domain under which the system is reached; you own it");
  }

  /** Zone to use instead of creating one. */
  public static Parameter hostedZoneId() {
    return Parameter.optional(
        ZONE_ID,
        Allowed.matching("Z[A-Z0-9]{1,31}", "the id of a public hosted zone, e.g. Z0123456789ABC"),
        "Zone of `domainName` to use; without it a zone `<suffix>.<domainName>` is created, which"
            + " you delegate");
  }

  /** Certificates to use instead of requesting them. */
  public static Parameter certificateArns(String primaryRegion, String secondaryRegion) {
    return Parameter.optional(
        CERTIFICATES,
        new Allowed(
            "a JSON object from both regions, "
                + primaryRegion
                + " and "
                + secondaryRegion
                + ", to an ACM certificate ARN of that region",
            text -> areCertificates(text, primaryRegion, secondaryRegion)),
        "Issued certificates to use; without them one per region is requested and validated");
  }

  /** Who is told of alarms. */
  public static Parameter opsEmail() {
    return Parameter.optional(
        EMAIL,
        Allowed.matching("[^@\\s\"]+@[^@\\s\"]+", "an e-mail address"),
        "Who is told of alarms, after confirming AWS's first mail; without it nobody is");
  }

  /** Cost center, a tag on everything. */
  public static Parameter costCenter() {
    return Parameter.required("costCenter", TAG_VALUE, "Value of the tag `CostCenter`");
  }

  /** Classes and versions differ by engine, so each system says which it allows. */
  public static Parameter dbInstanceClass(String standard, Allowed allowed) {
    return Parameter.defaulted(
        DB_CLASS, standard, allowed, "Class of the database instances in both regions");
  }

  /** Classes that may stand in an Aurora global database: memory optimised, never burstable. */
  public static Parameter globalDatabaseClass() {
    return dbInstanceClass(
        "db.r6g.large",
        Allowed.matching(
            "db\\.(r[5-9][a-z]*|x[1-9][a-z0-9]*)\\.[0-9a-z]+",
            "a memory-optimised class from r5 on, e.g. db.r6g.large"));
  }

  /** Instances of the cluster that writes. */
  public static Parameter primaryDbInstances() {
    return Parameter.defaulted(
        "primaryDbInstances",
        "2",
        Allowed.integer(2, 15),
        "Database instances in the primary region: one writes, the others read and stand by");
  }

  /** Instances of the cluster that follows. */
  public static Parameter secondaryDbInstances(int standard) {
    return Parameter.defaulted(
        "secondaryDbInstances",
        String.valueOf(standard),
        Allowed.integer(1, 15),
        "Database instances in the secondary region; with one, a promoted database has no standby");
  }

  /** Connections that are too many. */
  public static Parameter dbConnectionsAlarm() {
    return Parameter.defaulted(
        "dbConnectionsAlarm",
        "1000",
        Allowed.integer(1, 16_000),
        "Connections to one database instance that raise the alarm; db.r6g.large takes about 1,600");
  }

  /** Version of the database engine. */
  public static Parameter dbEngineVersion(String standard, Allowed allowed) {
    return Parameter.defaulted(DB_VERSION, standard, allowed, "Version of the database engine");
  }

  /** Backups. */
  public static Parameter backupRetentionDays() {
    return Parameter.defaulted(
        BACKUP_DAYS, "7", Allowed.integer(1, 35), "Days that backups are kept");
  }

  /** Lag of the secondary database. */
  public static Parameter replicationLagMs(int standard) {
    return replicationLagMs(standard, 86_400_000);
  }

  /** Lag of the secondary database, for systems whose requirements bound it. */
  public static Parameter replicationLagMs(int standard, int most) {
    return Parameter.defaulted(
        "replicationLagMs",
        String.valueOf(standard),
        Allowed.integer(1, most),
        "Replication lag of the secondary database, in milliseconds, that raises the alarm");
  }

  /** Whether the database fails over by itself. */
  public static Parameter failoverMode() {
    return Parameter.defaulted(
        "failoverMode",
        "automatic",
        Allowed.oneOf("automatic", "manual"),
        "Whether the promoter may promote the secondary database by itself, at the price of what was"
            + " not yet replicated; with `manual` it only says that it would");
  }

  /** Memory of functions. */
  public static Parameter lambdaMemoryMb() {
    return Parameter.defaulted(
        LAMBDA_MEMORY, "512", Allowed.integer(128, 10_240), "Memory of each function in MB");
  }

  /** Runtime of functions. */
  public static Parameter lambdaRuntime(String standard, String... allowed) {
    return Parameter.defaulted(
        LAMBDA_RUNTIME, standard, Allowed.oneOf(allowed), "Runtime of the functions");
  }

  /** Rate limit of the web ACL. */
  public static Parameter wafRateLimit(int standard) {
    return Parameter.defaulted(
        WAF_LIMIT,
        String.valueOf(standard),
        Allowed.integer(10, 2_000_000),
        "Requests of one address in the window after which it is blocked");
  }

  /** Window of the rate limit. */
  public static Parameter wafWindowSec() {
    return Parameter.defaulted(
        WAF_WINDOW,
        "60",
        Allowed.oneOf("60", "120", "300", "600"),
        "Window of the rate limit in seconds");
  }

  /** Reads the value of {@link #certificateArns}. */
  public static Map<String, String> stringMap(String json) {
    return new Gson().fromJson(json, new TypeToken<Map<String, String>>() {});
  }

  private static boolean areCertificates(String json, String... regions) {
    try {
      var arns = stringMap(json);
      if (arns == null || arns.size() != regions.length) {
        return false;
      }
      for (var region : regions) {
        var arn = arns.get(region);
        if (arn == null || !arn.matches(CERTIFICATE.formatted(region))) {
          return false;
        }
      }
      return true;
    } catch (JsonSyntaxException notAnObject) {
      return false;
    }
  }

  private static boolean isVpcRange(String text) {
    try {
      var range = CidrBlock.parse(text);
      return range.prefix() >= WIDEST
          && range.prefix() <= NARROWEST
          && range.overlaps(CidrBlock.parse("10.0.0.0/8"));
    } catch (IllegalArgumentException notARange) {
      return false;
    }
  }
}
