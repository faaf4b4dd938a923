package dev.portcullis.policy.builtin;

import dev.portcullis.policy.value.RegoArray;
import dev.portcullis.policy.value.RegoCollection;
import dev.portcullis.policy.value.RegoObject;
import dev.portcullis.policy.value.RegoSet;
import dev.portcullis.policy.value.Values;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** {@code json.patch}: RFC 6902, also on sets and with keys that are no strings. */
final class JsonPatch {
  private final BuiltinContext context;
  private final RegoObject operation;

  private JsonPatch(BuiltinContext context, RegoObject operation) {
    this.context = context;
    this.operation = operation;
  }

  static @Nullable Object patch(BuiltinContext context, Object document, Object b) {
    var operations = Operands.array(b, 2);
    Object result = document;
    for (var i = 0; i < operations.size(); i++) {
      if (!(operations.get(i) instanceof RegoObject operation)) {
        throw new BuiltinException(
            "must be an array of JSON-Patch objects, but at least one element is not an object");
      }
      result = new JsonPatch(context, operation).applied(result);
    }
    return result;
  }

  private @Nullable Object applied(@Nullable Object document) {
    var path = JsonPaths.path(required("path"));
    return switch (Operands.string(required("op"), 2)) {
      case "add" -> inserted(document, path, required("value"));
      case "remove" -> removed(document, path);
      case "replace" -> inserted(removed(document, path), path, required("value"));
      case "move" -> {
        var from = JsonPaths.path(required("from"));
        var moved = at(document, from);
        yield inserted(removed(document, from), path, moved);
      }
      case "copy" -> inserted(document, path, at(document, JsonPaths.path(required("from"))));
      case "test" -> {
        if (!Values.equal(at(document, path), required("value"))) {
          throw new BuiltinException("value from EditTree != patch value.");
        }
        yield document;
      }
      default -> throw new BuiltinException("unrecognized op: " + required("op"));
    };
  }

  private Object required(String attribute) {
    var value = operation.get(attribute);
    if (value == null) {
      throw new BuiltinException("missing required attribute '" + attribute + "'");
    }
    return value;
  }

  private Object at(@Nullable Object document, List<Object> path) {
    var node = document;
    for (var key : path) {
      node = child(node, key);
    }
    if (node == null) {
      throw missing(path);
    }
    return node;
  }

  private static Object child(@Nullable Object node, Object key) {
    var child =
        node instanceof RegoArray array
            ? element(array, index(array, key))
            : node instanceof RegoCollection collection ? collection.get(key) : null;
    if (child == null) {
      throw missing(key);
    }
    return child;
  }

  private static @Nullable Object element(RegoArray array, long index) {
    return index >= 0 && index < array.size() ? array.get((int) index) : null;
  }

  private static BuiltinException missing(Object path) {
    return new BuiltinException("path " + path + " does not exist");
  }

  /** The index that a segment says; a dash is the place after the last element. */
  private static long index(RegoArray array, Object key) {
    if (!(key instanceof String text)) {
      return Operands.integer(key, 2);
    }
    if (text.equals("-")) {
      return array.size();
    }
    var index = Operands.integer(text);
    if (index == null || (text.startsWith("0") && !text.equals("0"))) {
      throw new BuiltinException("invalid string for indexing");
    }
    return index;
  }

  private Object inserted(@Nullable Object document, List<Object> path, Object value) {
    return path.isEmpty()
        ? value
        : edited(document, path, (container, key) -> inserted(container, key, value));
  }

  private Object inserted(RegoCollection container, Object key, Object value) {
    if (container instanceof RegoObject object) {
      return object.copy().put(key, value);
    }
    if (container instanceof RegoSet set) {
      if (!Values.equal(key, value)) {
        throw new BuiltinException("set key does not equal value to be inserted");
      }
      return replaced(set, key, value);
    }
    var array = (RegoArray) container;
    var index = index(array, key);
    if (index < 0 || index > array.size()) {
      throw new BuiltinException("index for array insertion out of bounds");
    }
    var result = new RegoArray(array.size() + 1);
    for (var i = 0; i <= array.size(); i++) {
      if (i == index) {
        result.append(value);
      }
      if (i < array.size()) {
        result.append(array.get(i));
      }
    }
    return result;
  }

  /** The document without what is at a path; nothing is left without the root. */
  private @Nullable Object removed(@Nullable Object document, List<Object> path) {
    if (path.isEmpty()) {
      at(document, path);
      return null;
    }
    return edited(
        document,
        path,
        (container, key) -> {
          child(container, key);
          return replaced(container, key, null);
        });
  }

  /** The document after an edit of the container that a path ends in. */
  private Object edited(
      @Nullable Object node, List<Object> path, BiFunction<RegoCollection, Object, Object> edit) {
    if (!(node instanceof RegoCollection container)) {
      throw new BuiltinException("expected composite type for path " + path);
    }
    context.charge(container.size());
    var key = path.get(0);
    return path.size() == 1
        ? edit.apply(container, key)
        : replaced(container, key, edited(child(node, key), path.subList(1, path.size()), edit));
  }

  /** A copy with another child, or with none. */
  private static Object replaced(RegoCollection container, Object key, @Nullable Object child) {
    if (container instanceof RegoArray array) {
      var index = index(array, key);
      var result = new RegoArray(array.size());
      for (var i = 0; i < array.size(); i++) {
        if (i != index || child != null) {
          result.append(i == index && child != null ? child : array.get(i));
        }
      }
      return result;
    }
    if (container instanceof RegoSet set) {
      var result = new RegoSet(set.size());
      for (var i = 0; i < set.size(); i++) {
        if (!Values.equal(set.at(i), key)) {
          result.add(set.at(i));
        }
      }
      if (child != null) {
        result.add(child);
      }
      return result;
    }
    var object = (RegoObject) container;
    if (child != null) {
      return object.copy().put(key, child);
    }
    var result = new RegoObject(object.size());
    for (var i = 0; i < object.size(); i++) {
      if (!Values.equal(object.keyAt(i), key)) {
        result.put(object.keyAt(i), object.valueAt(i));
      }
    }
    return result;
  }
}
