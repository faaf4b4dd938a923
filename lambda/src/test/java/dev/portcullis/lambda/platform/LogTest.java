package dev.portcullis.lambda.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogTest {
  private final List<String> lines = new ArrayList<>();
  private final Log log =
      new Log(
          "order-api",
          Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC),
          lines::add);

  @Test
  void writesOneLineOfJsonForEachEvent() {
    log.begin("r-1", "c-1");
    log.info("order-placed", Map.of("lines", 2));

    assertThat(lines)
        .containsExactly(
            "{\"correlation_id\":\"c-1\",\"function_request_id\":\"r-1\",\"level\":\"INFO\","
                + "\"lines\":2,\"message\":\"order-placed\",\"service\":\"order-api\","
                + "\"timestamp\":\"2026-11-21T10:00:00Z\"}");
  }

  @Test
  void tellsKindsAndPlacesOfFailuresAndNotTheirMessages() {
    log.error(
        "unforeseen",
        new IllegalStateException("card 4111111111111111", new IOException("tea\nforged: line")),
        Map.of());

    assertThat(lines)
        .singleElement()
        .asString()
        .contains("\"level\":\"ERROR\"", "IllegalStateException", "IOException", "LogTest.")
        .doesNotContain("4111", "tea", "forged", "\n");
  }

  @Test
  void fieldsCannotPassForItsOwn() {
    log.warn("limits-unknown", Map.of("level", "INFO", "service", "other"));

    assertThat(lines)
        .singleElement()
        .asString()
        .contains("\"level\":\"WARN\"", "\"service\":\"order-api\"");
  }

  @Test
  void rejectsValuesOfOtherKinds() {
    assertThatThrownBy(() -> log.info("m", Map.of("body", List.of("tea"))))
        .hasMessageStartingWith("body: a log takes numbers, booleans and texts, got ");
    assertThat(lines).isEmpty();
  }
}
