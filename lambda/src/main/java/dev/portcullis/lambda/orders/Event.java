package dev.portcullis.lambda.orders;

import java.time.Instant;

/**
 * What happened to an order.
 *
 * @param orderId whose history it is
 * @param version of the order, since then; an order has one event for each
 * @param type what happened: the status that the order got
 * @param at when
 */
record Event(String orderId, int version, String type, Instant at) {

  /** The event that made this version. */
  static Event of(Order order) {
    return new Event(order.orderId(), order.version(), order.status().text(), order.since());
  }
}
