package dev.portcullis.policy.value;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The distinct values of a set or the keys of an object: found by scanning while they are few, by a
 * hash table when they are many; sorted when somebody asks for a position.
 */
final class Keys {
  static final Object[] NONE = {};

  /** Up to this many a scan, which compares cached hashes, is faster than a table. */
  private static final int FEW = 8;

  private Object[] items;
  private int size;

  /** Open addressing, positions plus one; null while there are few keys or nobody has looked. */
  private int @Nullable [] table;

  private boolean ordered = true;

  Keys(int capacity) {
    this.items = capacity == 0 ? NONE : new Object[capacity];
  }

  int size() {
    return size;
  }

  int capacity() {
    return items.length;
  }

  Object at(int position) {
    return items[Objects.checkIndex(position, size)];
  }

  /** Takes distinct keys in an array that is not this one's: they are never written again. */
  void share(Object[] keys) {
    items = keys;
    size = keys.length;
    ordered = size < 2;
  }

  void reserve(int capacity) {
    if (items.length < capacity) {
      items = Arrays.copyOf(items, capacity);
    }
  }

  /** Adds a key that is known not to be there; its position until the next {@link #order}. */
  int append(Object key) {
    if (size == items.length) {
      items = Arrays.copyOf(items, Math.max(4, size * 2));
    }
    items[size] = Objects.requireNonNull(key);
    ordered = size == 0;
    if (table != null) {
      if (size * 2 >= table.length) {
        table = null;
      } else {
        enter(table, size);
      }
    }
    return size++;
  }

  /** Position of a key, or -1. */
  int find(Object key) {
    if (size <= FEW) {
      return scan(key);
    }
    index();
    var places = Objects.requireNonNull(table);
    var mask = places.length - 1;
    for (var at = spread(key.hashCode()) & mask; places[at] != 0; at = at + 1 & mask) {
      var candidate = items[places[at] - 1];
      if (candidate == key || Values.equal(candidate, key)) {
        return places[at] - 1;
      }
    }
    return -1;
  }

  private int scan(Object key) {
    for (var i = 0; i < size; i++) {
      if (items[i] == key) {
        return i;
      }
    }
    if (key instanceof String text) {
      return scanText(text);
    }
    for (var i = 0; i < size; i++) {
      if (Values.equal(items[i], key)) {
        return i;
      }
    }
    return -1;
  }

  private int scanText(String key) {
    var hash = key.hashCode();
    for (var i = 0; i < size; i++) {
      if (items[i] instanceof String text && text.hashCode() == hash && text.equals(key)) {
        return i;
      }
    }
    return -1;
  }

  /** Makes the table, if there are enough keys for one. */
  void index() {
    if (table != null || size <= FEW) {
      return;
    }
    var places = new int[Integer.highestOneBit(size) * 4];
    for (var i = 0; i < size; i++) {
      enter(places, i);
    }
    table = places;
  }

  private void enter(int[] places, int position) {
    var mask = places.length - 1;
    var at = spread(items[position].hashCode()) & mask;
    while (places[at] != 0) {
      at = at + 1 & mask;
    }
    places[at] = position + 1;
  }

  private static int spread(int hash) {
    return hash ^ hash >>> 16;
  }

  /**
   * Sorts the keys.
   *
   * @return for each position the one it had before, or null when nothing moved
   */
  int @Nullable [] order() {
    if (ordered || isOrdered()) {
      ordered = true;
      return null;
    }
    var positions = new Integer[size];
    for (var i = 0; i < size; i++) {
      positions[i] = i;
    }
    var before = items;
    Arrays.sort(positions, (a, b) -> Values.compare(before[a], before[b]));
    var sorted = new Object[size];
    var moved = new int[size];
    for (var i = 0; i < size; i++) {
      moved[i] = positions[i];
      sorted[i] = before[moved[i]];
    }
    items = sorted;
    table = null;
    ordered = true;
    return moved;
  }

  private boolean isOrdered() {
    for (var i = 1; i < size; i++) {
      if (Values.compare(items[i - 1], items[i]) > 0) {
        return false;
      }
    }
    return true;
  }
}
