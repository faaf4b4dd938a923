package dev.portcullis.lambda.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {

  @Test
  void namesWhatIsMissingOrBlank() {
    var environment = new Environment(Map.of("A", "1", "B", " "), List.of("A", "B", "C"));

    assertThat(environment.missing()).containsExactly("B", "C");
    assertThat(environment.complete()).isFalse();
    assertThatThrownBy(() -> environment.get("B")).hasMessage("B is not set");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65536", "-1", "5432x"})
  void rejectsWhatIsNoPort(String port) {
    var environment = new Environment(Map.of("P", port), List.of());

    assertThatThrownBy(() -> environment.port("P")).hasMessage("P: no port, got \"" + port + "\"");
  }

  @Test
  void readsPort() {
    assertThat(new Environment(Map.of("P", "5432"), List.of()).port("P")).isEqualTo(5432);
  }

  @Test
  void showsNoValue() {
    var environment = new Environment(Map.of("AWS_SECRET_ACCESS_KEY", "s3cret"), List.of("A"));

    assertThat(environment).hasToString("Environment[required=[A], missing=[A]]");
  }
}
