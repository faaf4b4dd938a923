package dev.portcullis.policy.builtin;

import dev.portcullis.policy.builtin.Builtin.Fn1;
import dev.portcullis.policy.builtin.Builtin.Fn2;
import dev.portcullis.policy.builtin.Builtin.Fn3;
import dev.portcullis.policy.value.RegoArray;
import dev.portcullis.policy.value.RegoCollection;
import dev.portcullis.policy.value.RegoNumber;
import dev.portcullis.policy.value.RegoObject;
import dev.portcullis.policy.value.RegoSet;
import dev.portcullis.policy.value.Values;
import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What is said of a collection as a whole: its size, sum, extremes, order and members. */
final class AggregateBuiltins {
  private AggregateBuiltins() {}

  static Builtin named(String name) {
    return switch (name) {
      case "count" -> (Fn1) AggregateBuiltins::count;
      case "sum" -> (Fn1) AggregateBuiltins::sum;
      case "product" -> (Fn1) AggregateBuiltins::product;
      case "max" -> (Fn1) AggregateBuiltins::max;
      case "min" -> (Fn1) AggregateBuiltins::min;
      case "sort" -> (Fn1) AggregateBuiltins::sort;
      case "all" -> (Fn1) AggregateBuiltins::all;
      case "any" -> (Fn1) AggregateBuiltins::any;
      case "internal.member_2" -> (Fn2) AggregateBuiltins::member;
      case "internal.member_3" -> (Fn3) AggregateBuiltins::memberWithKey;
      default -> throw new IllegalArgumentException(name);
    };
  }

  static Object count(BuiltinContext context, Object a) {
    if (a instanceof RegoCollection collection) {
      return (long) collection.size();
    }
    if (a instanceof String text) {
      return (long) text.codePointCount(0, text.length());
    }
    throw Operands.wrongType(a, 1, "array", "object", "set", "string");
  }

  static Object sum(BuiltinContext context, Object a) {
    var list = Operands.list(a, 1);
    var sum = 0L;
    for (var i = 0; i < list.size(); i++) {
      if (!(list.valueAt(i) instanceof Long next)) {
        return wideSum(list);
      }
      var result = sum + next;
      if (((sum ^ result) & (next ^ result)) < 0) {
        return wideSum(list);
      }
      sum = result;
    }
    return sum;
  }

  private static Object wideSum(RegoCollection list) {
    var exact = BigInteger.ZERO;
    for (var i = 0; i < list.size() && exact != null; i++) {
      var next = integer(list, i);
      exact = next == null ? null : exact.add(next);
    }
    if (exact != null) {
      return Numbers.of(exact);
    }
    var sum = BigFloat.ZERO;
    for (var i = 0; i < list.size(); i++) {
      sum = sum.plus(BigFloat.parse(number(list, i).toString()));
    }
    return Numbers.of(sum);
  }

  static Object product(BuiltinContext context, Object a) {
    var list = Operands.list(a, 1);
    var exact = BigInteger.ONE;
    for (var i = 0; i < list.size() && exact != null; i++) {
      var next = integer(list, i);
      exact = next == null ? null : exact.multiply(next);
      context.charge(exact == null ? 0 : exact.bitLength() / Long.SIZE);
    }
    if (exact != null) {
      return Numbers.of(exact);
    }
    // OPA multiplies fractions in the 53 bits of a double.
    var product = BigFloat.doubleOne();
    for (var i = 0; i < list.size(); i++) {
      product = product.times(BigFloat.parse(number(list, i).toString()));
    }
    return Numbers.of(product);
  }

  private static @Nullable BigInteger integer(RegoCollection list, int index) {
    return Numbers.integer(number(list, index));
  }

  private static Object number(RegoCollection list, int index) {
    var element = list.valueAt(index);
    if (element instanceof Long || element instanceof RegoNumber) {
      return element;
    }
    throw Operands.wrongElement(list, element, 1, "number");
  }

  static @Nullable Object max(BuiltinContext context, Object a) {
    var list = Operands.list(a, 1);
    if (list.size() == 0) {
      return null;
    }
    var max = list.valueAt(list instanceof RegoSet ? list.size() - 1 : 0);
    for (var i = 1; i < list.size() && list instanceof RegoArray; i++) {
      var next = list.valueAt(i);
      max = Values.compare(max, next) <= 0 ? next : max;
    }
    return max;
  }

  static @Nullable Object min(BuiltinContext context, Object a) {
    var list = Operands.list(a, 1);
    if (list.size() == 0) {
      return null;
    }
    var min = list.valueAt(0);
    for (var i = 1; i < list.size() && list instanceof RegoArray; i++) {
      var next = list.valueAt(i);
      min = Values.compare(min, next) >= 0 ? next : min;
    }
    return min;
  }

  static Object sort(BuiltinContext context, Object a) {
    var list = Operands.list(a, 1);
    context.charge(list.size());
    var values = new Object[list.size()];
    for (var i = 0; i < values.length; i++) {
      values[i] = list.valueAt(i);
    }
    if (list instanceof RegoArray) {
      Arrays.sort(values, Values::compare);
    }
    return RegoArray.of(values);
  }

  static Object all(BuiltinContext context, Object a) {
    var list = Operands.list(a, 1);
    for (var i = 0; i < list.size(); i++) {
      if (!Boolean.TRUE.equals(list.valueAt(i))) {
        return false;
      }
    }
    return true;
  }

  static Object any(BuiltinContext context, Object a) {
    return contains(Operands.list(a, 1), true);
  }

  static Object member(BuiltinContext context, Object member, Object collection) {
    return collection instanceof RegoCollection values && contains(values, member);
  }

  private static boolean contains(RegoCollection values, Object member) {
    if (values instanceof RegoSet set) {
      return set.contains(member);
    }
    for (var i = 0; i < values.size(); i++) {
      if (Values.equal(values.valueAt(i), member)) {
        return true;
      }
    }
    return false;
  }

  static Object memberWithKey(BuiltinContext context, Object key, Object value, Object collection) {
    if (collection instanceof RegoArray || collection instanceof RegoObject) {
      var found = ((RegoCollection) collection).get(key);
      return found != null && Values.equal(found, value);
    }
    return collection instanceof RegoSet set && set.contains(key) && Values.equal(key, value);
  }
}
