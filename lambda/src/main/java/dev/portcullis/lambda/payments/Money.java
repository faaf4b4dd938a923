package dev.portcullis.lambda.payments;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.regex.Pattern;

/**
 * An amount of money.
 *
 * @param minorUnits in the smallest unit of the currency: cents, yen, fils
 * @param currency a currency of today
 */
record Money(long minorUnits, Currency currency) {
  /**
   * Twelve digits and three of a fraction fit into a long with room to spare. Digits are those of
   * ASCII: {@code \d} and {@link BigDecimal} would take other scripts and exponents.
   */
  private static final Pattern DECIMAL =
      Pattern.compile("(?:0|[1-9][0-9]{0,11})(?:\\.[0-9]{1,4})?");

  /**
   * Reads a decimal text, e.g. {@code 19.99}.
   *
   * @throws IllegalArgumentException saying what it should be; the message quotes nothing
   */
  static Money parse(String text, Currency currency) {
    var digits = currency.getDefaultFractionDigits();
    if (!DECIMAL.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "decimal text of up to 12 digits, without sign, exponent or leading zeros: \"19.99\"");
    }
    var amount = new BigDecimal(text);
    if (amount.scale() > digits) {
      throw new IllegalArgumentException(
          currency.getCurrencyCode() + " has " + digits + " digits after the point");
    }
    return new Money(amount.movePointRight(digits).longValueExact(), currency);
  }

  /** As decimal text with all digits of the currency: {@code 20.00}. */
  String text() {
    return BigDecimal.valueOf(minorUnits, currency.getDefaultFractionDigits()).toPlainString();
  }
}
