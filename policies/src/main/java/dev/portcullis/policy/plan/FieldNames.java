package dev.portcullis.policy.plan;

import dev.portcullis.policy.value.RegoCollection;
import dev.portcullis.policy.value.RegoObject;
import dev.portcullis.policy.value.Values;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/** Names the containers and keys that a trace records, as fields of resources. */
final class FieldNames {
  private static final Field ROOT = new Field("", "");

  private final @Nullable Object resources;
  private final IdentityHashMap<RegoCollection, Field> known = new IdentityHashMap<>();

  /** Names for the parts of one input. */
  FieldNames(@Nullable Object input) {
    this.resources = input instanceof RegoObject object ? object.get("resources") : null;
  }

  /** The field under that key; reading an element of the list of resources is no field of any. */
  @Nullable Field of(RegoCollection container, Object key) {
    return container == resources ? null : below(of(container), key);
  }

  /** The resource that a part of the input belongs to; null when it belongs to none. */
  @Nullable RegoObject resource(RegoCollection part) {
    var at = part;
    while (at != null && at.parent() != resources) {
      at = at.parent();
    }
    return at instanceof RegoObject resource && resources != null ? resource : null;
  }

  private Field of(RegoCollection container) {
    var name = known.get(container);
    if (name == null) {
      name = find(container);
      known.put(container, name);
    }
    return name;
  }

  private Field find(RegoCollection container) {
    var parent = container.parent();
    if (parent == null) {
      return ROOT;
    }
    if (parent == resources) {
      return container.get("urn") instanceof String urn ? new Field(urn, "") : ROOT;
    }
    for (var i = 0; i < parent.size(); i++) {
      if (parent.valueAt(i) == container) {
        return below(of(parent), parent.keyAt(i));
      }
    }
    throw new IllegalStateException("a part of the input is not in its parent");
  }

  private static Field below(Field container, Object key) {
    var step = key instanceof String text ? text : Values.text(key);
    return new Field(
        container.urn(), container.pointer() + "/" + step.replace("~", "~0").replace("/", "~1"));
  }
}
