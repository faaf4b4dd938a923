package dev.portcullis.policy.value;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An array. Made empty and appended to, or a view of a JSON array that is read when it is needed.
 */
public final class RegoArray extends RegoCollection {
  private static final Object[] NONE = {};

  private Object[] items;
  private int size;
  private @Nullable ArrayNode source;

  /** An empty array with room for that many elements. */
  public RegoArray(int capacity) {
    this.items = capacity <= 0 ? NONE : new Object[capacity];
  }

  RegoArray(ArrayNode source, @Nullable RegoCollection parent) {
    this.items = NONE;
    this.size = source.size();
    this.source = source;
    this.parent = parent;
    this.input = parent != null && parent.input;
  }

  /** An array of these values. */
  public static RegoArray of(Object... values) {
    var array = new RegoArray(0);
    array.items = values;
    array.size = values.length;
    return array;
  }

  /** Adds a value at the end, for whoever is making this array. */
  public RegoArray append(Object value) {
    if (size == items.length) {
      items = Arrays.copyOf(items, Math.max(4, size * 2));
    }
    items[size++] = Objects.requireNonNull(value);
    return this;
  }

  /** Element at an index from 0 to size - 1. */
  public Object get(int index) {
    return items()[Objects.checkIndex(index, size)];
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public @Nullable Object get(Object key) {
    var index = -1L;
    if (key instanceof Long integer) {
      index = integer;
    } else if (key instanceof RegoNumber number) {
      var integer = number.integer();
      index = integer == null || integer.bitLength() >= Integer.SIZE ? -1 : integer.longValue();
    }
    return index >= 0 && index < size ? items()[(int) index] : null;
  }

  @Override
  public Object keyAt(int position) {
    return (long) position;
  }

  @Override
  public Object valueAt(int position) {
    return get(position);
  }

  /** The JSON that this array is an untouched view of. */
  @Nullable ArrayNode source() {
    return source;
  }

  private Object[] items() {
    if (source != null && items == NONE && size > 0) {
      var read = new Object[size];
      for (var i = 0; i < size; i++) {
        read[i] = Values.view(source.get(i), this);
      }
      items = read;
    }
    return items;
  }

  @Override
  int computeHash() {
    var hash = 7;
    for (var i = 0; i < size; i++) {
      hash = 31 * hash + items()[i].hashCode();
    }
    return hash;
  }

  @Override
  void settle() {
    items();
  }
}
