package dev.portcullis.policy.builtin;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Remembers what was made of a key, for the whole process. When it is full it starts over: policies
 * have few patterns, and one that makes a new one for every resource gains nothing from a cache.
 */
final class BoundedCache<K, V> {
  private static final int LIMIT = 1_000;

  private final Map<K, V> entries = new ConcurrentHashMap<>();
  private final Function<K, V> make;

  /**
   * @param make what to remember; may throw, and is asked again then
   */
  BoundedCache(Function<K, V> make) {
    this.make = make;
  }

  V get(K key) {
    var known = entries.get(key);
    if (known != null) {
      return known;
    }
    var made = make.apply(key);
    if (entries.size() >= LIMIT) {
      entries.clear();
    }
    entries.put(key, made);
    return made;
  }
}
