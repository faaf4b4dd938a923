package dev.portcullis.policy.plan.run;

import dev.portcullis.policy.value.RegoCollection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What one memoised function did: the fields of the input it read, and whom it asked. */
public final class Reads {
  private final Set<Integer> callees = new HashSet<>();
  private final Set<Lookup> lookups = new HashSet<>();
  private boolean everything;

  /** Pairs of container and key, open addressing by identity of the container. */
  private @Nullable Object[] fields = new Object[32];

  private int size;

  /**
   * A key that was looked up in an index, found or not.
   *
   * @param index the function whose value the index is
   */
  public record Lookup(int index, Object key) {}

  Reads() {}

  /** Functions that it asked. */
  public Set<Integer> callees() {
    return callees;
  }

  /** Keys that it looked up in indexes. */
  public Set<Lookup> lookups() {
    return lookups;
  }

  /** Whether it went through all resources, or through a whole index, by itself. */
  public boolean everything() {
    return everything;
  }

  /** Every field that it read: the container, which is part of the input, and the key. */
  public void forEach(BiConsumer<RegoCollection, Object> field) {
    for (var i = 0; i < fields.length; i += 2) {
      if (fields[i] instanceof RegoCollection container && fields[i + 1] != null) {
        field.accept(container, fields[i + 1]);
      }
    }
  }

  void everythingRead() {
    everything = true;
  }

  void add(RegoCollection container, Object key) {
    if (insert(fields, container, key)) {
      size++;
      if (size * 4 > fields.length) {
        var larger = new Object[fields.length * 2];
        forEach((c, k) -> insert(larger, c, k));
        fields = larger;
      }
    }
  }

  private static boolean insert(@Nullable Object[] table, RegoCollection container, Object key) {
    var mask = table.length / 2 - 1;
    var hash = System.identityHashCode(container) * 31 + key.hashCode();
    for (var at = (hash ^ hash >>> 15) & mask; ; at = at + 1 & mask) {
      var found = table[at * 2];
      if (found == null) {
        table[at * 2] = container;
        table[at * 2 + 1] = key;
        return true;
      }
      if (found == container && key.equals(table[at * 2 + 1])) {
        return false;
      }
    }
  }
}
