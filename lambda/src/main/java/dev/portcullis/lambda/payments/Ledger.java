package dev.portcullis.lambda.payments;

import dev.portcullis.lambda.http.Problem;
import java.util.Optional;

/** Where accepted payments are kept. */
interface Ledger {

  /**
   * Keeps a payment unless one with its id is there already.
   *
   * @return the payment that was there before; empty when this one was stored
   * @throws Problem {@code store-unavailable} when it is not known whether it was stored: sending
   *     it again is safe
   */
  Optional<Payment> putIfAbsent(Payment payment) throws Problem;
}
