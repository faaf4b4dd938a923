package dev.portcullis.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A JSON object in canonical form, for good: it cannot be changed, and neither can anything in it.
 * So it is shared wherever it stands, never copied and never made canonical again.
 */
@SuppressWarnings("unchecked") // the deepCopy that is inherited
public final class CanonicalObject extends ObjectNode {
  private static final long serialVersionUID = 1L;

  private static final CanonicalObject EMPTY =
      new CanonicalObject(new CompactMap<>(new String[0], new JsonNode[0]));

  // The map is the one that ObjectNode holds; it is no state of its own.
  private final transient CompactMap<JsonNode> members;

  private CanonicalObject(CompactMap<JsonNode> members) {
    super(JsonNodeFactory.instance, members);
    this.members = members;
  }

  /**
   * The names, sorted by UTF-16 code units: an array that many objects share, so nobody may change
   * it.
   */
  public String[] sharedNames() {
    return members.names();
  }

  /** Value of the name at a position. */
  public JsonNode valueAt(int position) {
    return members.valueAt(position);
  }

  /** An object of these members: names sorted, values canonical; takes both arrays as they are. */
  static CanonicalObject of(String[] names, JsonNode... values) {
    return names.length == 0 ? EMPTY : new CanonicalObject(new CompactMap<>(names, values));
  }
}
