package dev.portcullis.lambda.orders;

import java.time.Instant;
import java.util.List;

/**
 * An order as it is kept.
 *
 * @param orderId a UUID
 * @param customerId whose it is
 * @param currency ISO 4217 code
 * @param items at least one
 * @param createdAt when it was accepted
 */
record Order(
    String orderId, String customerId, String currency, List<Item> items, Instant createdAt) {

  Order {
    items = List.copyOf(items);
  }

  /**
   * One line of an order.
   *
   * @param sku what
   * @param quantity how many
   * @param unitPriceCents price of one, in hundredths of the currency
   */
  record Item(String sku, int quantity, long unitPriceCents) {}

  /** Sum of all lines, in hundredths of the currency; the limits of a draft keep it in range. */
  long totalCents() {
    return items.stream()
        .mapToLong(i -> Math.multiplyExact(i.unitPriceCents(), i.quantity()))
        .sum();
  }

  /** Whether the other one is the same order, sent again: all but the instant is equal. */
  boolean repeats(Order other) {
    return new Order(orderId, customerId, currency, items, other.createdAt).equals(other);
  }
}
