package dev.portcullis.lambda.payments;

import dev.portcullis.lambda.http.Problem;
import dev.portcullis.lambda.http.Problem.Code;
import dev.portcullis.lambda.payments.recovery.OtherRegion;
import dev.portcullis.lambda.payments.recovery.OtherRegion.NoAnswer;
import dev.portcullis.lambda.platform.Log;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Accepted payments and their receipts, wherever they are: here first, then in the other region.
 */
final class Payments {
  private final Ledger ledger;
  private final Evidence evidence;
  private final OtherRegion other;
  private final Log log;

  Payments(Ledger ledger, Evidence evidence, OtherRegion other, Log log) {
    this.ledger = ledger;
    this.evidence = evidence;
    this.other = other;
    this.log = log;
  }

  /**
   * What is known of a payment.
   *
   * @param payment if it is known
   * @param certain whether both regions were asked; otherwise the other one may know it
   */
  record Known(Optional<Payment> payment, boolean certain) {}

  /**
   * Looks for a payment. When the other region does not answer, that is said and not waited for.
   *
   * @throws Problem {@code store-unavailable} when not even this region answers
   */
  Known find(String paymentId) throws Problem {
    var here = ledger.find(paymentId);
    if (here.isPresent()) {
      return new Known(here, true);
    }
    try {
      var there = other.item(Items.key(paymentId)).map(Items::payment);
      there.ifPresent(p -> log.info("found-in-other-region", Map.of("paymentId", paymentId)));
      return new Known(there, true);
    } catch (NoAnswer e) {
      log.warn("other-region-unavailable", told(paymentId, e));
      return new Known(Optional.empty(), false);
    }
  }

  /**
   * The payment with that id.
   *
   * @throws Problem {@code not-found}, or {@code store-unavailable} when the region that may know
   *     it does not answer: "there is none" would be taken at its word, and paid again
   */
  Payment get(String paymentId) throws Problem {
    var known = find(paymentId);
    if (known.payment().isPresent()) {
      return known.payment().get();
    }
    if (!known.certain()) {
      throw new Problem(
          Code.STORE_UNAVAILABLE,
          List.of("this region does not know the payment, and the other one does not answer"));
    }
    throw new Problem(Code.NOT_FOUND, List.of("there is no such payment"));
  }

  /**
   * The receipt of a payment, as JSON text.
   *
   * @throws Problem {@code not-found} without such a payment; {@code store-unavailable} when its
   *     receipt is in neither region (yet): sending the payment again completes it
   */
  String receipt(String paymentId) throws Problem {
    get(paymentId);
    var here = evidence.receipt(paymentId);
    if (here.isPresent()) {
      return here.get();
    }
    try {
      var there = other.receipt(Evidence.receiptKey(paymentId));
      if (there.isPresent()) {
        return there.get();
      }
    } catch (NoAnswer e) {
      log.warn("other-region-unavailable", told(paymentId, e));
    }
    throw new Problem(
        Code.STORE_UNAVAILABLE, List.of("the receipt is not there yet: send the payment again"));
  }

  private static Map<String, Object> told(String paymentId, NoAnswer e) {
    return Map.of("paymentId", paymentId, "kind", Objects.requireNonNull(e.getMessage()));
  }
}
