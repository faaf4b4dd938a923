package dev.portcullis.report.html;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Numbers for values, in the order they were first seen. */
final class Interned<T> {
  private final Map<T, Integer> numbers = new LinkedHashMap<>();

  int number(T value) {
    var known = numbers.get(value);
    if (known != null) {
      return known;
    }
    numbers.put(value, numbers.size());
    return numbers.size() - 1;
  }

  /** By number. */
  Collection<T> values() {
    return numbers.keySet();
  }
}
