package dev.portcullis.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One node of the graph, as registered by the program. Null always means "not known", never "none".
 * JSON in it is kept in canonical form and cannot be changed.
 *
 * @param urn unique in its graph
 * @param type Pulumi type token, e.g. {@code aws:rds/cluster:Cluster}
 * @param name logical name
 * @param custom false for component resources (and the stack), null when the source does not tell
 * @param id physical id; deterministic and synthetic in a captured graph, null when not known
 * @param parent URN of the parent, null for the stack itself or when not known
 * @param provider URN of the provider the engine would use, null when the ambient default would be
 *     used or not known
 * @param region region of that provider, null when unknown; never guessed from a name
 * @param inputs property names are Pulumi's; markers {@code $secret}, {@code $unknown}, {@code
 *     $asset}, {@code $archive}
 * @param outputs same conventions; null when the source does not tell
 * @param dependencies URNs, sorted, without repetitions; null when the source does not tell
 * @param propertyDependencies input property to URNs, sorted; null when the source does not tell
 * @param options null when the source does not tell
 * @param location null when the source does not tell
 * @param extra members of the JSON object that this version does not know, kept so that the digest
 *     of the document stays the same; null when there are none
 */
public record Resource(
    String urn,
    String type,
    String name,
    @Nullable Boolean custom,
    @Nullable String id,
    @Nullable String parent,
    @Nullable String provider,
    @Nullable String region,
    ObjectNode inputs,
    @Nullable ObjectNode outputs,
    @Nullable List<String> dependencies,
    @Nullable Map<String, List<String>> propertyDependencies,
    @Nullable ResourceOptions options,
    @Nullable Location location,
    @Nullable ObjectNode extra) {

  public Resource {
    inputs = CanonicalJson.ofObject(inputs);
    outputs = outputs == null ? null : CanonicalJson.ofObject(outputs);
    extra = extra == null ? null : CanonicalJson.ofObject(extra);
    dependencies = dependencies == null ? null : sorted(dependencies);
    propertyDependencies = propertyDependencies == null ? null : sorted(propertyDependencies);
  }

  /** A resource without unknown members. */
  public Resource(
      String urn,
      String type,
      String name,
      @Nullable Boolean custom,
      @Nullable String id,
      @Nullable String parent,
      @Nullable String provider,
      @Nullable String region,
      ObjectNode inputs,
      @Nullable ObjectNode outputs,
      @Nullable List<String> dependencies,
      @Nullable Map<String, List<String>> propertyDependencies,
      @Nullable ResourceOptions options,
      @Nullable Location location) {
    this(
        urn,
        type,
        name,
        custom,
        id,
        parent,
        provider,
        region,
        inputs,
        outputs,
        dependencies,
        propertyDependencies,
        options,
        location,
        null);
  }

  private static List<String> sorted(List<String> urns) {
    for (int i = 1; i < urns.size(); i++) {
      if (urns.get(i - 1).compareTo(urns.get(i)) >= 0) {
        return urns.stream().distinct().sorted().toList();
      }
    }
    return List.copyOf(urns);
  }

  private static Map<String, List<String>> sorted(Map<String, List<String>> edges) {
    if (edges instanceof CompactMap) {
      return edges;
    }
    var copy = new TreeMap<String, List<String>>();
    edges.forEach((property, urns) -> copy.put(property, sorted(urns)));
    return CompactMap.ofSorted(copy, Resource::lists);
  }

  @SuppressWarnings("unchecked") // an array of a generic type cannot be made in any other way
  private static List<String>[] lists(int length) {
    return (List<String>[]) new List<?>[length];
  }
}
