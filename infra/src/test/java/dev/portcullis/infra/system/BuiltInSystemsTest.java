package dev.portcullis.infra.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BuiltInSystemsTest {
  @Test
  void findsASystemByName() {
    assertThat(BuiltInSystems.names())
        .containsExactly("serverless", "trading", "healthcare", "payments");
    assertThat(BuiltInSystems.find("serverless")).contains(BuiltInSystems.all().get(0));
    assertThat(BuiltInSystems.find("monolith")).isEmpty();
  }

  @Test
  void hasDefaultsThatAreValid() {
    assertThat(BuiltInSystems.all())
        .allSatisfy(
            system ->
                assertThatCode(() -> system.schema().validate(system.defaultConfig(), "check"))
                    .doesNotThrowAnyException());
  }

  @Test
  void putsOverridesIntoTheNamespace() {
    var config =
        BuiltInSystems.all()
            .get(0)
            .configured(
                Map.of("azCount", "3", "portcullis:domainName", "a.example", "aws:region", "x"));
    assertThat(config)
        .containsEntry("portcullis:azCount", "3")
        .containsEntry("portcullis:domainName", "a.example")
        .containsEntry("portcullis:system", "serverless")
        .containsEntry("aws:region", "x");
  }

  @Test
  void letsTheOtherSpellingOfAKeyTakeThePlaceOfItsDefaultAlone() {
    var payments = BuiltInSystems.find("payments").orElseThrow();
    assertThat(payments.configured(Map.of("environment_suffix", "a")))
        .containsEntry("portcullis:environment_suffix", "a")
        .doesNotContainKey("portcullis:environmentSuffix");
    var both = payments.configured(Map.of("environment_suffix", "a", "environmentSuffix", "b"));
    assertThatThrownBy(() -> payments.schema().validate(both, "dev"))
        .hasMessageContaining(
            "portcullis:environment_suffix: is another spelling of portcullis:environmentSuffix, and"
                + " both are given");
  }
}
