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

class PaymentsParametersTest {
  private static final Map<String, String> LEAST =
      Map.of("domainName", "example.com", "environmentSuffix", "dev", "costCenter", "cc-1");

  @Test
  void hasTheDefaultsOfTheRequirements() {
    var config = read(LEAST);
    assertThat(config.primary().id()).isEqualTo("us-east-1");
    assertThat(config.secondary().id()).isEqualTo("us-east-2");
    assertThat(config.vpcCidr(config.primary())).hasToString("10.30.0.0/16");
    assertThat(config.vpcCidr(config.secondary())).hasToString("10.31.0.0/16");
    assertThat(config.azCount()).isEqualTo(3);
    assertThat(config.healthCheckIntervalSeconds()).isEqualTo(10);
    assertThat(config.healthCheckFailureThreshold()).isEqualTo(3);
    assertThat(config.dbEngineVersion()).isEqualTo("13.7");
    assertThat(config.flag(PaymentsParameters.EXTENDED_SUPPORT)).isTrue();
    assertThat(config.dbInstanceClass()).isEqualTo("db.r6g.large");
    assertThat(config.backupRetentionDays()).isEqualTo(7);
    assertThat(config.integer(PaymentsParameters.PRIMARY_DB_INSTANCES)).isEqualTo(2);
    assertThat(config.integer(PaymentsParameters.SECONDARY_DB_INSTANCES)).isEqualTo(1);
    assertThat(config.integer(PaymentsParameters.REPLICATION_LAG)).isEqualTo(1000);
    assertThat(config.text(PaymentsParameters.FAILOVER_MODE)).isEqualTo("automatic");
    assertThat(config.lambdaMemoryMb()).isEqualTo(512);
    assertThat(config.integer(PaymentsParameters.API_RATE)).isEqualTo(100);
    assertThat(config.integer(PaymentsParameters.API_BURST)).isEqualTo(200);
    assertThat(config.text(PaymentsParameters.COST_CENTER)).isEqualTo("cc-1");
    assertThat(config.text(PaymentsParameters.PAYMENT_LIMITS))
        .isEqualTo("EUR=5000.00,GBP=5000.00,JPY=800000,USD=5000.00");
    assertThat(config.integer(PaymentsParameters.PAYMENTS_PER_WINDOW)).isEqualTo(5);
    assertThat(config.integer(PaymentsParameters.VELOCITY_MINUTES)).isEqualTo(10);
    assertThat(config.integer(PaymentsParameters.DUPLICATE_MINUTES)).isEqualTo(10);
  }

  @Test
  void readsTheSuffixAsTheRequirementSpellsIt() {
    var values = new HashMap<>(LEAST);
    values.remove("environmentSuffix");
    values.put("environment_suffix", "pr42");
    assertThat(read(values).suffix()).isEqualTo("pr42");
    values.put("environmentSuffix", "pr42");
    assertThatThrownBy(() -> read(values))
        .hasMessageContaining("portcullis:environment_suffix: is another spelling of");
  }

  @Test
  void rejectsAStackWithoutSuffixAndCostCenter() {
    assertThatThrownBy(
            () ->
                PaymentsParameters.SCHEMA.validate(
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
    "secondaryRegion, us-west-2",
    "dbEngineVersion, 12.9",
    "dbEngineVersion, 13",
    "dbInstanceClass, db.t3.medium",
    "primaryDbInstances, 1",
    "secondaryDbInstances, 0",
    "backupRetentionDays, 0",
    "replicationLagMs, 1001",
    "failoverMode, sometimes",
    "apiRateLimit, 0",
    "apiBurstLimit, 5001",
    "lambdaRuntime, nodejs22.x",
    "paymentsPerWindow, 0",
    "velocityMinutes, 1441",
    "duplicateMinutes, ten",
    "paymentLimits, EUR",
    "paymentLimits, EUR=-1",
    "paymentLimits, EUR=5.001",
    "paymentLimits, JPY=5.0",
    "paymentLimits, ZZZ=5",
    "paymentLimits, 'EUR=5,EUR=6'",
    "paymentLimits, 'EUR=5,'"
  })
  void rejectsAValueThatIsNotAllowed(String name, String value) {
    var values = new HashMap<>(LEAST);
    values.put(name, value);
    assertThatThrownBy(() -> read(values))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("portcullis:" + name)
        .hasMessageContaining("allowed: ");
  }

  private static SystemConfig read(Map<String, String> values) {
    return PaymentsParameters.SCHEMA.read(name -> Optional.ofNullable(values.get(name)), "dev");
  }
}
