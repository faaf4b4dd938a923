package dev.portcullis.lambda.payments;

import java.time.Duration;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is configured.
 *
 * @param limits most that one payment may be, by currency; other currencies are not accepted
 * @param paymentsPerWindow how often a card or account may pay in a window
 * @param window length of the window
 * @param repetition how long a second payment of the same amount counts as a mistake
 */
record Rules(
    Map<Currency, Long> limits, int paymentsPerWindow, Duration window, Duration repetition) {
  Rules {
    limits = Map.copyOf(limits);
  }

  /**
   * Reads limits like {@code EUR=5000.00,JPY=800000}.
   *
   * @throws IllegalStateException when they are not that
   */
  static Map<Currency, Long> limits(String text) {
    var limits = new HashMap<Currency, Long>();
    Stream.of(text.split(",", -1))
        .forEach(
            entry -> {
              var parts = entry.split("=", 2);
              var currency = Currencies.find(parts[0]);
              if (parts.length != 2 || currency.isEmpty()) {
                throw new IllegalStateException("limits: no currency and amount in " + entry);
              }
              limits.put(currency.get(), Money.parse(parts[1], currency.get()).minorUnits());
            });
    return limits;
  }

  /** The limit that is configured for the currency; empty when it is not accepted. */
  Optional<Long> limit(Currency currency) {
    return Optional.ofNullable(limits.get(currency));
  }
}
