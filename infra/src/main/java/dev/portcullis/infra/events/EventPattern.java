package dev.portcullis.infra.events;

import com.google.gson.Gson;
import dev.portcullis.infra.core.Region;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which events a rule is about; as JSON, sorted. */
final class EventPattern {
  private static final Gson JSON = new Gson();

  private EventPattern() {}

  /** Events of these sources, wherever they were published. */
  static String of(List<String> sources) {
    return JSON.toJson(Map.of("source", sources));
  }

  /**
   * Events of these sources that were published in that region, twice said: by EventBridge, which
   * leaves a forwarded event the region it had, and by whoever published it.
   */
  static String publishedIn(Region region, List<String> sources) {
    var here = List.of(region.id());
    return JSON.toJson(
        new TreeMap<>(Map.of("source", sources, "region", here, "detail", Map.of("origin", here))));
  }

  /** Events of that source that were published first in that region. */
  static String from(Region origin, String source) {
    return JSON.toJson(
        new TreeMap<>(
            Map.of("source", List.of(source), "detail", Map.of("origin", List.of(origin.id())))));
  }
}
