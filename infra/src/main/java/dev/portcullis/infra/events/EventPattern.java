package dev.portcullis.infra.events;

import com.google.gson.Gson;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which events a rule is about. */
final class EventPattern {
  private static final Gson JSON = new Gson();

  private EventPattern() {}

  /** Events in which every one of these fields has exactly that value; as JSON, sorted. */
  static String of(Map<String, String> exactly) {
    var pattern = new TreeMap<String, List<String>>();
    exactly.forEach((field, value) -> pattern.put(field, List.of(value)));
    return JSON.toJson(pattern);
  }
}
