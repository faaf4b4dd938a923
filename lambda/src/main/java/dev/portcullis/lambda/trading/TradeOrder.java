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
 * @param placed the terms it was placed with
 * @param terms the terms it has now
 * @param placedAt when it was accepted
 * @param version 1 when it was placed, and one more with every change
 * @param cancelledAt when it was cancelled, if it was; that is its last change
 */
record TradeOrder(
    String orderId,
    String accountId,
    String symbol,
    Side side,
    Terms placed,
    Terms terms,
    Instant placedAt,
    long version,
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

  /** Whether it can still be changed. */
  enum Status {
    OPEN,
    CANCELLED;

    /** As callers write it. */
    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** An order as it is placed. */
  static TradeOrder place(
      String orderId, String accountId, String symbol, Side side, Terms terms, Instant now) {
    return new TradeOrder(orderId, accountId, symbol, side, terms, terms, now, 1, Optional.empty());
  }

  /** Whether it can still be changed. */
  Status status() {
    return cancelledAt.isEmpty() ? Status.OPEN : Status.CANCELLED;
  }

  /**
   * Whether the other one is the same order, sent again: what became of it since does not count.
   */
  boolean repeats(TradeOrder other) {
    return asPlaced(other.placedAt).equals(other.asPlaced(other.placedAt));
  }

  private TradeOrder asPlaced(Instant instant) {
    return place(orderId, accountId, symbol, side, placed, instant);
  }
}
