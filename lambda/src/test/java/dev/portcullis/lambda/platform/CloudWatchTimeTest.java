package dev.portcullis.lambda.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloudWatchTimeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-21T17:20:48.826+0000",
        "2026-11-21T17:20:48.826Z",
        "2026-11-21T19:20:48.826+02:00"
      })
  void readsWhatCloudWatchWrites(String text) {
    assertThat(CloudWatchTime.parse(text)).contains(Instant.parse("2026-11-21T17:20:48.826Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "now",
        "1795281648",
        "2026-11-21",
        "2026-11-21T17:20:48",
        "2026-13-01T00:00:00Z"
      })
  void findsNoInstantElsewhere(String text) {
    assertThat(CloudWatchTime.parse(text)).isEmpty();
  }
}
