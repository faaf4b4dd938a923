package dev.portcullis.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A resource graph: sorted by URN, and never changed once it is made. Its JSON form is the fixed
 * contract of docs/graph.md; {@link GraphJson} converts. Two graphs are equal when their digests
 * are.
 */
public final class ResourceGraph {

  /** Version of the JSON form; a reader refuses any other. */
  public static final String SCHEMA_VERSION = "1";

  private final GraphSource source;
  private final List<Resource> resources;
  private final @Nullable ObjectNode outputs;
  private final @Nullable ObjectNode extra;

  /** Of the canonical bytes, when somebody has asked: a large graph is written once for it. */
  private volatile @Nullable String digest;

  /** Shares all of its values with the resources. */
  private volatile @Nullable ObjectNode document;

  /**
   * A graph.
   *
   * @param source where it came from
   * @param resources URNs unique
   * @param outputs stack outputs; null when the source does not tell
   * @param extra members of the JSON document that this version does not know, kept so that the
   *     digest stays the same; null when there are none
   */
  public ResourceGraph(
      GraphSource source,
      List<Resource> resources,
      @Nullable ObjectNode outputs,
      @Nullable ObjectNode extra) {
    this.source = source;
    this.resources = resources.stream().sorted(Comparator.comparing(Resource::urn)).toList();
    this.outputs = outputs == null ? null : CanonicalJson.ofObject(outputs);
    this.extra = extra == null ? null : CanonicalJson.ofObject(extra);
  }

  /** A graph without unknown members. */
  public ResourceGraph(GraphSource source, List<Resource> resources, @Nullable ObjectNode outputs) {
    this(source, resources, outputs, null);
  }

  /** Where it came from. */
  public GraphSource source() {
    return source;
  }

  /** Sorted by URN. */
  public List<Resource> resources() {
    return resources;
  }

  /** Stack outputs; null when the source does not tell. */
  public @Nullable ObjectNode outputs() {
    return outputs;
  }

  /** Members of the JSON document that this version does not know; null when there are none. */
  public @Nullable ObjectNode extra() {
    return extra;
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

  String digest() {
    var known = digest;
    if (known == null) {
      known = CanonicalJson.sha256(document());
      digest = known;
    }
    return known;
  }

  /** The canonical document without its digest: what the digest is of, and what the rules read. */
  ObjectNode document() {
    var known = document;
    if (known == null) {
      known = GraphWriter.document(this);
      document = known;
    }
    return known;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ResourceGraph graph && graph.digest().equals(digest());
  }

  @Override
  public int hashCode() {
    return digest().hashCode();
  }

  @Override
  public String toString() {
    return "graph of " + resources.size() + " resources, " + digest();
  }
}
