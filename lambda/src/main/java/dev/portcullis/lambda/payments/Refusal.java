package dev.portcullis.lambda.payments;

import dev.portcullis.lambda.http.Problem;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A decision against a payment.
 *
 * @param refusalId a UUID of its own: one payment may be refused several times
 * @param problem why
 * @param subject what was refused
 * @param region where it was refused
 * @param refusedAt when
 */
record Refusal(
    String refusalId, Problem problem, Subject subject, String region, Instant refusedAt) {

  /**
   * What was refused. Of a body that made no sense only what did make sense is kept: the rest could
   * be anything, a card number in the wrong place included.
   *
   * @param paymentId id of the payment, if it had one
   * @param merchantId who would have been paid, if that is known
   * @param money how much, if that is known
   * @param method what would have been charged, if that is known
   */
  record Subject(
      Optional<String> paymentId,
      Optional<String> merchantId,
      Optional<Money> money,
      Optional<Method> method) {

    /** A body that made no sense as a whole. */
    static Subject of(PaymentDraft draft) {
      return new Subject(
          draft.validId(), draft.validMerchant(), Optional.empty(), Optional.empty());
    }

    /** A payment that made sense. */
    static Subject of(Wanted wanted, Method method) {
      return new Subject(
          Optional.of(wanted.paymentId()),
          Optional.of(wanted.merchantId()),
          Optional.of(wanted.money()),
          Optional.of(method));
    }
  }

  /** What is kept for those who examine the decision. */
  Map<String, Object> audit() {
    var audit = new TreeMap<String, Object>();
    audit.put("event", "payment-refused");
    audit.put("refusalId", refusalId);
    audit.put("code", problem.code().text());
    audit.put("details", problem.details());
    audit.put("region", region);
    audit.put("refusedAt", refusedAt.toString());
    subject.paymentId().ifPresent(id -> audit.put("paymentId", id));
    subject.merchantId().ifPresent(id -> audit.put("merchantId", id));
    subject
        .money()
        .ifPresent(
            m -> {
              audit.put("amount", m.text());
              audit.put("currency", m.currency().getCurrencyCode());
            });
    subject
        .method()
        .ifPresent(
            m -> {
              audit.put("method", m.view());
              audit.put("fingerprint", m.fingerprint());
            });
    return audit;
  }
}
