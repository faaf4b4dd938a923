package dev.portcullis.lambda.trading;

import dev.portcullis.lambda.http.Problem;
import java.time.Instant;
import java.util.Optional;

/**
 * Where orders to trade are kept. Doing anything twice is the same as doing it once.
 *
 * <p>Everything fails with {@link Problem} {@code store-unavailable} when the database does not
 * answer: then it is not known whether a change was made, and asking again is safe. A change fails
 * with {@code read-only} when the database takes none: then it was not made.
 */
interface OrderBook {

  /**
   * Keeps an order unless one with its id is there already.
   *
   * @return the order that was there before; empty when this one was stored
   */
  Optional<TradeOrder> putIfAbsent(TradeOrder order) throws Problem;

  /** Finds an order. In the secondary region it may be a moment behind. */
  Optional<TradeOrder> find(String orderId) throws Problem;

  /** Finds orders. In the secondary region they may be a moment behind. */
  OrderQuery.Page list(OrderQuery query) throws Problem;

  /**
   * Gives an order new terms, if it is at that version.
   *
   * @param key names this change: the same key again, for the same version, is a repetition
   */
  Change amend(String orderId, long version, Amendment amendment, String key) throws Problem;

  /**
   * Cancels an order, if it is at that version. The first instant stays: with the version that was
   * cancelled, or the one that came of it, it is a repetition.
   */
  Change cancel(String orderId, long version, Instant now) throws Problem;

  /** Asks the database of this region for a sign of life. */
  void ping() throws Problem;
}
