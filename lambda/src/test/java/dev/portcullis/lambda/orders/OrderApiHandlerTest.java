package dev.portcullis.lambda.orders;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerRequestEvent;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerResponseEvent;
import dev.portcullis.lambda.Invocation;
import dev.portcullis.lambda.http.Problem;
import dev.portcullis.lambda.platform.Environment;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Through the entry point, with events as the load balancer sends them. The store is a fake. */
class OrderApiHandlerTest {
  private static final String ID = "6f1c1b0e-93cd-4a0e-9d0a-0a8a3e0f7a11";
  private static final String BODY =
      """
      {"customerId":"c-1","currency":"EUR",
       "items":[{"sku":"tea","quantity":3,"unitPriceCents":250},{"sku":"cup","quantity":1,"unitPriceCents":900}]}""";
  private static final String VIEW =
      "{\"createdAt\":\"2026-11-21T08:00:00.123Z\",\"currency\":\"EUR\",\"customerId\":\"c-1\","
          + "\"items\":[{\"sku\":\"tea\",\"quantity\":3,\"unitPriceCents\":250},"
          + "{\"sku\":\"cup\",\"quantity\":1,\"unitPriceCents\":900}],"
          + "\"orderId\":\""
          + ID
          + "\",\"totalCents\":1650}";

  private final FakeStore store = new FakeStore();
  private final Invocation invocation = new Invocation();
  private Instant now = Instant.parse("2026-11-21T08:00:00.123456Z");

  private static final class FakeStore implements OrderStore {
    private final Map<String, Order> orders = new HashMap<>();
    private boolean down;

    @Override
    public Optional<Order> putIfAbsent(Order order) throws Problem {
      return Optional.ofNullable(up().putIfAbsent(order.orderId(), order));
    }

    @Override
    public Optional<Order> find(String orderId) throws Problem {
      return Optional.ofNullable(up().get(orderId));
    }

    private Map<String, Order> up() throws Problem {
      if (down) {
        throw new Problem(Problem.Code.STORE_UNAVAILABLE, List.of("down"));
      }
      return orders;
    }
  }

  @Test
  void placesOrderAndFindsItAgain() {
    var placed = send("POST", "/orders", Map.of(), BODY);

    assertThat(placed.getStatusCode()).isEqualTo(201);
    assertThat(placed.getStatusDescription()).isEqualTo("201 Created");
    assertThat(placed.getHeaders())
        .containsEntry("location", "/orders/" + ID)
        .containsEntry("content-type", "application/json");
    assertThat(placed.getBody()).isEqualTo(VIEW);

    var found = send("GET", "/orders/" + ID, Map.of(), null);
    assertThat(found.getStatusCode()).isEqualTo(200);
    assertThat(found.getBody()).isEqualTo(VIEW);
  }

  @Test
  void acceptsBase64BodiesAndHeadersInAnyCase() {
    var event = event("POST", "/orders", Map.of("Idempotency-Key", ID.replace('6', '7')), null);
    event.setBody(Base64.getEncoder().encodeToString(BODY.getBytes(StandardCharsets.UTF_8)));
    event.setIsBase64Encoded(true);

    assertThat(handle(event).getHeaders())
        .containsEntry("location", "/orders/" + ID.replace('6', '7'));
  }

  @Test
  void answersRepetitionWithTheFirstOrder() {
    send("POST", "/orders", Map.of("idempotency-key", ID), BODY);
    now = now.plusSeconds(60);

    var again = send("POST", "/orders", Map.of("idempotency-key", ID), BODY);

    assertThat(again.getStatusCode()).isEqualTo(200);
    assertThat(again.getBody()).isEqualTo(VIEW);
    assertThat(store.orders).hasSize(1);
  }

  @Test
  void rejectsIdempotencyKeyOfAnotherOrder() {
    send("POST", "/orders", Map.of("idempotency-key", ID), BODY);

    var other =
        send("POST", "/orders", Map.of("idempotency-key", ID), BODY.replace("tea", "coffee"));

    assertProblem(other, 409, "idempotency-conflict");
    assertThat(store.orders.get(ID).items().get(0).sku()).isEqualTo("tea");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``| invalid-json",
        "null | invalid-json",
        "[] | invalid-json",
        "{\"customerId\":\"c\",\"customerId\":\"d\"} | invalid-json",
        "{\"customer\":\"c\"} | invalid-json",
        "{\"customerId\":5} | invalid-json",
        "{\"items\":[{\"quantity\":\"1\"}]} | invalid-json",
        "{\"items\":[{\"quantity\":1.5}]} | invalid-json",
        "{} {} | invalid-json",
        "{} | invalid-order",
      })
  void rejectsBodiesThatAreNoOrders(String body, String code) {
    var reply = send("POST", "/orders", Map.of(), body);

    assertThat(reply.getBody()).contains("\"code\":\"" + code + "\"");
    assertThat(reply.getStatusCode()).isEqualTo(code.equals("invalid-json") ? 400 : 422);
    assertThat(store.orders).isEmpty();
  }

  @Test
  void rejectsInvalidOrderNamingEverythingThatIsWrong() {
    var reply =
        send(
            "POST",
            "/orders",
            Map.of(),
            """
            {"customerId":"c 1","currency":"euro",
             "items":[{"sku":"tea","quantity":0,"unitPriceCents":100000001},null]}""");

    assertProblem(reply, 422, "invalid-order");
    assertThat(reply.getBody())
        .contains(
            "customerId: 1 to 64 letters, digits or hyphens",
            "currency: three capital letters",
            "items[0].quantity: 1 to 10000",
            "items[0].unitPriceCents: 0 to 100000000",
            "items[1]: is null");
  }

  @Test
  void rejectsMalformedJsonWithoutQuotingIt() {
    var reply = send("POST", "/orders", Map.of(), "{\"customerId\": secret-4711}");

    assertProblem(reply, 400, "invalid-json");
    assertThat(reply.getBody()).contains("line 1 column").doesNotContain("4711");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /, 404, not-found",
    "GET, /orders/1, 404, not-found",
    "GET, /orders/6f1c1b0e-93cd-4a0e-9d0a-0a8a3e0f7a11, 404, not-found",
    "DELETE, /orders, 405, method-not-allowed",
    "POST, /health, 405, method-not-allowed",
    "PUT, /orders/6f1c1b0e-93cd-4a0e-9d0a-0a8a3e0f7a11, 405, method-not-allowed"
  })
  void rejectsWhatIsNotARoute(String method, String path, int status, String code) {
    assertProblem(send(method, path, Map.of(), null), status, code);
  }

  @Test
  void namesAllowedMethod() {
    assertThat(send("DELETE", "/orders", Map.of(), null).getHeaders())
        .containsEntry("allow", "POST");
  }

  @Test
  void rejectsIdempotencyKeyThatIsNoUuid() {
    assertProblem(
        send("POST", "/orders", Map.of("idempotency-key", "1"), BODY),
        400,
        "invalid-idempotency-key");
  }

  @Test
  void failsWithUnavailableAndLogsItWhenTheStoreIsDown() {
    store.down = true;

    assertProblem(send("POST", "/orders", Map.of(), BODY), 503, "store-unavailable");
    assertThat(invocation.logged())
        .singleElement()
        .asString()
        .contains("store-unavailable")
        .doesNotContain("tea");
  }

  @Test
  void staysHealthyWhileOnlyTheStoreIsDown() {
    store.down = true;

    var health = send("GET", "/health", Map.of(), null);

    assertThat(health.getStatusCode()).isEqualTo(200);
    assertThat(health.getBody()).isEqualTo("{\"status\":\"ok\"}");
  }

  @Test
  void failsHealthAndOrdersNamingMissingConfiguration() {
    var api =
        new OrderApi(
            new Environment(
                Map.of("AWS_REGION", "us-east-1", "ORDERS_TABLE", " "),
                List.of("AWS_REGION", "ORDERS_TABLE")),
            Optional.empty(),
            Clock.systemUTC(),
            UUID::randomUUID);
    var handler = new OrderApiHandler(api);

    var health =
        handler.handleRequest(event("GET", "/health", Map.of(), null), invocation.context());
    assertThat(health.getStatusCode()).isEqualTo(503);
    assertThat(health.getBody())
        .isEqualTo("{\"missing\":[\"ORDERS_TABLE\"],\"status\":\"misconfigured\"}");

    var order =
        handler.handleRequest(event("POST", "/orders", Map.of(), BODY), invocation.context());
    assertProblem(order, 503, "misconfigured");
  }

  private static void assertProblem(
      ApplicationLoadBalancerResponseEvent reply, int status, String code) {
    assertThat(reply.getStatusCode()).isEqualTo(status);
    assertThat(reply.getBody()).startsWith("{\"code\":\"" + code + "\",\"details\":[");
  }

  private ApplicationLoadBalancerResponseEvent send(
      String method, String path, Map<String, String> headers, String body) {
    return handle(event(method, path, headers, body));
  }

  private ApplicationLoadBalancerResponseEvent handle(ApplicationLoadBalancerRequestEvent event) {
    var api =
        new OrderApi(
            new Environment(Map.of("ORDERS_TABLE", "orders"), List.of("ORDERS_TABLE")),
            Optional.of(store),
            Clock.fixed(now, ZoneOffset.UTC),
            () -> UUID.fromString(ID));
    return new OrderApiHandler(api).handleRequest(event, invocation.context());
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
