package dev.portcullis.policy.builtin;

import dev.portcullis.policy.value.RegoNumber;
import dev.portcullis.policy.value.Values;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Numbers between their classes: integers are exact, anything else is a {@link BigFloat}. */
final class Numbers {
  /** Numbers beyond 2 to this power are refused where they would enter, as OPA does. */
  private static final int LARGEST_EXPONENT = 100_000;

  /** A decimal exponent below this needs no closer look: a digit is at most four bits. */
  private static final int HARMLESS_EXPONENT = LARGEST_EXPONENT / 4;

  private Numbers() {}

  /** The integer a number is, exactly; null when it has a fraction. */
  static @Nullable BigInteger integer(Object number) {
    if (number instanceof Long integer) {
      return BigInteger.valueOf(integer);
    }
    var value = ((RegoNumber) number).value().stripTrailingZeros();
    if (value.scale() > 0 || value.scale() < -10 * LARGEST_EXPONENT) {
      return null;
    }
    return value.toBigInteger();
  }

  static Object of(BigInteger integer) {
    return integer.bitLength() < Long.SIZE
        ? (Object) integer.longValue()
        : Values.number(integer.toString());
  }

  static Object of(BigFloat value) {
    return Values.number(value.toString());
  }

  /** The number that a text says, which has passed for a number already. */
  static Object checked(String text) {
    var exponent = Math.max(text.indexOf('e'), text.indexOf('E'));
    if (exponent >= 0) {
      checkExponent(text, exponent);
    }
    return Values.number(text);
  }

  private static void checkExponent(String text, int at) {
    long exponent;
    try {
      exponent = Long.parseLong(text.substring(at + 1));
    } catch (NumberFormatException e) {
      throw new BuiltinException("invalid number: number too big");
    }
    var far = at + Math.abs(exponent);
    if (far > Integer.MAX_VALUE / 2
        || (far > HARMLESS_EXPONENT
            && Math.abs(BigFloat.parse(text).magnitude()) > LARGEST_EXPONENT)) {
      throw new BuiltinException("invalid number: number too big");
    }
  }
}
