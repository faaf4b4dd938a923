package dev.portcullis.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a graph is to be judged.
 *
 * @param profile name, or null for the profile of the graph's system
 * @param parameters overrides by name
 * @param waivers agreed exceptions
 * @param only ids of the rules to ask; empty means all, anything else makes the decision partial
 * @param asOf instant for which expiries and effective dates are judged
 */
public record GateRequest(
    @Nullable String profile,
    Map<String, JsonNode> parameters,
    List<Waiver> waivers,
    List<String> only,
    Instant asOf) {

  public GateRequest {
    parameters = Map.copyOf(parameters);
    waivers = List.copyOf(waivers);
    only = List.copyOf(only);
  }

  /** Everything as the graph's own profile has it. */
  public static GateRequest at(Instant asOf) {
    return new GateRequest(null, Map.of(), List.of(), List.of(), asOf);
  }

  /** The same with another profile. */
  public GateRequest withProfile(String name) {
    return new GateRequest(name, parameters, waivers, only, asOf);
  }
}
