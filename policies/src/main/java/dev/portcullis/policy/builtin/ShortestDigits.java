package dev.portcullis.policy.builtin;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/**
 * The fewest decimal digits that still round to a given binary number, by the method of Go's {@code
 * big.Float}; Java 17 has none that is the shortest for every number.
 *
 * @param digits without zeros at either end; empty for zero
 * @param point where the decimal point is: the value is 0.digits times ten to this power
 */
record ShortestDigits(String digits, int point) {
  /** No double needs more. */
  private static final int LONGEST_DOUBLE = 17;

  /** Next to a power of two the nearest may be out of reach while the one above is not. */
  private static final List<RoundingMode> TOWARDS_THE_NEAREST =
      List.of(RoundingMode.HALF_EVEN, RoundingMode.UP);

  static ShortestDigits of(BigFloat value) {
    if (value.isZero()) {
      return new ShortestDigits("", 0);
    }
    // One bit more than the precision, so that the lowest bit is half a unit of the last place.
    var shift = value.precision() + 1 - value.mantissa().bitLength();
    var mantissa = value.mantissa().shiftLeft(shift);
    var exponent = Math.toIntExact(value.exponent() - shift);
    return shorten(
        decimal(mantissa, exponent),
        decimal(mantissa.subtract(BigInteger.ONE), exponent).digits,
        decimal(mantissa.add(BigInteger.ONE), exponent).digits,
        !mantissa.testBit(1));
  }

  /** Digits of a double that is not negative. */
  static ShortestDigits of(double value) {
    var exact = new BigDecimal(value);
    for (var digits = 1; digits < LONGEST_DOUBLE; digits++) {
      for (var mode : TOWARDS_THE_NEAREST) {
        var rounded = exact.round(new MathContext(digits, mode));
        if (rounded.doubleValue() == value) {
          return of(rounded);
        }
      }
    }
    return of(exact.round(new MathContext(LONGEST_DOUBLE, RoundingMode.HALF_EVEN)));
  }

  /** All digits of a number that is not negative. */
  static ShortestDigits of(BigDecimal value) {
    var text = value.unscaledValue().toString();
    return trimmed(text, text.length() - value.scale());
  }

  private static ShortestDigits shorten(
      ShortestDigits exact, String lower, String upper, boolean inclusive) {
    for (var i = 0; i < exact.digits.length(); i++) {
      var digit = exact.digits.charAt(i);
      var low = i < lower.length() ? lower.charAt(i) : '0';
      var high = i < upper.length() ? upper.charAt(i) : '0';
      var down = low != digit || (inclusive && i + 1 == lower.length());
      var up = digit != high && (inclusive || digit + 1 < high || i + 1 < upper.length());
      if (down && up) {
        return exact.cut(i + 1, exact.nearerAbove(i + 1));
      }
      if (down || up) {
        return exact.cut(i + 1, up);
      }
    }
    return exact;
  }

  private boolean nearerAbove(int length) {
    if (length >= digits.length()) {
      return false;
    }
    if (digits.charAt(length) == '5' && length + 1 == digits.length()) {
      return (digits.charAt(length - 1) - '0') % 2 != 0;
    }
    return digits.charAt(length) >= '5';
  }

  private ShortestDigits cut(int length, boolean up) {
    if (length >= digits.length()) {
      return this;
    }
    var kept = new BigInteger(digits.substring(0, length));
    var text = (up ? kept.add(BigInteger.ONE) : kept).toString();
    return trimmed(text, point + text.length() - length);
  }

  private static ShortestDigits decimal(BigInteger mantissa, int exponent) {
    return of(
        exponent >= 0
            ? new BigDecimal(mantissa.shiftLeft(exponent))
            : new BigDecimal(mantissa.multiply(BigInteger.valueOf(5).pow(-exponent)), -exponent));
  }

  private static ShortestDigits trimmed(String text, int point) {
    var end = text.length();
    while (end > 0 && text.charAt(end - 1) == '0') {
      end--;
    }
    return new ShortestDigits(text.substring(0, end), end == 0 ? 0 : point);
  }

  /** Without an exponent. */
  String plain() {
    if (digits.isEmpty()) {
      return "0";
    }
    if (point <= 0) {
      return "0." + "0".repeat(-point) + digits;
    }
    return digits.length() <= point
        ? digits + "0".repeat(point - digits.length())
        : digits.substring(0, point) + "." + digits.substring(point);
  }

  /** As Go's {@code %e}. */
  String scientific() {
    var first = digits.isEmpty() ? "0" : digits.substring(0, 1);
    var rest = digits.length() > 1 ? "." + digits.substring(1) : "";
    return first + rest + exponent(digits.isEmpty() ? 0 : point - 1);
  }

  /** As Go's {@code %g}: with an exponent when it is below -4 or not below the limit. */
  String general(int limit) {
    var exponent = point - 1;
    return !digits.isEmpty() && (exponent < -4 || exponent >= limit) ? scientific() : plain();
  }

  static String exponent(int value) {
    var text = Integer.toString(Math.abs(value));
    return (value < 0 ? "e-" : "e+") + (text.length() < 2 ? "0" : "") + text;
  }
}
