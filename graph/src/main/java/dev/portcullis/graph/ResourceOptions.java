package dev.portcullis.graph;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * The resource options that a rule may need; absent options have Pulumi's defaults.
 *
 * @param customTimeouts seconds by operation (create, update, delete); absent operations have the provider's default
 * @param aliases alias URNs (JSON strings) or alias specifications (JSON objects), in the order the program gave
 */
public record ResourceOptions(
    boolean protect,
    boolean retainOnDelete,
    boolean deleteBeforeReplace,
    List<String> ignoreChanges,
    List<String> replaceOnChanges,
    List<JsonNode> aliases,
    Map<String, Double> customTimeouts) {

  /** The options of a resource for which the program gave none. */
  public static final ResourceOptions NONE =
      new ResourceOptions(false, false, false, List.of(), List.of(), List.of(), Map.of());

  public ResourceOptions {
    ignoreChanges = List.copyOf(ignoreChanges);
    replaceOnChanges = List.copyOf(replaceOnChanges);
    aliases = List.copyOf(aliases);
    customTimeouts = Map.copyOf(customTimeouts);
  }
}
