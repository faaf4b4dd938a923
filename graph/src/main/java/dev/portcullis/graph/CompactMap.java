package dev.portcullis.graph;

import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A map that never changes, sorted by its names, in two arrays: a large graph has millions of small
 * objects, and most of them share their names with thousands of others.
 *
 * @param <V> never null
 */
final class CompactMap<V> extends AbstractMap<String, V> {
  /** Up to this many a scan is faster than a binary search; the names are usually interned. */
  private static final int FEW = 16;

  private final String[] names;
  private final V[] values;

  /**
   * Takes both arrays as they are; nobody may change them from now on.
   *
   * @param names sorted by UTF-16 code units, each once
   */
  CompactMap(String[] names, V[] values) {
    this.names = names;
    this.values = values;
  }

  /** The entries of a map that iterates in the order of its sorted names. */
  static <V> CompactMap<V> ofSorted(Map<String, V> sorted, IntFunction<V[]> array) {
    return new CompactMap<>(sorted.keySet().toArray(String[]::new), sorted.values().toArray(array));
  }

  String[] names() {
    return names;
  }

  V valueAt(int position) {
    return values[position];
  }

  @Override
  public int size() {
    return names.length;
  }

  @Override
  public @Nullable V get(@Nullable Object key) {
    var at = key instanceof String name ? find(name) : -1;
    return at < 0 ? null : values[at];
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return key instanceof String name && find(name) >= 0;
  }

  /** Names are shared, so most are found by what they are, before any is looked into. */
  @SuppressWarnings("ReferenceEquality")
  private int find(String name) {
    if (names.length > FEW) {
      return Arrays.binarySearch(names, name);
    }
    for (int i = 0; i < names.length; i++) {
      if (names[i] == name) {
        return i;
      }
    }
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public void forEach(BiConsumer<? super String, ? super V> action) {
    for (int i = 0; i < names.length; i++) {
      action.accept(names[i], values[i]);
    }
  }

  @Override
  public Set<String> keySet() {
    return new Positions<>(i -> names[i]);
  }

  @Override
  public Collection<V> values() {
    return new AbstractCollection<>() {
      @Override
      public Iterator<V> iterator() {
        return new Positions<>(i -> values[i]).iterator();
      }

      @Override
      public int size() {
        return names.length;
      }
    };
  }

  @Override
  public Set<Entry<String, V>> entrySet() {
    return new Positions<>(i -> Map.entry(names[i], values[i]));
  }

  /** What stands at the positions from 0, as a set. */
  private final class Positions<E> extends AbstractSet<E> {
    private final IntFunction<E> at;

    Positions(IntFunction<E> at) {
      this.at = at;
    }

    @Override
    public int size() {
      return names.length;
    }

    @Override
    public Iterator<E> iterator() {
      return new Iterator<>() {
        private int next;

        @Override
        public boolean hasNext() {
          return next < names.length;
        }

        @Override
        public E next() {
          return at.apply(Objects.checkIndex(next++, names.length));
        }
      };
    }
  }
}
