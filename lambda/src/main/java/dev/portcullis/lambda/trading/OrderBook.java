package dev.portcullis.lambda.trading;

import dev.portcullis.lambda.http.Problem;
import java.time.Instant;
import java.util.Optional;

/** Where orders to trade are kept. Doing anything twice is the same as doing it once. */
interface OrderBook {

  /**
   * Keeps an order unless one with its id is there already.
   *
   * @return the order that was there before; empty when this one was stored
   * @throws Problem {@code store-unavailable} when it is not known whether it was stored
   */
  Optional<TradeOrder> putIfAbsent(TradeOrder order) throws Problem;

  /**
   * Finds an order. In the secondary region it may be a moment behind.
   *
   * @throws Problem {@code store-unavailable}
   */
  Optional<TradeOrder> find(String orderId) throws Problem;

  /**
   * Cancels an order; the first instant stays.
   *
   * @return the order as it is now; empty when there is none
   * @throws Problem {@code store-unavailable} when it is not known whether it was cancelled
   */
  Optional<TradeOrder> cancel(String orderId, Instant now) throws Problem;

  /**
   * Asks the database of this region for a sign of life.
   *
   * @throws Problem {@code store-unavailable}
   */
  void ping() throws Problem;
}
