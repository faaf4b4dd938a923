package dev.portcullis.sweep.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.portcullis.policy.GateRequest;
import dev.portcullis.policy.Waiver;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way to the executors, as text: the policy itself travels in the jar.
 *
 * @param parameters JSON object
 * @param waivers JSON list
 */
record SweepTask(
    @Nullable String profile, String parameters, String waivers, List<String> only, String asOf)
    implements Serializable {
  private static final JsonMapper JSON = new JsonMapper();

  static SweepTask of(GateRequest request) {
    try {
      return new SweepTask(
          request.profile(),
          JSON.writeValueAsString(request.parameters()),
          JSON.writeValueAsString(request.waivers()),
          request.only(),
          request.asOf().toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a request is always writable", e);
    }
  }

  GateRequest request() {
    try {
      return new GateRequest(
          profile,
          JSON.readValue(parameters, new TypeReference<Map<String, JsonNode>>() {}),
          JSON.readValue(waivers, new TypeReference<List<Waiver>>() {}),
          only,
          Instant.parse(asOf));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("it was written here", e);
    }
  }
}
