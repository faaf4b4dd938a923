package dev.portcullis.policy.builtin;

import dev.portcullis.policy.builtin.Builtin.Fn1;
import dev.portcullis.policy.builtin.Builtin.Fn2;
import dev.portcullis.policy.builtin.Builtin.Fn3;
import dev.portcullis.policy.value.RegoArray;

/** {@code array.*}. */
final class ArrayBuiltins {
  private ArrayBuiltins() {}

  static Builtin named(String name) {
    return switch (name) {
      case "array.concat" -> (Fn2) ArrayBuiltins::concat;
      case "array.flatten" -> (Fn1) ArrayBuiltins::flatten;
      case "array.reverse" -> (Fn1) ArrayBuiltins::reverse;
      case "array.slice" -> (Fn3) ArrayBuiltins::slice;
      default -> throw new IllegalArgumentException(name);
    };
  }

  static Object concat(BuiltinContext context, Object a, Object b) {
    var x = Operands.array(a, 1);
    var y = Operands.array(b, 2);
    if (x.size() == 0 || y.size() == 0) {
      return x.size() == 0 ? y : x;
    }
    context.charge((long) x.size() + y.size());
    var result = new RegoArray(x.size() + y.size());
    append(result, x, 0, x.size());
    append(result, y, 0, y.size());
    return result;
  }

  private static void append(RegoArray result, RegoArray source, int start, int end) {
    for (var i = start; i < end; i++) {
      result.append(source.get(i));
    }
  }

  static Object flatten(BuiltinContext context, Object a) {
    var array = Operands.array(a, 1);
    var size = 0L;
    var nested = false;
    for (var i = 0; i < array.size(); i++) {
      nested |= array.get(i) instanceof RegoArray;
      size += array.get(i) instanceof RegoArray inner ? inner.size() : 1;
    }
    if (!nested) {
      return array;
    }
    context.charge(size);
    var result = new RegoArray(Math.toIntExact(size));
    for (var i = 0; i < array.size(); i++) {
      if (array.get(i) instanceof RegoArray inner) {
        append(result, inner, 0, inner.size());
      } else {
        result.append(array.get(i));
      }
    }
    return result;
  }

  static Object reverse(BuiltinContext context, Object a) {
    var array = Operands.array(a, 1);
    context.charge(array.size());
    var result = new RegoArray(array.size());
    for (var i = array.size() - 1; i >= 0; i--) {
      result.append(array.get(i));
    }
    return result;
  }

  static Object slice(BuiltinContext context, Object a, Object from, Object to) {
    var array = Operands.array(a, 1);
    var start = Operands.integer(from, 2);
    var end = Math.min(Math.max(Operands.integer(to, 3), 0), array.size());
    start = Math.min(Math.max(start, 0), end);
    if (start == 0 && end == array.size()) {
      return array;
    }
    context.charge(end - start);
    var result = new RegoArray((int) (end - start));
    append(result, array, (int) start, (int) end);
    return result;
  }
}
