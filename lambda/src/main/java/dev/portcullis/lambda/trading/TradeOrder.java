package dev.portcullis.lambda.trading;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * An order to trade, as it is kept.
 *
 * @param orderId a UUID
 * @param accountId whose it is
 * @param symbol what is traded
 * @param side buying or selling
 * @param quantity how many
 * @param limitPriceCents worst price of one, in hundredths
 * @param placedAt when it was accepted
 * @param cancelledAt when it was cancelled, if it was
 */
record TradeOrder(
    String orderId,
    String accountId,
    String symbol,
    Side side,
    long quantity,
    long limitPriceCents,
    Instant placedAt,
    Optional<Instant> cancelledAt) {

  /** The two directions. */
  enum Side {
    BUY,
    SELL;

    /** As callers write it. */
    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Whether the other one is the same order, sent again: what became of it since does not count.
   */
  boolean repeats(TradeOrder other) {
    return asPlaced(other.placedAt).equals(other.asPlaced(other.placedAt));
  }

  private TradeOrder asPlaced(Instant instant) {
    return new TradeOrder(
        orderId, accountId, symbol, side, quantity, limitPriceCents, instant, Optional.empty());
  }
}
