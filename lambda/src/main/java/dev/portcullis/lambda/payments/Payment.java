package dev.portcullis.lambda.payments;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * A payment that was accepted.
 *
 * @param paymentId a UUID the caller chose
 * @param merchantId who is paid
 * @param money how much
 * @param method what is kept of the card or account
 * @param repeatIntended whether the caller said that it repeats another one on purpose
 * @param limit which limit it kept to
 * @param region where it was accepted
 * @param acceptedAt when it was accepted
 */
record Payment(
    String paymentId,
    String merchantId,
    Money money,
    Method method,
    boolean repeatIntended,
    Limit.Source limit,
    String region,
    Instant acceptedAt) {

  /** Whether that is the same payment, sent again: when and where it was accepted do not count. */
  boolean isOf(Wanted wanted, Method its) {
    return paymentId.equals(wanted.paymentId())
        && merchantId.equals(wanted.merchantId())
        && money.equals(wanted.money())
        && method.equals(its);
  }

  /** What callers see. */
  Map<String, Object> view() {
    var view = receipt();
    view.put("status", "accepted");
    view.put("limit", limit.text());
    return view;
  }

  /** What is handed to those who paid. */
  Map<String, Object> receipt() {
    var receipt = new TreeMap<String, Object>();
    receipt.put("paymentId", paymentId);
    receipt.put("merchantId", merchantId);
    receipt.put("amount", money.text());
    receipt.put("currency", money.currency().getCurrencyCode());
    receipt.put("method", method.view());
    receipt.put("acceptedAt", acceptedAt.toString());
    return receipt;
  }

  /** What is kept for those who examine the decision. */
  Map<String, Object> audit() {
    var audit = view();
    audit.put("event", "payment-accepted");
    audit.put("fingerprint", method.fingerprint());
    audit.put("repeatIntended", repeatIntended);
    audit.put("region", region);
    return audit;
  }
}
