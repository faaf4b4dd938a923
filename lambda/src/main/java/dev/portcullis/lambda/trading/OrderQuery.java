package dev.portcullis.lambda.trading;

import dev.portcullis.lambda.http.IdempotencyKey;
import dev.portcullis.lambda.http.Problem;
import dev.portcullis.lambda.trading.TradeOrder.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which orders are asked for: those of one account, the latest first, a page at a time.
 *
 * @param accountId whose
 * @param status of all, unless one is named
 * @param limit at most so many, 1 to 100
 * @param after the last one of the page before; a page goes on from there whatever was placed
 *     meanwhile
 */
record OrderQuery(String accountId, Optional<Status> status, int limit, Optional<Position> after) {
  private static final Set<String> KNOWN = Set.of("accountId", "status", "limit", "after");
  private static final Pattern LIMIT = Pattern.compile("[1-9][0-9]?|100");
  private static final int DEFAULT_LIMIT = 50;

  /**
   * A place among the orders of an account.
   *
   * @param placedAt in whole milliseconds
   */
  record Position(Instant placedAt, String orderId) {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,15})\\.(.{36})");

    /** Where that order is. */
    static Position of(TradeOrder order) {
      return new Position(order.placedAt(), order.orderId());
    }

    private static Optional<Position> parse(String text) {
      var parts = TEXT.matcher(text);
      return parts.matches() && IdempotencyKey.matches(parts.group(2))
          ? Optional.of(
              new Position(Instant.ofEpochMilli(Long.parseLong(parts.group(1))), parts.group(2)))
          : Optional.empty();
    }

    /** As callers send it back. */
    String text() {
      return placedAt.toEpochMilli() + "." + orderId;
    }
  }

  /**
   * One page.
   *
   * @param next where the next one begins; empty after the last
   */
  record Page(List<TradeOrder> orders, Optional<Position> next) {
    Page {
      orders = List.copyOf(orders);
    }
  }

  /**
   * Reads the parameters of {@code GET /api/orders}.
   *
   * @throws Problem {@code invalid-query} with everything that is wrong
   */
  static OrderQuery of(Map<String, String> parameters) throws Problem {
    var wrong = new ArrayList<String>();
    var unknown = new TreeSet<>(parameters.keySet());
    unknown.removeAll(KNOWN);
    if (!unknown.isEmpty()) {
      // Their names are the caller's and may be anything.
      wrong.add("only " + String.join(", ", new TreeSet<>(KNOWN)) + " may be asked for");
    }
    var accountId = parameters.getOrDefault("accountId", "");
    if (!TradeDraft.NAME.matcher(accountId).matches()) {
      wrong.add("accountId: 1 to 64 letters, digits or hyphens");
    }
    var status = Optional.ofNullable(parameters.get("status")).flatMap(OrderQuery::status);
    if (status.isEmpty() && parameters.containsKey("status")) {
      wrong.add("status: open or cancelled");
    }
    var limit = parameters.getOrDefault("limit", String.valueOf(DEFAULT_LIMIT));
    if (!LIMIT.matcher(limit).matches()) {
      wrong.add("limit: 1 to 100");
    }
    var after = Optional.ofNullable(parameters.get("after")).flatMap(Position::parse);
    if (after.isEmpty() && parameters.containsKey("after")) {
      wrong.add("after: as the page before says in next");
    }
    if (!wrong.isEmpty()) {
      throw new Problem(Problem.Code.INVALID_QUERY, wrong);
    }
    return new OrderQuery(accountId, status, Integer.parseInt(limit), after);
  }

  private static Optional<Status> status(String text) {
    return Arrays.stream(Status.values()).filter(s -> s.text().equals(text)).findFirst();
  }
}
