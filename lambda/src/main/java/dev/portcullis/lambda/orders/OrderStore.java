package dev.portcullis.lambda.orders;

import dev.portcullis.lambda.http.Problem;
import java.util.Optional;

/** Where orders are kept. */
interface OrderStore {

  /**
   * Keeps an order unless one with its id is there already.
   *
   * @return the order that was there before; empty when this one was stored
   * @throws Problem {@code store-unavailable} when it is not known whether it was stored: sending
   *     it again with the same idempotency key is safe
   */
  Optional<Order> putIfAbsent(Order order) throws Problem;

  /**
   * Finds an order.
   *
   * @throws Problem {@code store-unavailable}
   */
  Optional<Order> find(String orderId) throws Problem;
}
