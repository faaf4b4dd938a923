package dev.portcullis.graph;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The resource options that a rule may need. Null means that the source does not tell (a preview
 * does not show deleteBeforeReplace, for example), never that the program gave none.
 *
 * @param ignoreChanges property paths, in the order the program gave
 * @param replaceOnChanges property paths, in the order the program gave
 * @param customTimeouts seconds by operation (create, update, delete); absent operations have the
 *     provider's default
 * @param aliases alias URNs (JSON strings) or alias specifications (JSON objects), in the order the
 *     program gave
 */
public record ResourceOptions(
    @Nullable Boolean protect,
    @Nullable Boolean retainOnDelete,
    @Nullable Boolean deleteBeforeReplace,
    @Nullable List<String> ignoreChanges,
    @Nullable List<String> replaceOnChanges,
    @Nullable List<JsonNode> aliases,
    @Nullable Map<String, Double> customTimeouts) {

  /** The options of a resource for which the program gave none. */
  public static final ResourceOptions NONE =
      new ResourceOptions(false, false, false, List.of(), List.of(), List.of(), Map.of());

  public ResourceOptions {
    ignoreChanges = ignoreChanges == null ? null : List.copyOf(ignoreChanges);
    replaceOnChanges = replaceOnChanges == null ? null : List.copyOf(replaceOnChanges);
    aliases = aliases == null ? null : aliases.stream().map(CanonicalJson::of).toList();
    customTimeouts =
        customTimeouts == null ? null : Collections.unmodifiableMap(new TreeMap<>(customTimeouts));
  }
}
