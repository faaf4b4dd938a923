package dev.portcullis.lambda.notification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.lambda.platform.CloudWatchTime;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An alarm went to another state.
 *
 * @param alarmName which alarm
 * @param state where it went
 * @param at when, by CloudWatch's clock: what orders the changes of one alarm
 */
record AlarmChange(String alarmName, State state, Instant at) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KIND = "CloudWatch Alarm State Change";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,255}");

  /** The states CloudWatch knows. */
  enum State {
    OK,
    ALARM,
    /** Route 53 takes it for red, and so do we. */
    INSUFFICIENT_DATA;

    private static Optional<State> of(String name) {
      return Stream.of(values()).filter(state -> state.name().equals(name)).findFirst();
    }
  }

  /** The change that an event of EventBridge tells of; empty when it does not tell of one. */
  static Optional<AlarmChange> of(Object event) {
    JsonNode tree = JSON.valueToTree(event);
    var name = tree.at("/detail/alarmName").asText();
    if (!tree.path("detail-type").asText().equals(KIND) || !NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    var state = tree.at("/detail/state");
    return CloudWatchTime.parse(state.path("timestamp").asText())
        .flatMap(
            at -> State.of(state.path("value").asText()).map(to -> new AlarmChange(name, to, at)));
  }

  /** Whether it is bad news. */
  boolean isRed() {
    return state != State.OK;
  }
}
