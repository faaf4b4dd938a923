package dev.portcullis.policy.value;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.graph.CanonicalObject;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An object: any value to any value. Made empty and filled, or a view of a JSON object that is read
 * when it is needed.
 */
public final class RegoObject extends RegoCollection {
  private final Keys keys;
  private Object[] values;
  private @Nullable ObjectNode source;

  /** An empty object. */
  public RegoObject() {
    this(0);
  }

  /** An empty object with room for that many keys. */
  public RegoObject(int capacity) {
    this.keys = new Keys(capacity);
    this.values = capacity == 0 ? Keys.NONE : new Object[capacity];
  }

  RegoObject(ObjectNode source, @Nullable RegoCollection parent) {
    this.keys = new Keys(0);
    this.values = Keys.NONE;
    this.source = source;
    this.parent = parent;
    this.input = parent != null && parent.input;
  }

  /** Sets a key, for whoever is making this object; replaces what was there. */
  public RegoObject put(Object key, Object value) {
    Objects.requireNonNull(value);
    var found = keys.find(key);
    if (found >= 0) {
      values[found] = value;
      return this;
    }
    var position = keys.append(key);
    if (position == values.length) {
      values = Arrays.copyOf(values, keys.capacity());
    }
    values[position] = value;
    return this;
  }

  /** A copy that can be changed; the values are shared. */
  public RegoObject copy() {
    read();
    var copy = new RegoObject(keys.size());
    for (var i = 0; i < keys.size(); i++) {
      copy.put(keys.at(i), values[i]);
    }
    return copy;
  }

  @Override
  public int size() {
    return source != null && keys.size() == 0 ? source.size() : keys.size();
  }

  @Override
  public @Nullable Object get(Object key) {
    read();
    var found = keys.find(key);
    return found < 0 ? null : values[found];
  }

  @Override
  public Object keyAt(int position) {
    order();
    return keys.at(position);
  }

  @Override
  public Object valueAt(int position) {
    order();
    return values[position];
  }

  /** The JSON that this object is an untouched view of. */
  @Nullable ObjectNode source() {
    return source;
  }

  private void read() {
    if (source == null || keys.size() > 0 || source.isEmpty()) {
      return;
    }
    if (source instanceof CanonicalObject canonical) {
      var names = canonical.sharedNames();
      values = new Object[names.length];
      for (var i = 0; i < names.length; i++) {
        values[i] = Values.view(canonical.valueAt(i), this);
      }
      keys.share(names);
    } else {
      values = new Object[source.size()];
      keys.reserve(source.size());
      var members = source.fields();
      while (members.hasNext()) {
        var member = members.next();
        values[keys.append(member.getKey())] = Values.view(member.getValue(), this);
      }
    }
  }

  private void order() {
    read();
    var moved = keys.order();
    if (moved != null) {
      var sorted = new Object[moved.length];
      for (var i = 0; i < moved.length; i++) {
        sorted[i] = values[moved[i]];
      }
      values = sorted;
    }
  }

  @Override
  int computeHash() {
    read();
    var hash = 3;
    for (var i = 0; i < keys.size(); i++) {
      hash += keys.at(i).hashCode() * 31 ^ values[i].hashCode();
    }
    return hash;
  }

  @Override
  void settle() {
    order();
    keys.index();
  }
}
