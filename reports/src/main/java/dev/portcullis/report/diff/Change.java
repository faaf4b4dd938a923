package dev.portcullis.report.diff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Something that is not the same in both decisions.
 *
 * @param id what it is called in both
 * @param before null when only the later decision has it
 * @param after null when only the earlier decision has it
 */
public record Change<T>(String id, @Nullable T before, @Nullable T after) {

  /** The same as the other decision would tell it. */
  public Change<T> mirrored() {
    return new Change<>(id, /* before= */ after, /* after= */ before);
  }

  /** What differs between two lists, sorted by the name of their items. */
  static <T> List<Change<T>> between(List<T> before, List<T> after, Function<T, String> id) {
    return between(byId(before, id), byId(after, id));
  }

  /** What differs between two maps, sorted by key. */
  static <T> List<Change<T>> between(Map<String, T> before, Map<String, T> after) {
    var keys = new TreeMap<String, T>(before);
    keys.putAll(after);
    var changes = new ArrayList<Change<T>>();
    for (var key : keys.keySet()) {
      var change = new Change<>(key, before.get(key), after.get(key));
      if (!Objects.equals(change.before(), change.after())) {
        changes.add(change);
      }
    }
    return List.copyOf(changes);
  }

  /** Of items with the same name, which a schema does not forbid, each counts. */
  private static <T> Map<String, T> byId(List<T> items, Function<T, String> id) {
    var named = new HashMap<String, T>();
    for (var item : items) {
      var name = id.apply(item);
      var key = name;
      for (int i = 2; named.containsKey(key); i++) {
        key = name + " (" + i + ")";
      }
      named.put(key, item);
    }
    return named;
  }
}
