package dev.portcullis.policy.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A number that is not written as an integer in the range of {@code Long}: large, fractional, or
 * with an exponent. It keeps its text, because OPA prints {@code 10.0} as it was written, and is
 * equal to any number of the same value, also to a {@code Long}: {@link Values#equal}.
 */
public final class RegoNumber {
  /** Beyond this many digits a value is compared by its decimal form only, never expanded. */
  private static final int EXPANDABLE = 4096;

  private final String text;
  private final BigDecimal value;

  private RegoNumber(String text, BigDecimal value) {
    this.text = text;
    this.value = value;
  }

  static RegoNumber of(String text) {
    return new RegoNumber(text, new BigDecimal(text));
  }

  /** Value of the number. */
  public BigDecimal value() {
    return value;
  }

  /** The integer it is, or null when it is none (or one of absurd length). */
  public @Nullable BigInteger integer() {
    if (value.signum() == 0) {
      return BigInteger.ZERO;
    }
    var stripped = value.stripTrailingZeros();
    return stripped.scale() > 0 || stripped.scale() < -EXPANDABLE ? null : stripped.toBigInteger();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return Values.equal(this, other);
  }

  /** The same for all numbers of the same value. */
  @Override
  public int hashCode() {
    var integer = integer();
    if (integer != null && integer.bitLength() < Long.SIZE) {
      return Long.hashCode(integer.longValue());
    }
    return value.stripTrailingZeros().hashCode();
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }
}
