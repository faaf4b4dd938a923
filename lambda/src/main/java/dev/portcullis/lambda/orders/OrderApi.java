package dev.portcullis.lambda.orders;

import dev.portcullis.lambda.orders.Problem.Code;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The routes: {@code GET /health}, {@code POST /orders}, {@code GET /orders/{id}}.
 *
 * <p>Two regions accept orders, and a caller that lost an answer asks again, perhaps in the other
 * region. With an {@code Idempotency-Key} the repetition is recognised: the key is the order's id.
 */
final class OrderApi {
  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final String ORDERS = "/orders";
  private static final String ORDER = ORDERS + "/";

  private final Settings settings;
  private final Optional<OrderStore> store;
  private final Clock clock;
  private final Supplier<UUID> ids;

  /**
   * An API over that store.
   *
   * @param store empty when the settings are incomplete
   */
  OrderApi(Settings settings, Optional<OrderStore> store, Clock clock, Supplier<UUID> ids) {
    this.settings = settings;
    this.store = store;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * A request.
   *
   * @param headers names in lower case
   */
  record Request(String method, String path, Map<String, String> headers, String body) {}

  /**
   * An answer.
   *
   * @param body rendered as JSON
   */
  record Reply(int status, Map<String, String> headers, Object body) {
    private static Reply of(int status, Object body) {
      return new Reply(status, Map.of(), body);
    }
  }

  /** Answers the request; a problem is an answer too. */
  Reply answer(Request request) {
    try {
      return route(request);
    } catch (Problem problem) {
      return refusal(problem, Map.of());
    }
  }

  private Reply route(Request request) throws Problem {
    var path = request.path();
    if (path.equals("/health")) {
      return request.method().equals("GET") ? health() : wrongMethod("GET");
    }
    if (path.equals(ORDERS)) {
      return request.method().equals("POST") ? place(request) : wrongMethod("POST");
    }
    if (path.startsWith(ORDER) && UUID_FORM.matcher(path.substring(ORDER.length())).matches()) {
      return request.method().equals("GET")
          ? find(path.substring(ORDER.length()))
          : wrongMethod("GET");
    }
    throw new Problem(Code.NOT_FOUND, List.of("there is nothing at this path"));
  }

  /**
   * Says whether the function could serve an order as far as it knows by itself. It asks no other
   * service: checkers call it several times a second and give up after two seconds, and a slow
   * table must not make both regions look dead.
   */
  private Reply health() {
    var missing = settings.missing();
    return missing.isEmpty()
        ? Reply.of(200, Map.of("status", "ok"))
        : Reply.of(
            Code.MISCONFIGURED.status(),
            new TreeMap<String, Object>(
                Map.of("status", Code.MISCONFIGURED.text(), "missing", missing)));
  }

  private Reply place(Request request) throws Problem {
    var orders = store();
    var orderId = orderId(request);
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

  private String orderId(Request request) throws Problem {
    var key = request.headers().get("idempotency-key");
    if (key == null) {
      return ids.get().toString();
    }
    if (!UUID_FORM.matcher(key).matches()) {
      throw new Problem(
          Code.INVALID_IDEMPOTENCY_KEY, List.of("Idempotency-Key: a UUID in lower case"));
    }
    return key;
  }

  private OrderStore store() throws Problem {
    return store.orElseThrow(
        () -> new Problem(Code.MISCONFIGURED, List.of("not configured, see /health")));
  }

  private static Reply wrongMethod(String allowed) {
    var problem = new Problem(Code.METHOD_NOT_ALLOWED, List.of("use " + allowed));
    return refusal(problem, Map.of("allow", allowed));
  }

  private static Reply refusal(Problem problem, Map<String, String> headers) {
    var body = new TreeMap<String, Object>();
    body.put("code", problem.code().text());
    body.put("details", problem.details());
    return new Reply(problem.code().status(), headers, body);
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
