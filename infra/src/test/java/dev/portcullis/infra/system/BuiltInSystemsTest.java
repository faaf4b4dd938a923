package dev.portcullis.infra.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BuiltInSystemsTest {
  @Test
  void findsASystemByName() {
    assertThat(BuiltInSystems.names()).containsExactly("serverless");
    assertThat(BuiltInSystems.find("serverless")).contains(BuiltInSystems.all().get(0));
    assertThat(BuiltInSystems.find("monolith")).isEmpty();
  }

  @Test
  void hasDefaultsThatAreValid() {
    assertThat(BuiltInSystems.all())
        .allSatisfy(
            system ->
                assertThatCode(() -> system.validation().accept(system.defaultConfig(), "check"))
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
}
