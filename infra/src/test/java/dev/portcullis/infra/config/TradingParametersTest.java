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

class TradingParametersTest {
  private static final Map<String, String> LEAST =
      Map.of("domainName", "example.com", "environmentSuffix", "dev", "costCenter", "cc-1");

  @Test
  void hasTheDefaultsOfTheRequirements() {
    var config = read(LEAST);
    assertThat(config.primary().id()).isEqualTo("us-east-1");
    assertThat(config.secondary().id()).isEqualTo("eu-west-1");
    assertThat(config.suffix()).isEqualTo("dev");
    assertThat(config.vpcCidr(config.primary())).hasToString("10.20.0.0/16");
    assertThat(config.vpcCidr(config.secondary())).hasToString("10.21.0.0/16");
    assertThat(config.azCount()).isEqualTo(3);
    assertThat(config.healthCheckIntervalSeconds()).isEqualTo(10);
    assertThat(config.healthCheckFailureThreshold()).isEqualTo(3);
    assertThat(config.recordTtlSeconds()).isEqualTo(20);
    assertThat(config.dbEngineVersion()).isEqualTo("14.6");
    assertThat(config.integer(TradingParameters.ROTATION_DAYS)).isEqualTo(30);
    assertThat(config.integer(TradingParameters.REPLICATION_LAG)).isEqualTo(1000);
    assertThat(config.text(TradingParameters.FAILOVER_MODE)).isEqualTo("automatic");
    assertThat(config.flag(TradingParameters.CONFIG_RECORDER)).isTrue();
    assertThat(config.flag(TradingParameters.CLIENT_IP_PRESERVATION)).isFalse();
    assertThat(config.wafRateLimit()).isEqualTo(200_000);
  }

  @Test
  void rejectsAStackWithoutSuffixAndCostCenter() {
    assertThatThrownBy(
            () ->
                TradingParameters.SCHEMA.validate(
                    Map.of("portcullis:domainName", "example.com"), "dev"))
        .asInstanceOf(type(ConfigurationException.class))
        .extracting(ConfigurationException::problems)
        .satisfies(
            problems ->
                assertThat(problems)
                    .extracting(Problem::key)
                    .containsExactly("portcullis:environmentSuffix", "portcullis:costCenter"));
  }

  @ParameterizedTest
  @CsvSource({
    "primaryRegion, us-west-2",
    "secondaryRegion, us-east-1",
    "dbEngineVersion, 15.4",
    "dbInstanceClass, db.t3.medium",
    "primaryDbInstances, 1",
    "rotationDays, 31",
    "instanceType, t4g.small",
    "minInstances, 1",
    "gaClientIpPreservation, yes",
    "failoverMode, never",
    "costCenter, two words"
  })
  void rejectsAValueThatIsNotAllowed(String name, String value) {
    assertThatThrownBy(() -> read(with(Map.of(name, value))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("portcullis:" + name)
        .hasMessageContaining("allowed: ");
  }

  @ParameterizedTest
  @CsvSource({"30, 1, 30", "10, 4, 20", "10, 3, 30", "30, 3, 1"})
  void rejectsRoutingThatTakesAMinute(String interval, String threshold, String ttl) {
    assertThatThrownBy(
            () ->
                read(
                    with(
                        Map.of(
                            "healthCheckIntervalSeconds", interval,
                            "healthCheckFailureThreshold", threshold,
                            "recordTtlSeconds", ttl))))
        .hasMessageContaining("portcullis:recordTtlSeconds: makes ")
        .hasMessageContaining("less than 60 seconds");
  }

  @Test
  void rejectsCapacityThatLeavesNoRoomForAReplacement() {
    assertThatThrownBy(() -> read(with(Map.of("minInstances", "3", "maxInstances", "5"))))
        .hasMessageContaining(
            "portcullis:maxInstances: less than twice the least number 3, got \"5\"; allowed: 6 or"
                + " more");
  }

  private static SystemConfig read(Map<String, String> values) {
    return TradingParameters.SCHEMA.read(name -> Optional.ofNullable(values.get(name)), "stack");
  }

  private static Map<String, String> with(Map<String, String> values) {
    var all = new HashMap<>(LEAST);
    all.putAll(values);
    return all;
  }
}
