package dev.portcullis.lambda.trading;

import dev.portcullis.lambda.http.Problem;
import dev.portcullis.lambda.http.StrictJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code PATCH /api/orders/{id}}: new terms of an order. What is missing stays.
 *
 * @param quantity 1 to 1,000,000
 * @param limitPriceCents 1 to 1,000,000,000
 * @param expectedVersion the version that is to be changed, unless a header says it
 */
record Amendment(
    @Nullable Long quantity, @Nullable Long limitPriceCents, @Nullable Long expectedVersion) {
  private static final StrictJson<Amendment> JSON =
      new StrictJson<>(Amendment.class, "an amendment");

  /**
   * Parses a body.
   *
   * @throws Problem {@code invalid-json} when it is not JSON of this shape, {@code invalid-order}
   *     when it asks for nothing or for what no order may have
   */
  static Amendment parse(String body) throws Problem {
    var amendment = JSON.parse(body);
    var wrong = new ArrayList<String>();
    check(amendment.quantity, amendment.limitPriceCents, wrong);
    if (amendment.quantity == null && amendment.limitPriceCents == null) {
      wrong.add("quantity, limitPriceCents: one of them, or both");
    }
    if (!wrong.isEmpty()) {
      throw new Problem(Problem.Code.INVALID_ORDER, List.copyOf(wrong));
    }
    return amendment;
  }

  /** Adds what is wrong with terms that are given. */
  static void check(@Nullable Long quantity, @Nullable Long limitPriceCents, List<String> wrong) {
    if (quantity != null && (quantity < 1 || quantity > Terms.MAX_QUANTITY)) {
      wrong.add("quantity: 1 to " + Terms.MAX_QUANTITY);
    }
    if (limitPriceCents != null
        && (limitPriceCents < 1 || limitPriceCents > Terms.MAX_PRICE_CENTS)) {
      wrong.add("limitPriceCents: 1 to " + Terms.MAX_PRICE_CENTS);
    }
  }

  /** The terms that an order with those terms has after it. */
  Terms of(Terms before) {
    return new Terms(
        quantity == null ? before.quantity() : quantity,
        limitPriceCents == null ? before.limitPriceCents() : limitPriceCents);
  }
}
