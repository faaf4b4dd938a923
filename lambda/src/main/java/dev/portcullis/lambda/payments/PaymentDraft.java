package dev.portcullis.lambda.payments;

import static java.util.Objects.requireNonNull;

import dev.portcullis.lambda.http.IdempotencyKey;
import dev.portcullis.lambda.http.Problem;
import dev.portcullis.lambda.http.StrictJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /payments}, not yet believed.
 *
 * @param paymentId a UUID in lower case; sending it again is a repetition
 * @param merchantId 1 to 64 letters, digits, hyphens
 * @param cardToken {@code tok_} and 8 to 64 letters or digits
 * @param amountCents 1 to 100,000,000
 * @param currency three capital letters
 */
record PaymentDraft(
    @Nullable String paymentId,
    @Nullable String merchantId,
    @Nullable String cardToken,
    @Nullable Long amountCents,
    @Nullable String currency) {
  private static final long MAX_CENTS = 100_000_000;
  private static final Pattern MERCHANT = Pattern.compile("[A-Za-z0-9-]{1,64}");
  private static final Pattern TOKEN = Pattern.compile("tok_[A-Za-z0-9]{8,64}");
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
  private static final StrictJson<PaymentDraft> JSON =
      new StrictJson<>(PaymentDraft.class, "a payment");

  /**
   * Parses a body.
   *
   * @throws Problem {@code invalid-json} when it is not JSON of this shape
   */
  static PaymentDraft parse(String body) throws Problem {
    return JSON.parse(body);
  }

  /**
   * The payment this draft asks for.
   *
   * @throws Problem {@code invalid-payment} with everything that is wrong
   */
  Payment accept(String region, Instant now) throws Problem {
    var wrong = new ArrayList<String>();
    if (paymentId == null || !IdempotencyKey.matches(paymentId)) {
      wrong.add("paymentId: a UUID in lower case");
    }
    if (!matches(MERCHANT, merchantId)) {
      wrong.add("merchantId: 1 to 64 letters, digits or hyphens");
    }
    if (!matches(TOKEN, cardToken)) {
      wrong.add("cardToken: tok_ and 8 to 64 letters or digits");
    }
    if (amountCents == null || amountCents < 1 || amountCents > MAX_CENTS) {
      wrong.add("amountCents: 1 to " + MAX_CENTS);
    }
    if (!matches(CURRENCY, currency)) {
      wrong.add("currency: three capital letters");
    }
    if (!wrong.isEmpty()) {
      throw new Problem(Problem.Code.INVALID_PAYMENT, List.copyOf(wrong));
    }
    return new Payment(
        requireNonNull(paymentId),
        requireNonNull(merchantId),
        requireNonNull(cardToken),
        requireNonNull(amountCents),
        requireNonNull(currency),
        region,
        now);
  }

  private static boolean matches(Pattern pattern, @Nullable String value) {
    return value != null && pattern.matcher(value).matches();
  }
}
