package dev.portcullis.policy.builtin;

import dev.portcullis.policy.builtin.Builtin.Fn1;
import dev.portcullis.policy.builtin.Builtin.Fn2;
import dev.portcullis.policy.value.RegoNumber;
import dev.portcullis.policy.value.RegoSet;
import java.math.BigInteger;

/**
 * The operators on numbers. Integers are exact at any size, everything else is rounded to 64 bits.
 */
final class ArithmeticBuiltins {
  private ArithmeticBuiltins() {}

  static Builtin named(String name) {
    return switch (name) {
      case "plus" -> (Fn2) ArithmeticBuiltins::plus;
      case "minus" -> (Fn2) ArithmeticBuiltins::minus;
      case "mul" -> (Fn2) ArithmeticBuiltins::multiply;
      case "div" -> (Fn2) ArithmeticBuiltins::divide;
      case "rem" -> (Fn2) ArithmeticBuiltins::remainder;
      case "abs" -> (Fn1) ArithmeticBuiltins::abs;
      case "round" -> (Fn1) ArithmeticBuiltins::round;
      case "ceil" -> (Fn1) ArithmeticBuiltins::ceil;
      case "floor" -> (Fn1) ArithmeticBuiltins::floor;
      default -> throw new IllegalArgumentException(name);
    };
  }

  static Object plus(BuiltinContext context, Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      var sum = x + y;
      if (((x ^ sum) & (y ^ sum)) >= 0) {
        return sum;
      }
    }
    return wide(context, a, b, BigInteger::add, BigFloat::plus);
  }

  static Object minus(BuiltinContext context, Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      var difference = x - y;
      if (((x ^ y) & (x ^ difference)) >= 0) {
        return difference;
      }
    }
    if (a instanceof RegoSet x && b instanceof RegoSet y) {
      return SetBuiltins.difference(context, x, y);
    }
    var numbers = a instanceof Long || a instanceof RegoNumber;
    if (!numbers && !(a instanceof RegoSet)) {
      throw Operands.wrongType(a, 1, "number", "set");
    }
    if (numbers != (b instanceof Long || b instanceof RegoNumber)) {
      throw Operands.wrongType(b, 2, numbers ? "number" : "set");
    }
    return wide(context, a, b, BigInteger::subtract, BigFloat::minus);
  }

  static Object multiply(BuiltinContext context, Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      var high = Math.multiplyHigh(x, y);
      var low = x * y;
      if (high == low >> (Long.SIZE - 1)) {
        return low;
      }
    }
    return wide(context, a, b, BigInteger::multiply, BigFloat::times);
  }

  private interface Exact {
    BigInteger of(BigInteger a, BigInteger b);
  }

  private interface Rounded {
    BigFloat of(BigFloat a, BigFloat b);
  }

  private static Object wide(
      BuiltinContext context, Object a, Object b, Exact exact, Rounded rounded) {
    var x = Numbers.integer(Operands.number(a, 1));
    var y = Numbers.integer(Operands.number(b, 2));
    if (x != null && y != null) {
      context.charge((x.bitLength() + y.bitLength()) / Long.SIZE);
      return Numbers.of(exact.of(x, y));
    }
    return Numbers.of(rounded.of(rounded(a), rounded(b)));
  }

  private static BigFloat rounded(Object number) {
    return BigFloat.parse(number.toString());
  }

  static Object divide(BuiltinContext context, Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y && x != 0 && y > 0 && x % y == 0) {
      return x / y;
    }
    Operands.number(a, 1);
    var divisor = rounded(Operands.number(b, 2));
    if (divisor.isZero()) {
      throw new BuiltinException("divide by zero");
    }
    return Numbers.of(rounded(a).dividedBy(divisor));
  }

  static Object remainder(BuiltinContext context, Object a, Object b) {
    var x = Numbers.integer(Operands.number(a, 1));
    var y = Numbers.integer(Operands.number(b, 2));
    if (x == null || y == null) {
      throw new BuiltinException("modulo on floating-point number");
    }
    if (y.signum() == 0) {
      throw new BuiltinException("modulo by zero");
    }
    return Numbers.of(x.remainder(y));
  }

  static Object abs(BuiltinContext context, Object a) {
    if (a instanceof Long integer && integer != Long.MIN_VALUE) {
      return integer < 0 ? (Object) (-integer) : a;
    }
    return Numbers.of(rounded(Operands.number(a, 1)).abs());
  }

  static Object round(BuiltinContext context, Object a) {
    if (a instanceof Long) {
      return a;
    }
    var value = rounded(Operands.number(a, 1));
    var half = value.negative() ? value.minus(BigFloat.HALF) : value.plus(BigFloat.HALF);
    return Numbers.of(half.truncated());
  }

  static Object ceil(BuiltinContext context, Object a) {
    return a instanceof Long ? a : towards(a, BigInteger.ONE);
  }

  static Object floor(BuiltinContext context, Object a) {
    return a instanceof Long ? a : towards(a, BigInteger.ONE.negate());
  }

  /**
   * OPA decides by the sign of what is left when the fraction is cut off, so that of a number
   * between -1 and 0 the ceiling is 1 and the floor is 0; a rule that works with OPA has to get the
   * same here.
   */
  private static Object towards(Object number, BigInteger step) {
    var value = rounded(Operands.number(number, 1));
    var cut = value.truncated();
    var away = step.signum() > 0 ? cut.signum() >= 0 : cut.signum() < 0;
    return Numbers.of(value.isInteger() || !away ? cut : cut.add(step));
  }
}
