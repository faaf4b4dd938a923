package dev.portcullis.policy.builtin;

import dev.portcullis.policy.value.RegoArray;
import dev.portcullis.policy.value.RegoCollection;
import dev.portcullis.policy.value.RegoObject;
import dev.portcullis.policy.value.RegoSet;
import dev.portcullis.policy.value.Values;

/** {@code object.subset}: objects recursively, sets by their members, arrays in one piece. */
final class ObjectSubset {
  private ObjectSubset() {}

  static Object subset(BuiltinContext context, Object all, Object part) {
    if (all instanceof RegoObject x && part instanceof RegoObject y) {
      return isSubset(context, x, y);
    }
    if (all instanceof RegoSet x && part instanceof RegoSet y) {
      return isSubset(context, x, y);
    }
    if (all instanceof RegoArray x && part instanceof RegoArray y) {
      return isSubset(context, x, y);
    }
    if (all instanceof RegoArray x && part instanceof RegoSet y) {
      return isSubset(context, x, y);
    }
    throw new BuiltinException(
        "both arguments object.subset must be of the same type or array and set");
  }

  private static boolean isSubset(BuiltinContext context, RegoObject all, RegoObject part) {
    context.charge(part.size());
    for (var i = 0; i < part.size(); i++) {
      var x = all.get(part.keyAt(i));
      var y = part.valueAt(i);
      if (x == null
          || !(Values.equal(x, y) || (isSameKind(x, y) && (Boolean) subset(context, x, y)))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSameKind(Object a, Object b) {
    return a instanceof RegoCollection && a.getClass() == b.getClass();
  }

  private static boolean isSubset(BuiltinContext context, RegoSet all, RegoSet part) {
    context.charge(part.size());
    for (var i = 0; i < part.size(); i++) {
      if (!all.contains(part.at(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether the part stands in the array in one piece. */
  private static boolean isSubset(BuiltinContext context, RegoArray all, RegoArray part) {
    for (var start = 0; start + part.size() <= all.size(); start++) {
      context.charge(1);
      var length = 0;
      while (length < part.size() && Values.equal(all.get(start + length), part.get(length))) {
        length++;
      }
      if (length == part.size()) {
        return true;
      }
    }
    return false;
  }

  /** Counts as OPA does: elements of the array that are in the set, repeated ones again. */
  private static boolean isSubset(BuiltinContext context, RegoArray all, RegoSet part) {
    context.charge(all.size());
    var missing = part.size();
    for (var i = 0; i < all.size(); i++) {
      if (part.contains(all.get(i))) {
        missing--;
      }
      if (missing == 0) {
        return true;
      }
    }
    return false;
  }
}
