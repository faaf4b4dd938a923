package dev.portcullis.lambda.payments;

import dev.portcullis.lambda.http.Problem;
import dev.portcullis.lambda.payments.Limit.Source;
import dev.portcullis.lambda.platform.Log;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Which limit holds for a payment. What the database said is kept for some minutes. While it says
 * nothing, payments go on under the limits of the configuration, and it is not asked for half a
 * minute: a database that is down would cost every payment its time-out.
 */
final class Limits {
  private static final Duration KEPT = Duration.ofMinutes(5);
  private static final Duration PAUSE = Duration.ofSeconds(30);

  /** Merchants are looked up by what callers send. */
  private static final int MOST_KEPT = 1_000;

  private final Rules rules;
  private final MerchantLimits merchants;
  private final Clock clock;
  private final Log log;
  private final Map<Question, Known> known =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, Known> eldest) {
          return size() > MOST_KEPT;
        }
      };
  private Instant askAgain = Instant.MIN;

  private record Question(String merchantId, Currency currency) {}

  private record Known(OptionalLong limit, Instant at) {}

  Limits(Rules rules, MerchantLimits merchants, Clock clock, Log log) {
    this.rules = rules;
    this.merchants = merchants;
    this.clock = clock;
    this.log = log;
  }

  /**
   * The limit of payments to that merchant.
   *
   * @throws Problem {@code invalid-payment} when the currency is not accepted at all
   */
  Limit of(String merchantId, Currency currency) throws Problem {
    var configured =
        rules
            .limit(currency)
            .orElseThrow(
                () ->
                    new Problem(
                        Problem.Code.INVALID_PAYMENT, List.of("currency: is not accepted here")));
    var question = new Question(merchantId, currency);
    var before = known.get(question);
    var now = clock.instant();
    if (before != null && now.isBefore(before.at().plus(KEPT))) {
      return limit(before.limit(), configured);
    }
    if (now.isBefore(askAgain)) {
      return withoutDatabase(before, configured);
    }
    try {
      var own = merchants.find(merchantId, currency);
      known.remove(question);
      known.put(question, new Known(own, now));
      return limit(own, configured);
    } catch (MerchantLimits.NotKnown e) {
      log.error("limits-unavailable", e, Map.of("pauseSeconds", PAUSE.toSeconds()));
      askAgain = now.plus(PAUSE);
      return withoutDatabase(before, configured);
    }
  }

  private static Limit limit(OptionalLong own, long configured) {
    return own.isPresent()
        ? new Limit(own.getAsLong(), Source.MERCHANT)
        : new Limit(configured, Source.CONFIGURATION);
  }

  /** The lower of what is configured and what was known: who was stopped stays stopped. */
  private static Limit withoutDatabase(@Nullable Known before, long configured) {
    var lowest = before == null ? configured : before.limit().orElse(configured);
    return new Limit(Math.min(lowest, configured), Source.DATABASE_DOWN);
  }
}
