package dev.portcullis.lambda.trading;

import dev.portcullis.lambda.http.Api;
import dev.portcullis.lambda.http.IdempotencyKey;
import dev.portcullis.lambda.http.Problem;
import dev.portcullis.lambda.http.Problem.Code;
import dev.portcullis.lambda.http.Reply;
import dev.portcullis.lambda.http.Request;
import dev.portcullis.lambda.platform.Environment;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The routes: {@code GET /health} and {@code GET /api/health}, {@code POST /api/orders}, {@code
 * GET} and {@code DELETE /api/orders/{id}}. The load balancer's checks ask the function at the
 * first path; the second one is what a checker outside reaches through the rule for {@code /api/*}.
 */
final class TradingApi implements Api {
  private static final String ORDERS = "/api/orders";
  private static final String ORDER = ORDERS + "/";

  private final Environment environment;
  private final Optional<OrderBook> book;
  private final Clock clock;
  private final Supplier<UUID> ids;

  /**
   * An API over that book.
   *
   * @param book empty when the environment is incomplete
   */
  TradingApi(Environment environment, Optional<OrderBook> book, Clock clock, Supplier<UUID> ids) {
    this.environment = environment;
    this.book = book;
    this.clock = clock;
    this.ids = ids;
  }

  @Override
  public Reply route(Request request) throws Problem {
    var path = request.path();
    var method = request.method();
    if (path.equals("/health") || path.equals("/api/health")) {
      return method.equals("GET") ? health() : Reply.wrongMethod("GET");
    }
    if (path.equals(ORDERS)) {
      return method.equals("POST") ? place(request) : Reply.wrongMethod("POST");
    }
    var orderId = path.startsWith(ORDER) ? path.substring(ORDER.length()) : "";
    if (!IdempotencyKey.matches(orderId)) {
      throw Problem.noSuchPath();
    }
    return switch (method) {
      case "GET" -> found(book().find(orderId));
      case "DELETE" ->
          found(book().cancel(orderId, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
      default -> Reply.wrongMethod("GET, DELETE");
    };
  }

  /**
   * Says whether an order could be looked up in this region. The database of this region is asked,
   * not the writer: when the primary region is lost, the secondary must not look dead as well.
   */
  private Reply health() throws Problem {
    if (!environment.complete()) {
      return Reply.misconfigured(environment.missing());
    }
    book().ping();
    return Reply.healthy();
  }

  private Reply place(Request request) throws Problem {
    var orders = book();
    var orderId = IdempotencyKey.of(request, ids);
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var order = TradeDraft.parse(request.body()).accept(orderId, now);
    var before = orders.putIfAbsent(order);
    if (before.isEmpty()) {
      return new Reply(201, Map.of("location", ORDER + orderId), view(order));
    }
    if (!order.repeats(before.get())) {
      throw new Problem(
          Code.IDEMPOTENCY_CONFLICT, List.of("this idempotency key belongs to another order"));
    }
    return Reply.of(200, view(before.get()));
  }

  private static Reply found(Optional<TradeOrder> order) throws Problem {
    return order
        .map(there -> Reply.of(200, view(there)))
        .orElseThrow(() -> new Problem(Code.NOT_FOUND, List.of("there is no such order")));
  }

  private OrderBook book() throws Problem {
    return book.orElseThrow(Problem::misconfigured);
  }

  private static Map<String, Object> view(TradeOrder order) {
    var view = new TreeMap<String, Object>();
    view.put("orderId", order.orderId());
    view.put("accountId", order.accountId());
    view.put("symbol", order.symbol());
    view.put("side", order.side().text());
    view.put("quantity", order.quantity());
    view.put("limitPriceCents", order.limitPriceCents());
    view.put("placedAt", order.placedAt().toString());
    view.put("status", order.cancelledAt().isEmpty() ? "open" : "cancelled");
    order.cancelledAt().ifPresent(instant -> view.put("cancelledAt", instant.toString()));
    return view;
  }
}
