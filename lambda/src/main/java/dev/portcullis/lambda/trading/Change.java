package dev.portcullis.lambda.trading;

/** What came of a change that was meant for one version of an order. */
sealed interface Change {

  /**
   * It is made, by this request or by the one it repeats.
   *
   * @param order as it is now
   */
  record Made(TradeOrder order) implements Change {}

  /**
   * The order is at another version: somebody else has changed it.
   *
   * @param version the one it is at
   */
  record Stale(long version) implements Change {}

  /** The order was cancelled, and stays as it is. */
  record Closed() implements Change {}

  /** The key belongs to another change of this order. */
  record KeyReused() implements Change {}

  /** There is no such order. */
  record Missing() implements Change {}
}
