package dev.portcullis.lambda.orders;

import static java.util.Objects.requireNonNull;

import dev.portcullis.lambda.http.Problem;
import dev.portcullis.lambda.http.StrictJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /orders}, not yet believed.
 *
 * @param customerId 1 to 64 letters, digits, hyphens
 * @param currency three capital letters
 * @param items 1 to 100 lines
 */
record OrderDraft(
    @Nullable String customerId, @Nullable String currency, @Nullable List<@Nullable Line> items) {
  private static final int MAX_ITEMS = 100;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,64}");
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

  private static final StrictJson<OrderDraft> JSON = new StrictJson<>(OrderDraft.class, "an order");

  /**
   * One line; the limits keep the total of an order far inside a long.
   *
   * @param sku 1 to 64 letters, digits, hyphens
   * @param quantity 1 to 10,000
   * @param unitPriceCents 0 to 100,000,000
   */
  record Line(@Nullable String sku, @Nullable Integer quantity, @Nullable Long unitPriceCents) {
    private static final int MAX_QUANTITY = 10_000;
    private static final long MAX_PRICE_CENTS = 100_000_000;

    private List<String> violations(String at) {
      var wrong = new ArrayList<String>();
      if (!matches(NAME, sku)) {
        wrong.add(at + "sku: 1 to 64 letters, digits or hyphens");
      }
      if (quantity == null || quantity < 1 || quantity > MAX_QUANTITY) {
        wrong.add(at + "quantity: 1 to " + MAX_QUANTITY);
      }
      if (unitPriceCents == null || unitPriceCents < 0 || unitPriceCents > MAX_PRICE_CENTS) {
        wrong.add(at + "unitPriceCents: 0 to " + MAX_PRICE_CENTS);
      }
      return wrong;
    }

    private Order.Item accepted() {
      return new Order.Item(
          requireNonNull(sku), requireNonNull(quantity), requireNonNull(unitPriceCents));
    }
  }

  /**
   * Parses a body.
   *
   * @throws Problem {@code invalid-json} when it is not JSON of this shape
   */
  static OrderDraft parse(String body) throws Problem {
    return JSON.parse(body);
  }

  /**
   * The order this draft asks for.
   *
   * @throws Problem {@code invalid-order} with everything that is wrong
   */
  Order accept(String orderId, Instant now) throws Problem {
    var wrong = new ArrayList<String>();
    if (!matches(NAME, customerId)) {
      wrong.add("customerId: 1 to 64 letters, digits or hyphens");
    }
    if (!matches(CURRENCY, currency)) {
      wrong.add("currency: three capital letters");
    }
    if (items == null || items.isEmpty() || items.size() > MAX_ITEMS) {
      wrong.add("items: 1 to " + MAX_ITEMS + " lines");
    } else {
      for (int i = 0; i < items.size(); i++) {
        var line = items.get(i);
        var at = "items[" + i + "]";
        wrong.addAll(line == null ? List.of(at + ": is null") : line.violations(at + "."));
      }
    }
    if (!wrong.isEmpty()) {
      throw new Problem(Problem.Code.INVALID_ORDER, wrong);
    }
    var accepted = requireNonNull(items).stream().map(line -> requireNonNull(line).accepted());
    return Order.placed(
        orderId, requireNonNull(customerId), requireNonNull(currency), accepted.toList(), now);
  }

  private static boolean matches(Pattern pattern, @Nullable String value) {
    return value != null && pattern.matcher(value).matches();
  }
}
