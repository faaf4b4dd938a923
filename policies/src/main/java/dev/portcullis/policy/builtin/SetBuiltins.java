package dev.portcullis.policy.builtin;

import dev.portcullis.policy.builtin.Builtin.Fn1;
import dev.portcullis.policy.builtin.Builtin.Fn2;
import dev.portcullis.policy.value.RegoSet;

/** The algebra of sets. */
final class SetBuiltins {
  private static final RegoSet EMPTY = new RegoSet();

  private SetBuiltins() {}

  static Builtin named(String name) {
    return switch (name) {
      case "and" -> (Fn2) SetBuiltins::and;
      case "or" -> (Fn2) SetBuiltins::or;
      case "intersection" -> (Fn1) SetBuiltins::intersection;
      case "union" -> (Fn1) SetBuiltins::union;
      case "set_diff" ->
          (Fn2) (context, a, b) -> difference(context, Operands.set(a, 1), Operands.set(b, 2));
      default -> throw new IllegalArgumentException(name);
    };
  }

  static Object and(BuiltinContext context, Object a, Object b) {
    return intersect(context, Operands.set(a, 1), Operands.set(b, 2));
  }

  static Object or(BuiltinContext context, Object a, Object b) {
    var x = Operands.set(a, 1);
    var y = Operands.set(b, 2);
    if (x.size() == 0 || y.size() == 0) {
      return x.size() == 0 ? y : x;
    }
    context.charge((long) x.size() + y.size());
    var result = new RegoSet(x.size() + y.size());
    addAll(result, x);
    addAll(result, y);
    return result;
  }

  static RegoSet difference(BuiltinContext context, RegoSet a, RegoSet b) {
    if (a.size() == 0 || b.size() == 0) {
      return a;
    }
    context.charge(a.size());
    var result = new RegoSet();
    for (var i = 0; i < a.size(); i++) {
      if (!b.contains(a.at(i))) {
        result.add(a.at(i));
      }
    }
    return result;
  }

  private static RegoSet intersect(BuiltinContext context, RegoSet a, RegoSet b) {
    if (a.size() > b.size()) {
      return intersect(context, b, a);
    }
    context.charge(a.size());
    if (a.size() == 0) {
      return EMPTY;
    }
    var result = new RegoSet();
    for (var i = 0; i < a.size(); i++) {
      if (b.contains(a.at(i))) {
        result.add(a.at(i));
      }
    }
    return result;
  }

  static Object intersection(BuiltinContext context, Object a) {
    var sets = Operands.set(a, 1);
    var result = sets.size() == 0 ? EMPTY : Operands.set(sets.at(0), 1);
    for (var i = 1; i < sets.size(); i++) {
      result = intersect(context, result, Operands.set(sets.at(i), 1));
    }
    return result;
  }

  static Object union(BuiltinContext context, Object a) {
    var sets = Operands.set(a, 1);
    var result = new RegoSet();
    for (var i = 0; i < sets.size(); i++) {
      var set = Operands.set(sets.at(i), 1);
      context.charge(set.size());
      addAll(result, set);
    }
    return result;
  }

  private static void addAll(RegoSet result, RegoSet members) {
    for (var i = 0; i < members.size(); i++) {
      result.add(members.at(i));
    }
  }
}
