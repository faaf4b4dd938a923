package dev.portcullis.lambda.payments;

import java.time.Instant;

/**
 * A payment that passed validation.
 *
 * @param paymentId a UUID the caller chose
 * @param merchantId who is paid
 * @param cardToken stands for a card; the card number itself never comes here
 * @param amountCents hundredths of the currency
 * @param currency ISO 4217 code
 * @param region where it was accepted
 * @param acceptedAt when it was accepted
 */
record Payment(
    String paymentId,
    String merchantId,
    String cardToken,
    long amountCents,
    String currency,
    String region,
    Instant acceptedAt) {

  /** Whether the other one is the same payment, sent again: where and when does not count. */
  boolean repeats(Payment other) {
    return new Payment(
            paymentId, merchantId, cardToken, amountCents, currency, other.region, other.acceptedAt)
        .equals(other);
  }
}
