package dev.portcullis.infra.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.portcullis.infra.config.ConfigurationException.Problem;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthcareParametersTest {
  private static final Map<String, String> LEAST =
      Map.of("domainName", "example.com", "environmentSuffix", "dev");

  @Test
  void hasTheDefaultsOfTheRequirements() {
    var config = read(LEAST);
    assertThat(config.primary().id()).isEqualTo("us-east-1");
    assertThat(config.secondary().id()).isEqualTo("us-west-2");
    assertThat(config.vpcCidr(config.primary())).hasToString("10.0.0.0/16");
    assertThat(config.vpcCidr(config.secondary())).hasToString("10.1.0.0/16");
    assertThat(config.azCount()).isEqualTo(3);
    assertThat(config.healthCheckIntervalSeconds()).isEqualTo(30);
    assertThat(config.healthCheckFailureThreshold()).isEqualTo(3);
    assertThat(config.dbEngineVersion()).isEqualTo("16.8");
    assertThat(config.dbInstanceClass()).isEqualTo("db.r6g.large");
    assertThat(config.backupRetentionDays()).isEqualTo(7);
    assertThat(config.integer(HealthcareParameters.PRIMARY_DB_INSTANCES)).isEqualTo(2);
    assertThat(config.integer(HealthcareParameters.SECONDARY_DB_INSTANCES)).isEqualTo(1);
    assertThat(config.integer(HealthcareParameters.REPLICATION_LAG)).isEqualTo(900_000);
    assertThat(config.text(HealthcareParameters.FAILOVER_MODE)).isEqualTo("automatic");
    assertThat(config.lambdaMemoryMb()).isEqualTo(512);
    assertThat(config.lambdaRuntime()).isEqualTo("nodejs22.x");
  }

  @Test
  void rejectsAStackWithoutSuffix() {
    assertThatThrownBy(
            () ->
                HealthcareParameters.SCHEMA.validate(
                    Map.of("portcullis:domainName", "example.com"), "dev"))
        .asInstanceOf(type(ConfigurationException.class))
        .extracting(ConfigurationException::problems)
        .satisfies(
            problems ->
                assertThat(problems)
                    .extracting(Problem::key)
                    .containsExactly("portcullis:environmentSuffix"));
  }

  @ParameterizedTest
  @CsvSource({
    "primaryRegion, us-west-2",
    "secondaryRegion, us-east-2",
    "primaryVpcCidr, 10.2.0.0/16",
    "secondaryVpcCidr, 10.1.0.0/20",
    "dbEngineVersion, 11.9",
    "dbEngineVersion, 16",
    "dbInstanceClass, db.t4g.medium",
    "primaryDbInstances, 1",
    "secondaryDbInstances, 0",
    "backupRetentionDays, 0",
    "replicationLagMs, 900001",
    "failoverMode, sometimes",
    "lambdaRuntime, nodejs18.x",
    "lambdaRuntime, java21",
    // 5 times 30 seconds are more than the 120 that a failover may take to begin.
    "healthCheckFailureThreshold, 5"
  })
  void rejectsAValueThatIsNotAllowed(String name, String value) {
    var values = new HashMap<>(LEAST);
    values.put(name, value);
    assertThatThrownBy(() -> read(values))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("portcullis:" + name)
        .hasMessageContaining("allowed: ");
  }

  @ParameterizedTest
  @CsvSource({"10, 3", "10, 10", "30, 4"})
  void takesChecksThatNoticeALostRegionInTime(String interval, String threshold) {
    var values = new HashMap<>(LEAST);
    values.put("healthCheckIntervalSeconds", interval);
    values.put("healthCheckFailureThreshold", threshold);
    assertThat(read(values).healthCheckFailureThreshold()).isEqualTo(Integer.parseInt(threshold));
  }

  private static SystemConfig read(Map<String, String> values) {
    return HealthcareParameters.SCHEMA.read(name -> Optional.ofNullable(values.get(name)), "dev");
  }
}
