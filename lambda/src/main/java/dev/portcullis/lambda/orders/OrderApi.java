package dev.portcullis.lambda.orders;

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
 * The routes: {@code GET /health}, {@code POST /orders}, {@code GET /orders/{id}}.
 *
 * <p>Two regions accept orders, and a caller that lost an answer asks again, perhaps in the other
 * region. With an {@code Idempotency-Key} the repetition is recognised: the key is the order's id.
 */
final class OrderApi implements Api {
  private static final String ORDERS = "/orders";
  private static final String ORDER = ORDERS + "/";

  private final Environment environment;
  private final Optional<OrderStore> store;
  private final Clock clock;
  private final Supplier<UUID> ids;

  /**
   * An API over that store.
   *
   * @param store empty when the environment is incomplete
   */
  OrderApi(Environment environment, Optional<OrderStore> store, Clock clock, Supplier<UUID> ids) {
    this.environment = environment;
    this.store = store;
    this.clock = clock;
    this.ids = ids;
  }

  @Override
  public Reply route(Request request) throws Problem {
    var path = request.path();
    if (path.equals("/health")) {
      return request.method().equals("GET") ? health() : Reply.wrongMethod("GET");
    }
    if (path.equals(ORDERS)) {
      return request.method().equals("POST") ? place(request) : Reply.wrongMethod("POST");
    }
    if (path.startsWith(ORDER) && IdempotencyKey.matches(path.substring(ORDER.length()))) {
      return request.method().equals("GET")
          ? find(path.substring(ORDER.length()))
          : Reply.wrongMethod("GET");
    }
    throw Problem.noSuchPath();
  }

  /**
   * Says whether the function could serve an order as far as it knows by itself. It asks no other
   * service: checkers call it several times a second and give up after two seconds, and a slow
   * table must not make both regions look dead.
   */
  private Reply health() {
    return environment.complete() ? Reply.healthy() : Reply.misconfigured(environment.missing());
  }

  private Reply place(Request request) throws Problem {
    var orders = store();
    var orderId = IdempotencyKey.of(request, ids);
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var order = OrderDraft.parse(request.body()).accept(orderId, now);
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

  private Reply find(String orderId) throws Problem {
    return store()
        .find(orderId)
        .map(order -> Reply.of(200, view(order)))
        .orElseThrow(() -> new Problem(Code.NOT_FOUND, List.of("there is no such order")));
  }

  private OrderStore store() throws Problem {
    return store.orElseThrow(Problem::misconfigured);
  }

  private static Map<String, Object> view(Order order) {
    var view = new TreeMap<String, Object>();
    view.put("orderId", order.orderId());
    view.put("customerId", order.customerId());
    view.put("currency", order.currency());
    view.put("items", order.items());
    view.put("totalCents", order.totalCents());
    view.put("createdAt", order.createdAt().toString());
    return view;
  }
}
