package dev.portcullis.lambda.promotion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Which state a CloudWatch alarm went to, in the two forms in which the news may come. */
final class AlarmState {
  private static final ObjectMapper JSON = new ObjectMapper();

  private AlarmState() {}

  /** Whether the event says, without doubt, that an alarm went to ALARM. */
  static boolean isAlarm(Object event) {
    JsonNode tree = JSON.valueToTree(event);
    return tree.at("/detail/state/value").asText().equals("ALARM")
        || newState(tree.at("/Records/0/Sns/Message").asText()).equals("ALARM");
  }

  private static String newState(String message) {
    try {
      return JSON.readTree(message).path("NewStateValue").asText();
    } catch (JsonProcessingException e) {
      return "";
    }
  }
}
