package dev.portcullis.policy.builtin;

import dev.portcullis.policy.builtin.Builtin.Fn1;
import dev.portcullis.policy.builtin.Builtin.Fn2;
import dev.portcullis.policy.builtin.Builtin.Fn3;
import dev.portcullis.policy.value.RegoArray;
import dev.portcullis.policy.value.RegoCollection;
import dev.portcullis.policy.value.RegoObject;
import dev.portcullis.policy.value.RegoSet;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** {@code object.*}. */
final class ObjectBuiltins {
  private ObjectBuiltins() {}

  static Builtin named(String name) {
    return switch (name) {
      case "object.get" -> (Fn3) ObjectBuiltins::get;
      case "object.keys" -> (Fn1) ObjectBuiltins::keys;
      case "object.union" -> (Fn2) ObjectBuiltins::union;
      case "object.union_n" -> (Fn1) ObjectBuiltins::unionN;
      case "object.remove" -> (Fn2) ObjectBuiltins::remove;
      case "object.filter" -> (Fn2) ObjectBuiltins::filter;
      case "object.subset" -> (Fn2) ObjectSubset::subset;
      default -> throw new IllegalArgumentException(name);
    };
  }

  static Object get(BuiltinContext context, Object a, Object path, Object fallback) {
    Object current = Operands.object(a, 1);
    if (!(path instanceof RegoArray keys)) {
      var found = ((RegoObject) current).get(path);
      return found == null ? fallback : found;
    }
    for (var i = 0; i < keys.size(); i++) {
      var next = current instanceof RegoCollection inner ? inner.get(keys.get(i)) : null;
      if (next == null) {
        return fallback;
      }
      current = next;
    }
    return current;
  }

  static Object keys(BuiltinContext context, Object a) {
    var object = Operands.object(a, 1);
    context.charge(object.size());
    var result = new RegoSet(object.size());
    for (var i = 0; i < object.size(); i++) {
      result.add(object.keyAt(i));
    }
    return result;
  }

  static Object union(BuiltinContext context, Object a, Object b) {
    var x = Operands.object(a, 1);
    var y = Operands.object(b, 2);
    if (x.size() == 0 || y.size() == 0) {
      return x.size() == 0 ? y : x;
    }
    return new Union(context).merged(x, y);
  }

  static Object unionN(BuiltinContext context, Object a) {
    var objects = Operands.array(a, 1);
    for (var i = 0; i < objects.size(); i++) {
      if (!(objects.get(i) instanceof RegoObject)) {
        throw Operands.wrongElement(objects, objects.get(i), 1, "object");
      }
    }
    var union = new Union(context);
    var result = objects.size() == 0 ? new RegoObject() : (RegoObject) objects.get(0);
    for (var i = 1; i < objects.size(); i++) {
      result = union.merged(result, (RegoObject) objects.get(i));
    }
    return result;
  }

  /** Copies an object when it is first written to, and after that writes to the copy. */
  private static final class Union {
    private final BuiltinContext context;
    private final Set<RegoObject> own = Collections.newSetFromMap(new IdentityHashMap<>());

    Union(BuiltinContext context) {
      this.context = context;
    }

    RegoObject merged(RegoObject into, RegoObject from) {
      var result = into;
      context.charge(from.size());
      if (!own.contains(into)) {
        context.charge(into.size());
        result = into.copy();
        own.add(result);
      }
      for (var i = 0; i < from.size(); i++) {
        var key = from.keyAt(i);
        var value = from.valueAt(i);
        var before = value instanceof RegoObject ? result.get(key) : null;
        result.put(key, before instanceof RegoObject x ? merged(x, (RegoObject) value) : value);
      }
      return result;
    }
  }

  static Object remove(BuiltinContext context, Object a, Object keys) {
    var object = Operands.object(a, 1);
    var removed = keySet(context, keys);
    context.charge(object.size());
    var result = new RegoObject();
    for (var i = 0; i < object.size(); i++) {
      if (removed.get(object.keyAt(i)) == null) {
        result.put(object.keyAt(i), object.valueAt(i));
      }
    }
    return result;
  }

  static Object filter(BuiltinContext context, Object a, Object keys) {
    var object = Operands.object(a, 1);
    var kept = keySet(context, keys);
    context.charge(kept.size());
    var result = new RegoObject();
    for (var i = 0; i < kept.size(); i++) {
      var value = object.get(kept.keyAt(i));
      if (value != null) {
        result.put(kept.keyAt(i), value);
      }
    }
    return result;
  }

  /** A set or an object, whose keys are the wanted ones. */
  private static RegoCollection keySet(BuiltinContext context, Object keys) {
    if (keys instanceof RegoArray array) {
      return TypeBuiltins.members(context, array);
    }
    if (keys instanceof RegoCollection collection) {
      return collection;
    }
    throw Operands.wrongType(keys, 2, "object", "set", "array");
  }
}
