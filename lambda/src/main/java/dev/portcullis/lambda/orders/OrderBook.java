package dev.portcullis.lambda.orders;

import dev.portcullis.lambda.http.Problem;
import java.time.Instant;
import java.util.Optional;

/**
 * The record of orders: what is in it is an order, what is not in it is none. Every method throws
 * {@code store-unavailable} when it is not known what came of it.
 */
interface OrderBook {

  /** Finds an order. In the secondary region it may be a moment behind. */
  Optional<Order> find(String orderId) throws Problem;

  /** Whether this region's database takes no writes now, because it follows another one. */
  boolean readOnly() throws Problem;

  /**
   * Records an order unless one with its id is there already. Doing it twice is the same as doing
   * it once.
   */
  Placing place(Order order) throws Problem;

  /**
   * Cancels an order that is at this version.
   *
   * @return the order as it is now, changed or not; empty when there is none
   * @throws Problem {@code read-only} as well
   */
  Optional<Order> cancel(String orderId, int version, Instant now) throws Problem;

  /** What came of recording an order. */
  sealed interface Placing {}

  /**
   * An order with this id is in the book.
   *
   * @param order which may be another one
   * @param isNew whether it was not there before
   */
  record Kept(Order order, boolean isNew) implements Placing {}

  /**
   * The order is not in the book, and will not be unless it is sent again.
   *
   * @param why as the caller is told
   */
  record Refused(Problem why) implements Placing {}
}
