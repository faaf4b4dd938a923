package dev.portcullis.policy.builtin;

import dev.portcullis.policy.value.RegoArray;
import dev.portcullis.policy.value.RegoCollection;
import dev.portcullis.policy.value.RegoNull;
import dev.portcullis.policy.value.RegoObject;
import dev.portcullis.policy.value.RegoSet;
import dev.portcullis.policy.value.Values;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What {@code json.filter} and {@code json.remove} do with a tree of paths. */
final class JsonPaths {
  private JsonPaths() {}

  /** Segments of a path, which is an array or a JSON pointer. */
  static List<Object> path(Object path) {
    if (path instanceof String pointer) {
      return pointer.isEmpty() ? List.of() : segments(pointer);
    }
    if (path instanceof RegoArray array) {
      return IntStream.range(0, array.size()).mapToObj(array::get).toList();
    }
    throw Operands.operand(
        2,
        "must be one of {set, array} containing string paths or array of path segments but got "
            + Values.typeName(path));
  }

  private static List<Object> segments(String pointer) {
    var start = 0;
    while (start < pointer.length() && pointer.charAt(start) == '/') {
      start++;
    }
    return Stream.of(pointer.substring(start).split("/", -1))
        .map(part -> (Object) part.replace("~1", "/").replace("~0", "~"))
        .toList();
  }

  /** An object for all inner nodes, null for the ends. */
  private static RegoObject tree(BuiltinContext context, RegoCollection paths) {
    var root = new RegoObject();
    for (var i = 0; i < paths.size(); i++) {
      var path = path(paths.valueAt(i));
      context.charge(path.size());
      if (!path.isEmpty()) {
        enter(root, path);
      }
    }
    return root;
  }

  private static void enter(RegoObject root, List<Object> path) {
    var node = root;
    for (var segment : path.subList(0, path.size() - 1)) {
      var child = node.get(segment);
      if (child == RegoNull.NULL) {
        return;
      }
      if (!(child instanceof RegoObject)) {
        child = new RegoObject();
        node.put(segment, child);
      }
      node = (RegoObject) child;
    }
    node.put(path.get(path.size() - 1), RegoNull.NULL);
  }

  static Object filter(BuiltinContext context, Object a, Object paths) {
    var object = Operands.object(a, 1);
    return filtered(context, object, tree(context, Operands.list(paths, 2)));
  }

  private static Object filtered(BuiltinContext context, Object value, Object kept) {
    if (!(kept instanceof RegoObject tree) || !(value instanceof RegoCollection collection)) {
      return value;
    }
    context.charge(tree.size());
    if (collection instanceof RegoObject object) {
      var result = new RegoObject();
      for (var i = 0; i < tree.size(); i++) {
        var inner = object.get(tree.keyAt(i));
        if (inner != null) {
          result.put(tree.keyAt(i), filtered(context, inner, tree.valueAt(i)));
        }
      }
      return result;
    }
    var array = new RegoArray(0);
    var set = new RegoSet();
    for (var i = 0; i < collection.size(); i++) {
      var member = collection.valueAt(i);
      var inner = tree.get(key(collection, i));
      if (inner != null && collection instanceof RegoSet) {
        set.add(filtered(context, member, inner));
      } else if (inner != null) {
        array.append(filtered(context, member, inner));
      }
    }
    return collection instanceof RegoSet ? set : array;
  }

  /** What a path says for an element: the index as text, or the member. */
  private static Object key(RegoCollection collection, int position) {
    return collection instanceof RegoArray
        ? Integer.toString(position)
        : collection.keyAt(position);
  }

  static @Nullable Object remove(BuiltinContext context, Object a, Object paths) {
    var object = Operands.object(a, 1);
    return remaining(context, object, tree(context, Operands.list(paths, 2)));
  }

  private static @Nullable Object remaining(
      BuiltinContext context, Object value, @Nullable Object removed) {
    if (removed == RegoNull.NULL) {
      return null;
    }
    if (!(removed instanceof RegoObject tree)
        || tree.size() == 0
        || !(value instanceof RegoCollection collection)) {
      return value;
    }
    context.charge(collection.size());
    var object = new RegoObject();
    var array = new RegoArray(0);
    var set = new RegoSet();
    for (var i = 0; i < collection.size(); i++) {
      var kept = remaining(context, collection.valueAt(i), tree.get(key(collection, i)));
      if (kept == null) {
        continue;
      }
      if (collection instanceof RegoObject) {
        object.put(collection.keyAt(i), kept);
      } else if (collection instanceof RegoSet) {
        set.add(kept);
      } else {
        array.append(kept);
      }
    }
    return collection instanceof RegoObject ? object : collection instanceof RegoSet ? set : array;
  }
}
