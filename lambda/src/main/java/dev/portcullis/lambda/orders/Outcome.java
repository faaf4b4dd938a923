package dev.portcullis.lambda.orders;

import java.time.Duration;

/** What came of a request to place or to cancel an order, when it was not refused. */
sealed interface Outcome {

  /**
   * It is done.
   *
   * @param order as it is now
   * @param isNew whether this request made the order
   */
  record Done(Order order, boolean isNew) implements Outcome {}

  /**
   * Somebody else is at work on it.
   *
   * @param left how long that may take
   */
  record InProgress(Duration left) implements Outcome {

    /** For what is known to be there, but not here yet: it usually takes a second. */
    static InProgress soon() {
      return new InProgress(Duration.ofSeconds(2));
    }
  }
}
