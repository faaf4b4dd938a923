package dev.portcullis.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A resource graph: immutable, sorted by URN. Its JSON form is the fixed contract of docs/graph.md; {@link GraphJson} converts.
 *
 * @param source where it came from
 * @param resources sorted by URN, URNs unique
 * @param outputs stack outputs
 */
public record ResourceGraph(GraphSource source, List<Resource> resources, ObjectNode outputs) {

  /** Version of the JSON form; a reader refuses any other. */
  public static final String SCHEMA_VERSION = "1";

  public ResourceGraph {
    resources = resources.stream().sorted(Comparator.comparing(Resource::urn)).toList();
  }

  /** The resource with that URN. */
  public Optional<Resource> find(String urn) {
    return resources.stream().filter(r -> r.urn().equals(urn)).findFirst();
  }
}
