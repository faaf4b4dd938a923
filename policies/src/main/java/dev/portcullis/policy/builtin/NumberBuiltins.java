package dev.portcullis.policy.builtin;

import dev.portcullis.policy.builtin.Builtin.Fn1;
import dev.portcullis.policy.builtin.Builtin.Fn2;
import dev.portcullis.policy.builtin.Builtin.Fn3;
import dev.portcullis.policy.value.RegoArray;
import dev.portcullis.policy.value.RegoNumber;
import java.math.BigInteger;
import java.util.function.BinaryOperator;

/** {@code numbers.*}, {@code bits.*} and {@code format_int}. */
final class NumberBuiltins {
  private NumberBuiltins() {}

  static Builtin named(String name) {
    return switch (name) {
      case "numbers.range" -> (Fn2) (c, a, b) -> range(c, a, b, 1L);
      case "numbers.range_step" -> (Fn3) NumberBuiltins::range;
      case "format_int" -> (Fn2) NumberBuiltins::formatInt;
      case "bits.and" -> bits(BigInteger::and);
      case "bits.or" -> bits(BigInteger::or);
      case "bits.xor" -> bits(BigInteger::xor);
      case "bits.negate" -> (Fn1) (c, a) -> Numbers.of(Operands.bigInteger(a, 1).not());
      case "bits.lsh" -> (Fn2) (c, a, b) -> shifted(c, a, b, true);
      case "bits.rsh" -> (Fn2) (c, a, b) -> shifted(c, a, b, false);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Fn2 bits(BinaryOperator<BigInteger> operation) {
    return (context, a, b) ->
        Numbers.of(operation.apply(Operands.bigInteger(a, 1), Operands.bigInteger(b, 2)));
  }

  private static Object shifted(BuiltinContext context, Object a, Object b, boolean left) {
    var value = Operands.bigInteger(a, 1);
    var distance = Operands.bigInteger(b, 2);
    if (distance.signum() < 0) {
      throw Operands.operand(2, "must be an unsigned integer number but got a negative integer");
    }
    if (!left || value.signum() == 0) {
      var far = distance.bitLength() < Integer.SIZE ? distance.intValue() : Integer.MAX_VALUE;
      return Numbers.of(value.shiftRight(far));
    }
    context.charge(distance.bitLength() < Long.SIZE ? distance.longValue() : Long.MAX_VALUE);
    if (distance.bitLength() >= Integer.SIZE) {
      throw new BuiltinHalt("a number of 2^31 bits is not supported");
    }
    return Numbers.of(value.shiftLeft(distance.intValue()));
  }

  /** From one end to the other, both included, in either direction. */
  static Object range(BuiltinContext context, Object a, Object b, Object c) {
    var first = Operands.bigInteger(a, 1);
    var last = Operands.bigInteger(b, 2);
    var step = Operands.bigInteger(c, 3);
    if (step.signum() <= 0) {
      throw new BuiltinException("numbers.range_step: step must be a positive integer");
    }
    var count = last.subtract(first).abs().divide(step).add(BigInteger.ONE);
    context.charge(count.bitLength() < Long.SIZE ? count.longValue() : Long.MAX_VALUE);
    var size = count.intValueExact();
    var result = new RegoArray(size);
    var stride = last.compareTo(first) < 0 ? step.negate() : step;
    if (first.bitLength() < Long.SIZE && last.bitLength() < Long.SIZE) {
      for (var i = 0; i < size; i++) {
        result.append(first.longValue() + i * stride.longValue());
      }
    } else {
      for (var next = first; result.size() < size; next = next.add(stride)) {
        result.append(Numbers.of(next));
      }
    }
    return result;
  }

  static Object formatInt(BuiltinContext context, Object a, Object b) {
    var number = Operands.number(a, 1);
    var base = Operands.number(b, 2).toString();
    var radix =
        switch (base) {
          case "2", "8", "10", "16" -> Integer.parseInt(base);
          default -> throw Operands.operand(2, "must be one of {2, 8, 10, 16}");
        };
    if (number instanceof Long integer) {
      return Long.toString(integer, radix);
    }
    var text = number.toString();
    var exact = ((RegoNumber) number).value().scale() == 0 && text.indexOf('.') < 0;
    return (exact && text.toLowerCase(java.util.Locale.ROOT).indexOf('e') < 0
            ? new BigInteger(text)
            : BigFloat.parse(text).truncated())
        .toString(radix);
  }
}
