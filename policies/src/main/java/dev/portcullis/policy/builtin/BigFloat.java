package dev.portcullis.policy.builtin;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A binary floating-point number as Go's {@code big.Float} has it, which is what OPA calculates
 * with where integers do not do: a mantissa of {@code precision} bits, rounded to the nearest even,
 * and printed with the fewest digits that tell it from its neighbours.
 *
 * @param negative also of a zero
 * @param mantissa not negative; at most {@code precision} bits
 * @param exponent of two
 */
record BigFloat(boolean negative, BigInteger mantissa, long exponent, int precision) {
  /** What a number has that was read from text. */
  static final int DEFAULT_PRECISION = 64;

  static final BigFloat ZERO = new BigFloat(false, BigInteger.ZERO, 0, DEFAULT_PRECISION);
  static final BigFloat HALF = new BigFloat(false, BigInteger.ONE, -1, 53);

  private static final BigInteger FIVE = BigInteger.valueOf(5);

  /** The largest power of five that is a 64 bit number. */
  private static final int EXACT_POWER = 27;

  /** An integer, exactly. */
  static BigFloat of(BigInteger value) {
    var precision = Math.max(value.bitLength(), DEFAULT_PRECISION);
    return new BigFloat(value.signum() < 0, value.abs(), 0, precision);
  }

  /** One of 53 bits, as in Go's {@code big.NewFloat(1)}. */
  static BigFloat doubleOne() {
    return new BigFloat(false, BigInteger.ONE, 0, 53);
  }

  /** The number that a decimal text says; its exponent may be of any size. */
  static BigFloat parse(String text) {
    var decimal = new BigDecimal(text);
    var negative = text.startsWith("-");
    var mantissa = decimal.unscaledValue().abs();
    long power = -(long) decimal.scale();
    if (mantissa.signum() == 0) {
      return new BigFloat(negative, BigInteger.ZERO, 0, DEFAULT_PRECISION);
    }
    var value = new BigFloat(negative, mantissa, power, DEFAULT_PRECISION);
    if (power == 0) {
      return value.rounded(false);
    }
    var five = powerOfFive(Math.abs(power), DEFAULT_PRECISION + 64);
    return power < 0 ? value.dividedBy(five) : value.times(five);
  }

  private static BigFloat powerOfFive(long power, int precision) {
    if (power <= EXACT_POWER) {
      return new BigFloat(false, FIVE.pow((int) power), 0, precision);
    }
    var result = new BigFloat(false, FIVE.pow(EXACT_POWER), 0, precision);
    var factor = new BigFloat(false, FIVE, 0, precision + 64);
    for (var rest = power - EXACT_POWER; rest > 0; rest >>= 1) {
      if ((rest & 1) != 0) {
        result = result.times(factor);
      }
      factor = factor.times(factor);
    }
    return result;
  }

  BigFloat withPrecision(int bits) {
    return new BigFloat(negative, mantissa, exponent, bits).rounded(false);
  }

  /** This with a mantissa of at most its precision. */
  private BigFloat rounded(boolean inexact) {
    var excess = mantissa.bitLength() - precision;
    if (excess <= 0) {
      return this;
    }
    var kept = mantissa.shiftRight(excess);
    if (mantissa.testBit(excess - 1)) {
      var aboveHalf = inexact || mantissa.getLowestSetBit() < excess - 1;
      if (aboveHalf || kept.testBit(0)) {
        kept = kept.add(BigInteger.ONE);
      }
    }
    return new BigFloat(negative, kept, exponent + excess, precision);
  }

  BigFloat plus(BigFloat other) {
    var bits = Math.max(precision, other.precision);
    if (mantissa.signum() == 0 && other.mantissa.signum() == 0) {
      return new BigFloat(negative && other.negative, BigInteger.ZERO, 0, bits);
    }
    if (mantissa.signum() == 0) {
      return other.withPrecision(bits);
    }
    if (other.mantissa.signum() == 0) {
      return withPrecision(bits);
    }
    var low = Math.min(exponent, other.exponent);
    var sum = signedAt(low).add(other.signedAt(low));
    return new BigFloat(sum.signum() < 0, sum.abs(), sum.signum() == 0 ? 0 : low, bits)
        .rounded(false);
  }

  private BigInteger signedAt(long low) {
    var shifted = mantissa.shiftLeft(Math.toIntExact(exponent - low));
    return negative ? shifted.negate() : shifted;
  }

  BigFloat minus(BigFloat other) {
    return plus(other.negated());
  }

  BigFloat negated() {
    return new BigFloat(!negative, mantissa, exponent, precision);
  }

  BigFloat abs() {
    return new BigFloat(false, mantissa, exponent, precision);
  }

  /** The product, with the precision of this number. */
  BigFloat times(BigFloat other) {
    var product = mantissa.multiply(other.mantissa);
    var power = product.signum() == 0 ? 0 : Math.addExact(exponent, other.exponent);
    return new BigFloat(negative != other.negative, product, power, precision).rounded(false);
  }

  /** The quotient, with the precision of this number; the divisor is not zero. */
  BigFloat dividedBy(BigFloat other) {
    if (mantissa.signum() == 0) {
      return new BigFloat(negative != other.negative, BigInteger.ZERO, 0, precision);
    }
    var missing = precision + 2 - (mantissa.bitLength() - other.mantissa.bitLength());
    var shift = Math.max(missing, 0);
    var parts = mantissa.shiftLeft(shift).divideAndRemainder(other.mantissa);
    var power = Math.subtractExact(exponent, other.exponent) - shift;
    return new BigFloat(negative != other.negative, parts[0], power, precision)
        .rounded(parts[1].signum() != 0);
  }

  /** The integer part, towards zero. */
  BigInteger truncated() {
    var shift = Math.toIntExact(Math.max(exponent, Integer.MIN_VALUE + 1L));
    var integer = shift >= 0 ? mantissa.shiftLeft(shift) : mantissa.shiftRight(-shift);
    return negative ? integer.negate() : integer;
  }

  boolean isZero() {
    return mantissa.signum() == 0;
  }

  boolean isInteger() {
    return isZero() || exponent >= 0 || mantissa.getLowestSetBit() >= -exponent;
  }

  /** The power of two that the number is just below. */
  long magnitude() {
    return isZero() ? 0 : mantissa.bitLength() + exponent;
  }

  /** As OPA prints it: integers in full, others as Go's {@code %g}. */
  @Override
  public String toString() {
    var digits = ShortestDigits.of(this);
    return (negative ? "-" : "") + (isInteger() ? digits.plain() : digits.general(6));
  }
}
