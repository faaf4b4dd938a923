package dev.portcullis.infra.config;

import dev.portcullis.infra.config.ConfigurationException.Problem;
import dev.portcullis.infra.core.CidrBlock;
import dev.portcullis.infra.core.Region;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Configuration of system {@code serverless}, valid as a whole.
 *
 * @param settings values after defaults
 * @param suffix environment suffix
 */
public record ServerlessConfig(Settings settings, String suffix) {
  /** Id of the system, and the first part of every name. */
  public static final String SYSTEM = "serverless";

  /** The parameter table. */
  public static final Parameters PARAMETERS = ServerlessParameters.TABLE;

  /** All keys, with namespace. */
  public static final Set<String> KEYS = PARAMETERS.keys();

  /**
   * Reads the configuration.
   *
   * @param lookup value of a parameter name, as the engine has it
   * @param stackName name of the stack, the default suffix
   * @throws ConfigurationException naming every error
   */
  public static ServerlessConfig read(Function<String, Optional<String>> lookup, String stackName) {
    var settings = check(lookup, stackName).valid();
    return new ServerlessConfig(
        settings, settings.find(ServerlessParameters.SUFFIX).orElse(stackName));
  }

  /**
   * Checks a configuration before a program runs with it: unlike the program, which can only ask
   * for keys, it sees the unknown ones.
   *
   * @param config key with namespace to value
   * @throws ConfigurationException naming every error
   */
  public static void validate(Map<String, String> config, String stackName) {
    check(name -> Optional.ofNullable(config.get(Parameters.key(name))), stackName)
        .with(PARAMETERS.unknownKeys(config))
        .valid();
  }

  private static Settings check(Function<String, Optional<String>> lookup, String stackName) {
    var settings = PARAMETERS.resolve(lookup);
    var problems = new ArrayList<Problem>();
    if (lookup.apply(ServerlessParameters.SUFFIX.name()).isEmpty()
        && !ServerlessParameters.SUFFIX.allowed().accepts().test(stackName)) {
      problems.add(
          new Problem(
              Parameters.key(ServerlessParameters.SUFFIX.name()),
              "not given, and the stack name is not allowed, got \"" + stackName + "\"",
              "allowed: " + ServerlessParameters.SUFFIX.allowed().description()));
    }
    overlap(settings).ifPresent(problems::add);
    capacity(settings).ifPresent(problems::add);
    return settings.with(problems);
  }

  private static Optional<Problem> overlap(Settings settings) {
    var primary = settings.find(ServerlessParameters.PRIMARY_CIDR).map(CidrBlock::parse);
    var secondary = settings.find(ServerlessParameters.SECONDARY_CIDR).map(CidrBlock::parse);
    if (primary.isEmpty() || secondary.isEmpty() || !primary.get().overlaps(secondary.get())) {
      return Optional.empty();
    }
    return Optional.of(
        new Problem(
            Parameters.key(ServerlessParameters.SECONDARY_CIDR.name()),
            "overlaps the primary VPC " + primary.get() + ", got \"" + secondary.get() + "\"",
            "give the regions disjoint ranges, or they can never be peered"));
  }

  private static Optional<Problem> capacity(Settings settings) {
    var min = settings.find(ServerlessParameters.TABLE_MIN).map(Integer::parseInt);
    var max = settings.find(ServerlessParameters.TABLE_MAX).map(Integer::parseInt);
    if (min.isEmpty() || max.isEmpty() || min.get() <= max.get()) {
      return Optional.empty();
    }
    return Optional.of(
        new Problem(
            Parameters.key(ServerlessParameters.TABLE_MAX.name()),
            "below the least capacity " + min.get() + ", got \"" + max.get() + "\"",
            "allowed: " + min.get() + " or more"));
  }

  /** Region that serves while all is well. */
  public Region primary() {
    return new Region(settings.text(ServerlessParameters.PRIMARY_REGION));
  }

  /** Region that takes over. */
  public Region secondary() {
    return new Region(settings.text(ServerlessParameters.SECONDARY_REGION));
  }

  /** Address range of the VPC of a region. */
  public CidrBlock vpcCidr(Region region) {
    return CidrBlock.parse(
        settings.text(
            region.equals(primary())
                ? ServerlessParameters.PRIMARY_CIDR
                : ServerlessParameters.SECONDARY_CIDR));
  }

  /** Availability zones per region. */
  public int azCount() {
    return settings.integer(ServerlessParameters.AZ_COUNT);
  }

  /** Seconds between health checks. */
  public int healthCheckIntervalSeconds() {
    return settings.integer(ServerlessParameters.HEALTH_INTERVAL);
  }

  /** Failed checks until failover. */
  public int healthCheckFailureThreshold() {
    return settings.integer(ServerlessParameters.HEALTH_THRESHOLD);
  }

  /** Time to live of records that are no alias, in seconds. */
  public int recordTtlSeconds() {
    return settings.integer(ServerlessParameters.RECORD_TTL);
  }

  /** Domain of the operator. */
  public String domainName() {
    return settings.text(ServerlessParameters.DOMAIN);
  }

  /** Zone to use; empty: one is created. */
  public Optional<String> hostedZoneId() {
    return settings.find(ServerlessParameters.ZONE);
  }

  /** Region id to certificate; empty: they are requested. */
  public Map<String, String> certificateArns() {
    return settings
        .find(ServerlessParameters.CERTIFICATES)
        .map(StandardParameters::stringMap)
        .orElse(Map.of());
  }

  /** Who is told of alarms. */
  public Optional<String> opsEmail() {
    return settings.find(ServerlessParameters.OPS_EMAIL);
  }

  /** Value of the tag {@code Project}. */
  public String project() {
    return settings.text(ServerlessParameters.PROJECT);
  }

  /** Class of database and replica. */
  public String dbInstanceClass() {
    return settings.text(ServerlessParameters.DB_CLASS);
  }

  /** Version of PostgreSQL. */
  public String dbEngineVersion() {
    return settings.text(ServerlessParameters.DB_VERSION);
  }

  /** Storage in GiB. */
  public int dbStorageGb() {
    return settings.integer(ServerlessParameters.DB_STORAGE);
  }

  /** Days that backups are kept. */
  public int backupRetentionDays() {
    return settings.integer(ServerlessParameters.DB_BACKUPS);
  }

  /** Whether the replica has a standby. */
  public boolean replicaMultiAz() {
    return settings.flag(ServerlessParameters.REPLICA_MULTI_AZ);
  }

  /** Lag in seconds that raises the alarm. */
  public int replicaLagSeconds() {
    return settings.integer(ServerlessParameters.REPLICA_LAG);
  }

  /** Memory of the function in MB. */
  public int lambdaMemoryMb() {
    return settings.integer(ServerlessParameters.LAMBDA_MEMORY);
  }

  /** Runtime of the function. */
  public String lambdaRuntime() {
    return settings.text(ServerlessParameters.LAMBDA_RUNTIME);
  }

  /** Requests in the window. */
  public int wafRateLimit() {
    return settings.integer(ServerlessParameters.WAF_LIMIT);
  }

  /** Window in seconds. */
  public int wafWindowSec() {
    return settings.integer(ServerlessParameters.WAF_WINDOW);
  }

  /** Least capacity units. */
  public int tableMinCapacity() {
    return settings.integer(ServerlessParameters.TABLE_MIN);
  }

  /** Most capacity units. */
  public int tableMaxCapacity() {
    return settings.integer(ServerlessParameters.TABLE_MAX);
  }

  /** Whether the program scales the replica of the table. */
  public boolean manageReplicaScaling() {
    return settings.flag(ServerlessParameters.REPLICA_SCALING);
  }

  /** Whether one trail covers both regions. */
  public boolean multiRegionTrail() {
    return settings.text(ServerlessParameters.TRAIL_MODE).equals("multiRegion");
  }
}
