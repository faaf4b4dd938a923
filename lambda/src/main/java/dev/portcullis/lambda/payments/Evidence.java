package dev.portcullis.lambda.payments;

import dev.portcullis.lambda.http.Problem;

/** What is kept of an accepted payment for those who ask later. */
interface Evidence {

  /**
   * Keeps the audit record and the receipt; what is there already stays as it is.
   *
   * @throws Problem {@code store-unavailable}: sending the payment again completes them
   */
  void keep(Payment payment) throws Problem;
}
