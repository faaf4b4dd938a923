package dev.portcullis.lambda.trading;

import static java.util.Objects.requireNonNull;

import dev.portcullis.lambda.http.Problem;
import dev.portcullis.lambda.http.StrictJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /api/orders}, not yet believed.
 *
 * @param accountId 1 to 64 letters, digits, hyphens
 * @param symbol 1 to 12 capital letters, digits, dots
 * @param side {@code buy} or {@code sell}
 * @param quantity 1 to 1,000,000
 * @param limitPriceCents 1 to 1,000,000,000
 */
record TradeDraft(
    @Nullable String accountId,
    @Nullable String symbol,
    @Nullable String side,
    @Nullable Long quantity,
    @Nullable Long limitPriceCents) {
  /** Of an account. */
  static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,64}");

  private static final Pattern SYMBOL = Pattern.compile("[A-Z0-9.]{1,12}");
  private static final StrictJson<TradeDraft> JSON = new StrictJson<>(TradeDraft.class, "an order");

  /**
   * Parses a body.
   *
   * @throws Problem {@code invalid-json} when it is not JSON of this shape
   */
  static TradeDraft parse(String body) throws Problem {
    return JSON.parse(body);
  }

  /**
   * The order this draft asks for.
   *
   * @throws Problem {@code invalid-order} with everything that is wrong
   */
  TradeOrder accept(String orderId, Instant now) throws Problem {
    var wrong = new ArrayList<String>();
    if (accountId == null || !NAME.matcher(accountId).matches()) {
      wrong.add("accountId: 1 to 64 letters, digits or hyphens");
    }
    if (symbol == null || !SYMBOL.matcher(symbol).matches()) {
      wrong.add("symbol: 1 to 12 capital letters, digits or dots");
    }
    var direction = Stream.of(TradeOrder.Side.values()).filter(s -> s.text().equals(side));
    var accepted = direction.findFirst();
    if (accepted.isEmpty()) {
      wrong.add("side: buy or sell");
    }
    Amendment.check(quantity, limitPriceCents, wrong);
    if (quantity == null) {
      wrong.add("quantity: is missing");
    }
    if (limitPriceCents == null) {
      wrong.add("limitPriceCents: is missing");
    }
    if (!wrong.isEmpty()) {
      throw new Problem(Problem.Code.INVALID_ORDER, List.copyOf(wrong));
    }
    return TradeOrder.place(
        orderId,
        requireNonNull(accountId),
        requireNonNull(symbol),
        accepted.orElseThrow(),
        new Terms(requireNonNull(quantity), requireNonNull(limitPriceCents)),
        now);
  }
}
