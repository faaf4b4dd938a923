package dev.portcullis.lambda.trading;

/**
 * What may change about an order.
 *
 * @param quantity how many
 * @param limitPriceCents worst price of one, in hundredths
 */
record Terms(long quantity, long limitPriceCents) {
  /** Most that one order is about. */
  static final long MAX_QUANTITY = 1_000_000;

  /** Highest price of one, in hundredths. */
  static final long MAX_PRICE_CENTS = 1_000_000_000;
}
