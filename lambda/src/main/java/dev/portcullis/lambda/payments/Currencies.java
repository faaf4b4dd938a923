package dev.portcullis.lambda.payments;

import java.util.Arrays;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Currencies that are money somewhere today. ISO 4217 also has codes for what was money (DEM), for
 * funds (CHE), metals (XAU) and tests (XTS), and the platform knows them all: only what a country
 * uses by its data counts here.
 */
final class Currencies {
  private static final Map<String, Currency> TENDER =
      Arrays.stream(Locale.getISOCountries())
          .map(country -> Currency.getInstance(new Locale("", country)))
          // Antarctica has none.
          .filter(Objects::nonNull)
          .distinct()
          .collect(Collectors.toUnmodifiableMap(Currency::getCurrencyCode, Function.identity()));

  private Currencies() {}

  /** The currency with that code, in capital letters. */
  static Optional<Currency> find(String code) {
    return Optional.ofNullable(TENDER.get(code));
  }
}
