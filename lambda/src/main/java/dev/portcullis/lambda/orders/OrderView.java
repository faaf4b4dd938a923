package dev.portcullis.lambda.orders;

import java.util.Map;
import java.util.TreeMap;

/** An order as callers see it, and as its document says it. */
final class OrderView {
  private OrderView() {}

  /** Follows from the order alone: the same version always reads the same. */
  static Map<String, Object> of(Order order) {
    var view = new TreeMap<String, Object>();
    view.put("orderId", order.orderId());
    view.put("customerId", order.customerId());
    view.put("currency", order.currency());
    view.put("items", order.items());
    view.put("totalCents", order.totalCents());
    view.put("createdAt", order.createdAt().toString());
    view.put("status", order.status().text());
    view.put("version", order.version());
    order.cancelledAt().ifPresent(instant -> view.put("cancelledAt", instant.toString()));
    return view;
  }
}
