package dev.portcullis.infra.config;

import dev.portcullis.infra.core.CidrBlock;
import dev.portcullis.infra.core.Region;
import java.util.Map;
import java.util.Optional;

/**
 * Configuration of a system, valid as a whole. What all systems have is read by name; what only one
 * has, with the {@link Parameter} of its table.
 *
 * @param settings values after defaults
 * @param suffix environment suffix
 */
public record SystemConfig(Settings settings, String suffix) {

  /** The value of a parameter that is required or has a default. */
  public String text(Parameter parameter) {
    return settings.text(parameter.name());
  }

  /** The value, if given or defaulted. */
  public Optional<String> find(Parameter parameter) {
    return settings.find(parameter.name());
  }

  /** The value as a whole number. */
  public int integer(Parameter parameter) {
    return settings.integer(parameter.name());
  }

  /** The value as a truth value. */
  public boolean flag(Parameter parameter) {
    return settings.flag(parameter.name());
  }

  /** Region that serves while all is well. */
  public Region primary() {
    return new Region(settings.text(StandardParameters.PRIMARY_REGION));
  }

  /** Region that takes over. */
  public Region secondary() {
    return new Region(settings.text(StandardParameters.SECONDARY_REGION));
  }

  /** Address range of the VPC of a region. */
  public CidrBlock vpcCidr(Region region) {
    return CidrBlock.parse(
        settings.text(
            region.equals(primary())
                ? StandardParameters.PRIMARY_CIDR
                : StandardParameters.SECONDARY_CIDR));
  }

  /** Availability zones per region. */
  public int azCount() {
    return settings.integer(StandardParameters.AZ_COUNT);
  }

  /** Seconds between Route 53's checks of an endpoint. */
  public int healthCheckIntervalSeconds() {
    return settings.integer(StandardParameters.HEALTH_INTERVAL);
  }

  /** Failed checks until failover. */
  public int healthCheckFailureThreshold() {
    return settings.integer(StandardParameters.HEALTH_THRESHOLD);
  }

  /** Time to live of records that are no alias, in seconds. */
  public int recordTtlSeconds() {
    return settings.integer(StandardParameters.RECORD_TTL);
  }

  /** Domain of the operator. */
  public String domainName() {
    return settings.text(StandardParameters.DOMAIN_NAME);
  }

  /** Zone to use; empty: one is created. */
  public Optional<String> hostedZoneId() {
    return settings.find(StandardParameters.ZONE_ID);
  }

  /** Region id to certificate; empty: they are requested. */
  public Map<String, String> certificateArns() {
    return settings
        .find(StandardParameters.CERTIFICATES)
        .map(StandardParameters::stringMap)
        .orElse(Map.of());
  }

  /** Who is told of alarms. */
  public Optional<String> opsEmail() {
    return settings.find(StandardParameters.EMAIL);
  }

  /** Class of the databases. */
  public String dbInstanceClass() {
    return settings.text(StandardParameters.DB_CLASS);
  }

  /** Version of the database engine. */
  public String dbEngineVersion() {
    return settings.text(StandardParameters.DB_VERSION);
  }

  /** Days that backups are kept. */
  public int backupRetentionDays() {
    return settings.integer(StandardParameters.BACKUP_DAYS);
  }

  /** Memory of functions in MB. */
  public int lambdaMemoryMb() {
    return settings.integer(StandardParameters.LAMBDA_MEMORY);
  }

  /** Runtime of functions. */
  public String lambdaRuntime() {
    return settings.text(StandardParameters.LAMBDA_RUNTIME);
  }

  /** Requests of one address in the window. */
  public int wafRateLimit() {
    return settings.integer(StandardParameters.WAF_LIMIT);
  }

  /** Window of the rate limit in seconds. */
  public int wafWindowSec() {
    return settings.integer(StandardParameters.WAF_WINDOW);
  }
}
