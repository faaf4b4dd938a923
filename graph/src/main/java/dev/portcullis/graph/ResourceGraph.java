package dev.portcullis.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A resource graph: sorted by URN. Its JSON form is the fixed contract of docs/graph.md; {@link
 * GraphJson} converts.
 *
 * @param source where it came from
 * @param resources sorted by URN, URNs unique
 * @param outputs stack outputs; null when the source does not tell
 * @param extra members of the JSON document that this version does not know, kept so that the
 *     digest stays the same; null when there are none
 */
public record ResourceGraph(
    GraphSource source,
    List<Resource> resources,
    @Nullable ObjectNode outputs,
    @Nullable ObjectNode extra) {

  /** Version of the JSON form; a reader refuses any other. */
  public static final String SCHEMA_VERSION = "1";

  public ResourceGraph {
    resources = resources.stream().sorted(Comparator.comparing(Resource::urn)).toList();
  }

  /** A graph without unknown members. */
  public ResourceGraph(GraphSource source, List<Resource> resources, @Nullable ObjectNode outputs) {
    this(source, resources, outputs, null);
  }

  /** The resource with that URN; logarithmic in the number of resources. */
  public Optional<Resource> find(String urn) {
    int low = 0;
    int high = resources.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = resources.get(middle).urn().compareTo(urn);
      if (order == 0) {
        return Optional.of(resources.get(middle));
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return Optional.empty();
  }
}
