package dev.portcullis.infra.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.portcullis.infra.config.ConfigurationException.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerlessParametersTest {
  private static final Map<String, String> LEAST = Map.of("domainName", "example.com");

  @Test
  void hasTheDefaultsOfTheRequirements() {
    var config = read(LEAST, "dev");
    assertThat(config.primary().id()).isEqualTo("us-east-1");
    assertThat(config.secondary().id()).isEqualTo("us-west-2");
    assertThat(config.suffix()).isEqualTo("dev");
    assertThat(config.vpcCidr(config.primary())).hasToString("10.10.0.0/16");
    assertThat(config.vpcCidr(config.secondary())).hasToString("10.11.0.0/16");
    assertThat(config.azCount()).isEqualTo(2);
    assertThat(config.healthCheckIntervalSeconds()).isEqualTo(10);
    assertThat(config.healthCheckFailureThreshold()).isEqualTo(3);
    assertThat(config.dbInstanceClass()).isEqualTo("db.m5.large");
    assertThat(config.lambdaMemoryMb()).isEqualTo(512);
    assertThat(config.wafRateLimit()).isEqualTo(1000);
    assertThat(config.wafWindowSec()).isEqualTo(60);
    assertThat(config.text(ServerlessParameters.PROJECT)).isEqualTo("PulumiOptimization");
    assertThat(config.flag(ServerlessParameters.REPLICA_MULTI_AZ)).isTrue();
    assertThat(config.text(ServerlessParameters.TRAIL_MODE)).isEqualTo("perRegion");
    assertThat(config.hostedZoneId()).isEmpty();
    assertThat(config.opsEmail()).isEmpty();
    assertThat(config.certificateArns()).isEmpty();
  }

  @Test
  void prefersTheGivenSuffixToTheStackName() {
    assertThat(read(with("environmentSuffix", "pr42"), "Some Stack").suffix()).isEqualTo("pr42");
  }

  @Test
  void readsCertificatesOfBothRegions() {
    var east = "arn:aws:acm:us-east-1:000000000000:certificate/aa-1";
    var west = "arn:aws:acm:us-west-2:000000000000:certificate/bb-2";
    var json = "{\"us-east-1\":\"" + east + "\",\"us-west-2\":\"" + west + "\"}";
    assertThat(read(with("certificateArns", json), "dev").certificateArns())
        .isEqualTo(Map.of("us-east-1", east, "us-west-2", west));
  }

  @Test
  void rejectsEverythingWrongAtOnce() {
    var config =
        Map.of(
            "portcullis:azCount", "7",
            "portcullis:primaryRegion", "eu-west-1",
            "portcullis:secondaryVpcCidr", "10.10.128.0/17",
            "portcullis:tableMinCapacity", "200",
            "portcullis:azCuont", "3",
            "aws:region", "us-east-1");
    assertThatThrownBy(() -> ServerlessParameters.SCHEMA.validate(config, "Not A Suffix"))
        .asInstanceOf(type(ConfigurationException.class))
        .extracting(ConfigurationException::problems)
        .satisfies(
            problems ->
                assertThat(problems)
                    .extracting(Problem::key)
                    .containsExactly(
                        "portcullis:domainName",
                        "portcullis:primaryRegion",
                        "portcullis:azCount",
                        "portcullis:environmentSuffix",
                        "portcullis:secondaryVpcCidr",
                        "portcullis:tableMaxCapacity",
                        "portcullis:azCuont"));
  }

  @Test
  void namesKeyValueAndAllowedValues() {
    assertThatThrownBy(() -> read(with("azCount", "7"), "dev"))
        .hasMessage(
            "configuration:\n  portcullis:azCount: not allowed, got \"7\"; allowed: 2 to 3");
  }

  @Test
  void hidesTheValueOfAnUnknownKey() {
    assertThatThrownBy(
            () ->
                ServerlessParameters.SCHEMA.validate(
                    Map.of(
                        "portcullis:domainName", "example.com", "portcullis:dbPassword", "s3cr3t"),
                    "dev"))
        .hasMessageContaining("portcullis:dbPassword: unknown key")
        .hasMessageNotContaining("s3cr3t");
  }

  @Test
  void leavesOtherNamespacesAlone() {
    assertThatCode(
            () ->
                ServerlessParameters.SCHEMA.validate(
                    Map.of("portcullis:domainName", "example.com", "aws:region", "us-east-1"),
                    "dev"))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a--b", "-a", "a-", "A", "thirteen-char", "", "a_b"})
  void rejectsASuffixThatWouldBreakNames(String suffix) {
    assertThatThrownBy(() -> read(with("environmentSuffix", suffix), "dev"))
        .hasMessageContaining("portcullis:environmentSuffix");
  }

  @ParameterizedTest
  @CsvSource({
    "primaryVpcCidr, 10.10.0.0/8",
    "primaryVpcCidr, 192.168.0.0/16",
    "primaryVpcCidr, 10.10.0.1/16",
    "primaryVpcCidr, here",
    "certificateArns, [1]",
    "certificateArns, {}",
    "certificateArns, nonsense",
    "domainName, example",
    "domainName, EXAMPLE.com",
    "hostedZoneId, example.com",
    "healthCheckIntervalSeconds, 15",
    "dbEngineVersion, 15.4",
    "lambdaMemoryMb, 99999999999",
    "dynamoBillingMode, PAY_PER_REQUEST",
    "replicaMultiAz, yes",
    "wafWindowSec, 59"
  })
  void rejectsAValueThatIsNotAllowed(String name, String value) {
    assertThatThrownBy(() -> read(with(name, value), "dev"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("portcullis:" + name)
        .hasMessageContaining("allowed: ");
  }

  @Test
  void describesEveryParameter() {
    var lines = ServerlessParameters.SCHEMA.parameters().describe().lines().toList();
    assertThat(lines).hasSize(ServerlessParameters.SCHEMA.parameters().keys().size() + 2);
    assertThat(lines)
        .contains(
            "| `portcullis:azCount` | `2` | 2 to 3 | Availability zones per region, a public and a"
                + " private subnet in each |");
  }

  @Test
  void rejectsATableThatDeclaresAParameterTwice() {
    var parameter = StandardParameters.azCount(2);
    assertThatThrownBy(() -> Parameters.of(List.of(parameter, parameter)))
        .hasMessage("azCount: is declared twice");
  }

  @Test
  void readsAParameterUnderItsOtherName() {
    var parameters = Parameters.of(List.of(StandardParameters.azCount(2).orAs("az_count")));
    assertThat(parameters.keys()).containsExactly("portcullis:azCount", "portcullis:az_count");
    assertThat(resolve(parameters, Map.of("az_count", "3")).integer("azCount")).isEqualTo(3);
    assertThat(resolve(parameters, Map.of("az_count", "3", "azCount", "3")).problems())
        .extracting(Problem::key)
        .containsExactly("portcullis:az_count");
  }

  private static Settings resolve(Parameters parameters, Map<String, String> values) {
    return parameters.resolve(name -> Optional.ofNullable(values.get(name)));
  }

  private static SystemConfig read(Map<String, String> values, String stack) {
    return ServerlessParameters.SCHEMA.read(name -> Optional.ofNullable(values.get(name)), stack);
  }

  private static Map<String, String> with(String name, String value) {
    var values = new HashMap<>(LEAST);
    values.put(name, value);
    return values;
  }
}
