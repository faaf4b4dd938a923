package dev.portcullis.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;

/**
 * A JSON array in canonical form, for good; the array that {@link CanonicalObject} is to objects.
 */
@SuppressWarnings("unchecked") // the deepCopy that is inherited
final class CanonicalArray extends ArrayNode {
  private static final long serialVersionUID = 1L;

  private static final CanonicalArray EMPTY = new CanonicalArray(List.of());

  private CanonicalArray(List<JsonNode> elements) {
    super(JsonNodeFactory.instance, elements);
  }

  /** An array of these elements, each canonical. */
  static CanonicalArray of(List<JsonNode> elements) {
    return elements.isEmpty() ? EMPTY : new CanonicalArray(List.copyOf(elements));
  }
}
