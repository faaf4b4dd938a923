package dev.portcullis.lambda.promotion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.lambda.platform.CloudWatchTime;
import java.time.Instant;
import java.util.Optional;

/**
 * That an alarm changed its state, as CloudWatch tells EventBridge.
 *
 * @param state {@code ALARM}, {@code OK} or {@code INSUFFICIENT_DATA}; empty when it is no such
 *     news
 * @param since when it went to that state; empty when the news does not say so in CloudWatch's form
 */
record AlarmNews(String state, Optional<Instant> since) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads an event; one that says something else is no news. */
  static AlarmNews of(Object event) {
    JsonNode state = JSON.valueToTree(event).at("/detail/state");
    return new AlarmNews(
        state.path("value").asText(), CloudWatchTime.parse(state.path("timestamp").asText()));
  }

  /** Whether it says, without doubt, that an alarm went to ALARM. */
  boolean isAlarm() {
    return state.equals("ALARM");
  }
}
