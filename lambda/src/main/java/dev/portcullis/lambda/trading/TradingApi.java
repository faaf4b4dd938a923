package dev.portcullis.lambda.trading;

import dev.portcullis.lambda.http.Api;
import dev.portcullis.lambda.http.IdempotencyKey;
import dev.portcullis.lambda.http.Problem;
import dev.portcullis.lambda.http.Problem.Code;
import dev.portcullis.lambda.http.Reply;
import dev.portcullis.lambda.http.Request;
import dev.portcullis.lambda.http.Routes;
import dev.portcullis.lambda.platform.Environment;
import dev.portcullis.lambda.platform.Log;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The routes: {@code GET /health} and {@code GET /api/health}, {@code POST} and {@code GET
 * /api/orders}, {@code GET}, {@code PATCH} and {@code DELETE /api/orders/{id}}. The load balancer's
 * checks ask the function at the first path; the second one is what a checker outside reaches
 * through the rule for {@code /api/*}.
 */
final class TradingApi implements Api {
  private static final String ORDERS = "/api/orders";

  private final Environment environment;
  private final Optional<OrderBook> book;
  private final Clock clock;
  private final Supplier<UUID> ids;
  private final Log log;
  private final Routes routes;

  /**
   * An API over that book.
   *
   * @param book empty when the environment is incomplete
   */
  TradingApi(
      Environment environment, Optional<OrderBook> book, Clock clock, Supplier<UUID> ids, Log log) {
    this.environment = environment;
    this.book = book;
    this.clock = clock;
    this.ids = ids;
    this.log = log;
    this.routes =
        new Routes()
            .on("GET", "/health", (request, id) -> health())
            .on("GET", "/api/health", (request, id) -> health())
            .on("POST", ORDERS, (request, id) -> place(request))
            .on("GET", ORDERS, (request, id) -> list(request))
            .on("GET", ORDERS + "/{id}", (request, id) -> find(id))
            .on("PATCH", ORDERS + "/{id}", this::amend)
            .on("DELETE", ORDERS + "/{id}", this::cancel);
  }

  @Override
  public Reply route(Request request) throws Problem {
    return routes.route(request);
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
      done("order-placed", order);
      return found(201, order, Map.of("location", ORDERS + "/" + orderId));
    }
    if (!order.repeats(before.get())) {
      throw new Problem(
          Code.IDEMPOTENCY_CONFLICT, List.of("this idempotency key belongs to another order"));
    }
    return found(200, before.get(), Map.of());
  }

  private Reply list(Request request) throws Problem {
    var orders = book();
    var page = orders.list(OrderQuery.of(request.parameters()));
    var view = new TreeMap<String, Object>();
    view.put("orders", page.orders().stream().map(TradingApi::view).toList());
    page.next().ifPresent(position -> view.put("next", position.text()));
    return Reply.of(200, view);
  }

  private Reply find(String orderId) throws Problem {
    return found(200, book().find(orderId).orElseThrow(TradingApi::missing), Map.of());
  }

  private Reply amend(Request request, String orderId) throws Problem {
    var orders = book();
    var amendment = Amendment.parse(request.body());
    var version = ExpectedVersion.of(request, amendment.expectedVersion());
    // A change that is repeated inside, after a lost answer, is known by its key as well.
    var key = IdempotencyKey.of(request, ids);
    return changed("order-amended", orders.amend(orderId, version, amendment, key));
  }

  private Reply cancel(Request request, String orderId) throws Problem {
    var orders = book();
    var version = ExpectedVersion.of(request, null);
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return changed("order-cancelled", orders.cancel(orderId, version, now));
  }

  private Reply changed(String what, Change change) throws Problem {
    if (change instanceof Change.Made made) {
      done(what, made.order());
      return found(200, made.order(), Map.of());
    }
    if (change instanceof Change.Stale stale) {
      throw new Problem(
          Code.VERSION_CONFLICT, List.of("the order is at version " + stale.version()));
    }
    if (change instanceof Change.Closed) {
      throw new Problem(Code.ORDER_CANCELLED, List.of("the order was cancelled"));
    }
    if (change instanceof Change.KeyReused) {
      throw new Problem(
          Code.IDEMPOTENCY_CONFLICT, List.of("this idempotency key belongs to another change"));
    }
    throw missing();
  }

  private void done(String what, TradeOrder order) {
    log.info(what, Map.of("orderId", order.orderId(), "version", order.version()));
  }

  private static Problem missing() {
    return new Problem(Code.NOT_FOUND, List.of("there is no such order"));
  }

  private OrderBook book() throws Problem {
    return book.orElseThrow(Problem::misconfigured);
  }

  private static Reply found(int status, TradeOrder order, Map<String, String> headers) {
    var all = new TreeMap<>(headers);
    all.put("etag", ExpectedVersion.tag(order.version()));
    return new Reply(status, all, view(order));
  }

  private static Map<String, Object> view(TradeOrder order) {
    var view = new TreeMap<String, Object>();
    view.put("orderId", order.orderId());
    view.put("accountId", order.accountId());
    view.put("symbol", order.symbol());
    view.put("side", order.side().text());
    view.put("quantity", order.terms().quantity());
    view.put("limitPriceCents", order.terms().limitPriceCents());
    view.put("placedAt", order.placedAt().toString());
    view.put("version", order.version());
    view.put("status", order.status().text());
    order.cancelledAt().ifPresent(instant -> view.put("cancelledAt", instant.toString()));
    return view;
  }
}
