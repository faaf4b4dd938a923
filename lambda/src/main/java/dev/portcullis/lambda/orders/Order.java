package dev.portcullis.lambda.orders;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An order as it is kept.
 *
 * @param orderId a UUID
 * @param customerId whose it is
 * @param currency ISO 4217 code
 * @param items at least one
 * @param createdAt when it was accepted
 * @param version 1 when it was placed, one more with every change
 * @param cancelledAt when it was cancelled, if it was
 */
record Order(
    String orderId,
    String customerId,
    String currency,
    List<Item> items,
    Instant createdAt,
    int version,
    Optional<Instant> cancelledAt) {

  Order {
    items = List.copyOf(items);
  }

  /** An order in its first version. */
  static Order placed(
      String orderId, String customerId, String currency, List<Item> items, Instant createdAt) {
    return new Order(orderId, customerId, currency, items, createdAt, 1, Optional.empty());
  }

  /**
   * One line of an order.
   *
   * @param sku what
   * @param quantity how many
   * @param unitPriceCents price of one, in hundredths of the currency
   */
  record Item(String sku, int quantity, long unitPriceCents) {}

  /** What can become of an order. */
  enum Status {
    PLACED,
    CANCELLED;

    /** As callers see it. */
    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What became of it so far. */
  Status status() {
    return cancelledAt.isEmpty() ? Status.PLACED : Status.CANCELLED;
  }

  /** Sum of all lines, in hundredths of the currency; the limits of a draft keep it in range. */
  long totalCents() {
    return items.stream()
        .mapToLong(i -> Math.multiplyExact(i.unitPriceCents(), i.quantity()))
        .reduce(0, Math::addExact);
  }

  /** When this version came to be. */
  Instant since() {
    return cancelledAt.orElse(createdAt);
  }

  /** The same order, accepted at that instant. */
  Order acceptedAt(Instant instant) {
    return new Order(orderId, customerId, currency, items, instant, version, cancelledAt);
  }

  /** Every version there was, this one last. */
  List<Order> versions() {
    return version == 1 ? List.of(this) : List.of(asPlaced(), this);
  }

  /**
   * Whether the other one is the same order, sent again: when, and what became of it since, does
   * not count.
   */
  boolean repeats(Order other) {
    return asPlaced().acceptedAt(other.createdAt).equals(other.asPlaced());
  }

  private Order asPlaced() {
    return placed(orderId, customerId, currency, items, createdAt);
  }
}
