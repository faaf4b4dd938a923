package dev.portcullis.lambda.trading;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerRequestEvent;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerResponseEvent;
import dev.portcullis.lambda.Invocation;
import dev.portcullis.lambda.http.Problem;
import dev.portcullis.lambda.platform.Environment;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Through the entry point, with events as the load balancer sends them. The book is a fake. */
class TradingApiHandlerTest {
  private static final String ID = "6f1c1b0e-93cd-4a0e-9d0a-0a8a3e0f7a11";
  private static final String ORDER = "/api/orders/" + ID;
  private static final String BODY =
      """
      {"accountId":"a-1","symbol":"ACME","side":"buy","quantity":10,"limitPriceCents":1250}""";
  private static final String VIEW =
      "{\"accountId\":\"a-1\",\"limitPriceCents\":1250,\"orderId\":\""
          + ID
          + "\",\"placedAt\":\"2026-11-21T08:00:00.123Z\",\"quantity\":10,\"side\":\"buy\","
          + "\"status\":\"open\",\"symbol\":\"ACME\"}";

  private final Map<String, TradeOrder> orders = new HashMap<>();
  private final Invocation invocation = new Invocation();
  private boolean down;
  private Instant now = Instant.parse("2026-11-21T08:00:00.123456Z");

  private final OrderBook book =
      new OrderBook() {
        @Override
        public Optional<TradeOrder> putIfAbsent(TradeOrder order) throws Problem {
          ping();
          return Optional.ofNullable(orders.putIfAbsent(order.orderId(), order));
        }

        @Override
        public Optional<TradeOrder> find(String orderId) throws Problem {
          ping();
          return Optional.ofNullable(orders.get(orderId));
        }

        @Override
        public Optional<TradeOrder> cancel(String orderId, Instant instant) throws Problem {
          ping();
          orders.computeIfPresent(orderId, (id, order) -> cancelled(order, instant));
          return Optional.ofNullable(orders.get(orderId));
        }

        @Override
        public void ping() throws Problem {
          if (down) {
            throw Problem.unavailable("order book", "SQL state 08001", new SQLException("tea"));
          }
        }
      };

  private static TradeOrder cancelled(TradeOrder order, Instant instant) {
    return new TradeOrder(
        order.orderId(),
        order.accountId(),
        order.symbol(),
        order.side(),
        order.quantity(),
        order.limitPriceCents(),
        order.placedAt(),
        Optional.of(order.cancelledAt().orElse(instant)));
  }

  @Test
  void placesOrderAndFindsItAgain() {
    var placed = send("POST", "/api/orders", Map.of(), BODY);

    assertThat(placed.getStatusCode()).isEqualTo(201);
    assertThat(placed.getHeaders()).containsEntry("location", ORDER);
    assertThat(placed.getBody()).isEqualTo(VIEW);
    assertThat(send("GET", ORDER, Map.of(), null).getBody()).isEqualTo(VIEW);
  }

  @Test
  void cancelsOrderOnceHoweverOftenItIsAsked() {
    send("POST", "/api/orders", Map.of(), BODY);
    var first = send("DELETE", ORDER, Map.of(), null);
    now = now.plusSeconds(60);
    var again = send("DELETE", ORDER, Map.of(), null);

    assertThat(first.getStatusCode()).isEqualTo(200);
    assertThat(first.getBody())
        .contains("\"status\":\"cancelled\"", "\"cancelledAt\":\"2026-11-21T08:00:00.123Z\"");
    assertThat(again.getBody()).isEqualTo(first.getBody());
  }

  @Test
  void answersRepetitionWithTheFirstOrderEvenWhenItWasCancelledSince() {
    var key = Map.of("Idempotency-Key", ID);
    send("POST", "/api/orders", key, BODY);
    send("DELETE", ORDER, Map.of(), null);
    now = now.plusSeconds(60);

    var again = send("POST", "/api/orders", key, BODY);

    assertThat(again.getStatusCode()).isEqualTo(200);
    assertThat(again.getBody()).contains("\"status\":\"cancelled\"");
  }

  @Test
  void rejectsIdempotencyKeyOfAnotherOrder() {
    var key = Map.of("idempotency-key", ID);
    send("POST", "/api/orders", key, BODY);

    var other = send("POST", "/api/orders", key, BODY.replace("buy", "sell"));

    assertProblem(other, 409, "idempotency-conflict");
    assertThat(orders.get(ID).side()).isEqualTo(TradeOrder.Side.BUY);
  }

  @Test
  void rejectsInvalidOrderNamingEverythingThatIsWrong() {
    var reply =
        send(
            "POST",
            "/api/orders",
            Map.of(),
            """
            {"accountId":"a 1","symbol":"acme","side":"BUY","quantity":0,
             "limitPriceCents":1000000001}""");

    assertProblem(reply, 422, "invalid-order");
    assertThat(reply.getBody())
        .contains("accountId:", "symbol:", "side: buy or sell", "quantity:", "limitPriceCents:");
    assertThat(orders).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"``", "null", "[]", "{\"quantity\":\"1\"}", "{\"quantity\":1.5}", "{\"price\":1}"})
  void rejectsBodiesThatAreNoOrders(String body) {
    assertProblem(send("POST", "/api/orders", Map.of(), body), 400, "invalid-json");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /, 404, not-found",
    "GET, /orders, 404, not-found",
    "GET, /api/orders/1, 404, not-found",
    "GET, /api/orders/6f1c1b0e-93cd-4a0e-9d0a-0a8a3e0f7a11, 404, not-found",
    "DELETE, /api/orders/6f1c1b0e-93cd-4a0e-9d0a-0a8a3e0f7a11, 404, not-found",
    "GET, /api/orders, 405, method-not-allowed",
    "PUT, /api/orders/6f1c1b0e-93cd-4a0e-9d0a-0a8a3e0f7a11, 405, method-not-allowed",
    "POST, /health, 405, method-not-allowed"
  })
  void rejectsWhatIsNotARouteOrNotThere(String method, String path, int status, String code) {
    assertProblem(send(method, path, Map.of(), null), status, code);
  }

  @ParameterizedTest
  @CsvSource({"/health", "/api/health"})
  void isAsHealthyAsTheDatabaseOfItsRegion(String path) {
    assertThat(send("GET", path, Map.of(), null).getStatusCode()).isEqualTo(200);

    down = true;

    assertProblem(send("GET", path, Map.of(), null), 503, "store-unavailable");
    assertThat(invocation.logged())
        .singleElement()
        .asString()
        .contains("SQL state 08001")
        .doesNotContain("tea");
  }

  @Test
  void failsHealthAndOrdersNamingMissingConfiguration() {
    var environment = new Environment(Map.of("DB_HOST", "h"), List.of("DB_HOST", "DB_NAME"));
    var handler =
        new TradingApiHandler(
            new TradingApi(environment, Optional.empty(), Clock.systemUTC(), UUID::randomUUID));

    var health = handler.handleRequest(event("GET", "/health", Map.of(), null), context());
    assertThat(health.getBody())
        .isEqualTo("{\"missing\":[\"DB_NAME\"],\"status\":\"misconfigured\"}");
    var order = handler.handleRequest(event("POST", "/api/orders", Map.of(), BODY), context());
    assertProblem(order, 503, "misconfigured");
  }

  private static void assertProblem(
      ApplicationLoadBalancerResponseEvent reply, int status, String code) {
    assertThat(reply.getStatusCode()).isEqualTo(status);
    assertThat(reply.getBody()).startsWith("{\"code\":\"" + code + "\",\"details\":[");
  }

  private ApplicationLoadBalancerResponseEvent send(
      String method, String path, Map<String, String> headers, String body) {
    var api =
        new TradingApi(
            new Environment(Map.of(), List.of()),
            Optional.of(book),
            Clock.fixed(now, ZoneOffset.UTC),
            () -> UUID.fromString(ID));
    return new TradingApiHandler(api).handleRequest(event(method, path, headers, body), context());
  }

  private com.amazonaws.services.lambda.runtime.Context context() {
    return invocation.context();
  }

  private static ApplicationLoadBalancerRequestEvent event(
      String method, String path, Map<String, String> headers, String body) {
    var event = new ApplicationLoadBalancerRequestEvent();
    event.setHttpMethod(method);
    event.setPath(path);
    event.setHeaders(headers);
    event.setBody(body);
    return event;
  }
}
