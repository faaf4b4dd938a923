package dev.portcullis.infra.monitoring;

import com.google.gson.Gson;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Patterns of the events that CloudWatch puts on the default bus when an alarm changes. */
public final class AlarmEvents {
  private AlarmEvents() {}

  /** Any change of one of these alarms. */
  public static String changes(List<String> alarmArns) {
    return json(pattern(alarmArns));
  }

  /** That alarm turns red. */
  public static String turnsRed(String alarmArn) {
    var pattern = pattern(List.of(alarmArn));
    pattern.put("detail", Map.of("state", Map.of("value", List.of("ALARM"))));
    return json(pattern);
  }

  private static Map<String, Object> pattern(List<String> alarmArns) {
    var pattern = new TreeMap<String, Object>();
    pattern.put("source", List.of("aws.cloudwatch"));
    pattern.put("detail-type", List.of("CloudWatch Alarm State Change"));
    pattern.put("resources", alarmArns);
    return pattern;
  }

  private static String json(Map<String, Object> pattern) {
    return new Gson().toJson(pattern);
  }
}
