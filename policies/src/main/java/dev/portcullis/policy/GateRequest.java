package dev.portcullis.policy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.graph.InputException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
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

  /**
   * The request as options of a command line give it.
   *
   * @param parameters YAML map that overrides the profile's parameters; null for none
   * @param waivers YAML file of agreed exceptions; null for none
   * @param asOf instant as text; null for {@code now}
   * @param now to the second
   * @throws InputException when a file or the instant is not as it should be
   */
  public static GateRequest read(
      @Nullable String profile,
      @Nullable Path parameters,
      @Nullable Path waivers,
      List<String> only,
      @Nullable String asOf,
      Instant now) {
    return new GateRequest(
        profile,
        parameters == null
            ? Map.of()
            : Yaml.read(parameters, new TypeReference<Map<String, JsonNode>>() {}),
        waivers == null ? List.of() : Waiver.read(waivers),
        only,
        asOf == null ? now.truncatedTo(ChronoUnit.SECONDS) : instant(asOf));
  }

  private static Instant instant(String asOf) {
    try {
      return Instant.parse(asOf);
    } catch (DateTimeParseException e) {
      throw InputException.of(
          "--as-of",
          "",
          "got \"" + asOf + "\"",
          "write an instant such as 2026-12-31T00:00:00Z",
          e);
    }
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
