package dev.portcullis.lambda.payments;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.validator.routines.CodeValidator;
import org.apache.commons.validator.routines.CreditCardValidator;
import org.apache.commons.validator.routines.IBANValidator;

/**
 * What is charged, for as long as a request lasts. The number is here and nowhere else: it is not
 * part of any text, and what is kept of it is a {@link Method}.
 */
final class Instrument {
  private static final Map<String, CodeValidator> BRANDS =
      Map.of(
          "amex", CreditCardValidator.AMEX_VALIDATOR,
          "diners", CreditCardValidator.DINERS_VALIDATOR,
          "discover", CreditCardValidator.DISCOVER_VALIDATOR,
          "mastercard", CreditCardValidator.MASTERCARD_VALIDATOR,
          "visa", CreditCardValidator.VISA_VALIDATOR);

  private static final int SHOWN = 4;

  private final Kind kind;
  private final String brand;
  private final String number;

  /** What can be charged. */
  enum Kind {
    CARD,
    IBAN;

    /** As it is kept and shown. */
    String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The kind with that text. */
    static Kind of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }

  private Instrument(Kind kind, String brand, String number) {
    this.kind = kind;
    this.brand = brand;
    this.number = number;
  }

  /**
   * A card, if the number is one of a brand we know, of the brand's length and with the check digit
   * of Luhn. Digits only: separators, and digits of other scripts, are no digits.
   */
  static Optional<Instrument> card(String number) {
    return BRANDS.entrySet().stream()
        .filter(brand -> ascii(number) && brand.getValue().isValid(number))
        .map(brand -> new Instrument(Kind.CARD, brand.getKey(), number))
        .findFirst();
  }

  /** An account, if the number has the form of its country and the check digits of ISO 7064. */
  static Optional<Instrument> iban(String number) {
    return ascii(number) && IBANValidator.getInstance().isValid(number)
        ? Optional.of(new Instrument(Kind.IBAN, number.substring(0, 2), number))
        : Optional.empty();
  }

  private static boolean ascii(String text) {
    return text.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  /** What may be kept of it. */
  Method kept(Fingerprints fingerprints) {
    return new Method(
        kind,
        brand,
        number.substring(number.length() - SHOWN),
        fingerprints.of(kind.text() + ":" + number));
  }

  @Override
  public String toString() {
    return kind.text();
  }
}
