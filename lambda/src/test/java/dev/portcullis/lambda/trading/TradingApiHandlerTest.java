package dev.portcullis.lambda.trading;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerRequestEvent;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerResponseEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.lambda.Invocation;
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
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Through the entry point, with events as the load balancer sends them, over a real PostgreSQL.
 * Every case has orders of its own.
 */
class TradingApiHandlerTest {
  private static final TradingPeer PEER = new TradingPeer();
  private static final OrderBook BOOK = PEER.book();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ORDERS = "/api/orders";
  private static final String BODY =
      """
      {"accountId":"a-1","symbol":"ACME","side":"buy","quantity":10,"limitPriceCents":1250}""";

  private final Invocation invocation = new Invocation();
  private final String id = UUID.randomUUID().toString();
  private final String order = ORDERS + "/" + id;
  private final String view =
      "{\"accountId\":\"a-1\",\"limitPriceCents\":1250,\"orderId\":\""
          + id
          + "\",\"placedAt\":\"2026-11-21T08:00:00.123Z\",\"quantity\":10,\"side\":\"buy\","
          + "\"status\":\"open\",\"symbol\":\"ACME\",\"version\":1}";

  private OrderBook book = BOOK;
  private Instant now = Instant.parse("2026-11-21T08:00:00.123456Z");

  @Test
  void placesOrderAndFindsItAgain() {
    var placed = send("POST", ORDERS, Map.of(), BODY);

    assertThat(placed.getStatusCode()).isEqualTo(201);
    assertThat(placed.getHeaders())
        .containsEntry("location", order)
        .containsEntry("etag", "\"1\"")
        .containsEntry("x-correlation-id", Invocation.REQUEST_ID);
    assertThat(placed.getBody()).isEqualTo(view);
    var found = send("GET", order, Map.of(), null);
    assertThat(found.getBody()).isEqualTo(view);
    assertThat(found.getHeaders()).containsEntry("etag", "\"1\"");
  }

  @Test
  void amendsTheVersionThatTheCallerHasSeen() {
    send("POST", ORDERS, Map.of(), BODY);

    var amended = send("PATCH", order, Map.of("If-Match", "\"1\""), "{\"quantity\":7}");

    assertThat(amended.getStatusCode()).isEqualTo(200);
    assertThat(amended.getHeaders()).containsEntry("etag", "\"2\"");
    assertThat(amended.getBody())
        .isEqualTo(
            view.replace("\"quantity\":10", "\"quantity\":7")
                .replace("\"version\":1", "\"version\":2"));
    var both =
        send(
            "PATCH",
            order,
            Map.of(),
            "{\"expectedVersion\":2,\"quantity\":8,\"limitPriceCents\":1}");
    assertThat(both.getBody())
        .contains("\"quantity\":8", "\"limitPriceCents\":1,", "\"version\":3");
  }

  @ParameterizedTest
  @CsvSource({"PATCH", "DELETE"})
  void rejectsChangesOfAnotherVersionOrOfNone(String method) {
    send("POST", ORDERS, Map.of(), BODY);
    var body = method.equals("PATCH") ? "{\"quantity\":7}" : null;

    assertProblem(send(method, order, Map.of(), body), 428, "precondition-required");
    var stale = send(method, order, Map.of("if-match", "\"2\""), body);
    assertProblem(stale, 412, "version-conflict");
    assertThat(stale.getBody()).contains("the order is at version 1");
    for (var tag : List.of("*", "W/\"1\"", "1", "\"0\"", "\"01\"", "\"1\", \"2\"", "\"١\"", "")) {
      assertProblem(send(method, order, Map.of("if-match", tag), body), 400, "invalid-version");
    }
    assertThat(send("GET", order, Map.of(), null).getBody()).isEqualTo(view);
  }

  @Test
  void rejectsVersionsThatContradictEachOther() {
    send("POST", ORDERS, Map.of(), BODY);
    var tag = Map.of("if-match", "\"1\"");

    assertProblem(
        send("PATCH", order, tag, "{\"quantity\":7,\"expectedVersion\":2}"),
        400,
        "invalid-version");
    assertProblem(
        send("PATCH", order, Map.of(), "{\"quantity\":7,\"expectedVersion\":0}"),
        400,
        "invalid-version");
    for (var other : List.of("2", "0", "1 or true", "1; drop table trade_order", "１", "")) {
      assertProblem(
          send("DELETE", order, tag, Map.of("expectedVersion", other), null),
          400,
          "invalid-version");
    }
    assertThat(send("DELETE", order, tag, Map.of("expectedVersion", "1"), null).getStatusCode())
        .isEqualTo(200);
  }

  @Test
  void cancelsOrderOnceHoweverOftenItIsAsked() {
    send("POST", ORDERS, Map.of(), BODY);
    var first = send("DELETE", order, Map.of("if-match", "\"1\""), null);
    now = now.plusSeconds(60);
    var again = send("DELETE", order, Map.of("if-match", "\"1\""), null);
    var known = send("DELETE", order, Map.of(), Map.of("expectedVersion", "2"), null);

    assertThat(first.getStatusCode()).isEqualTo(200);
    assertThat(first.getHeaders()).containsEntry("etag", "\"2\"");
    assertThat(first.getBody())
        .contains("\"status\":\"cancelled\"", "\"cancelledAt\":\"2026-11-21T08:00:00.123Z\"");
    assertThat(again.getBody()).isEqualTo(first.getBody());
    assertThat(known.getBody()).isEqualTo(first.getBody());
    assertProblem(
        send("PATCH", order, Map.of("if-match", "\"2\""), "{\"quantity\":7}"),
        409,
        "order-cancelled");
  }

  @Test
  void answersRepetitionWithTheFirstOrderWhateverBecameOfItSince() {
    var key = Map.of("Idempotency-Key", id);
    send("POST", ORDERS, key, BODY);
    send("PATCH", order, Map.of("if-match", "\"1\""), "{\"quantity\":7}");
    send("DELETE", order, Map.of("if-match", "\"2\""), null);
    now = now.plusSeconds(60);

    var again = send("POST", ORDERS, key, BODY);

    assertThat(again.getStatusCode()).isEqualTo(200);
    assertThat(again.getBody()).contains("\"status\":\"cancelled\"", "\"version\":3");
    // What it was amended to is not what it was placed with.
    assertProblem(
        send("POST", ORDERS, key, BODY.replace(":10,", ":7,")), 409, "idempotency-conflict");
  }

  @Test
  void answersRepeatedAmendmentByItsKey() {
    send("POST", ORDERS, Map.of(), BODY);
    var headers = Map.of("if-match", "\"1\"", "idempotency-key", UUID.randomUUID().toString());

    var first = send("PATCH", order, headers, "{\"quantity\":7}");
    var again = send("PATCH", order, headers, "{\"quantity\":7}");

    assertThat(again.getStatusCode()).isEqualTo(200);
    assertThat(again.getBody()).isEqualTo(first.getBody());
    assertProblem(send("PATCH", order, headers, "{\"quantity\":8}"), 409, "idempotency-conflict");
    assertProblem(
        send("PATCH", order, Map.of("if-match", "\"1\""), "{\"quantity\":7}"),
        412,
        "version-conflict");
  }

  @Test
  void rejectsIdempotencyKeyOfAnotherOrder() {
    var key = Map.of("idempotency-key", id);
    send("POST", ORDERS, key, BODY);

    assertProblem(
        send("POST", ORDERS, key, BODY.replace("buy", "sell")), 409, "idempotency-conflict");
    assertProblem(
        send("POST", ORDERS, Map.of("idempotency-key", "1"), BODY), 400, "invalid-idempotency-key");
    assertThat(send("GET", order, Map.of(), null).getBody()).isEqualTo(view);
  }

  @Test
  void pagesThroughTheOrdersOfAnAccount() throws Exception {
    var account = "list-" + id.substring(0, 8);
    for (int i = 0; i < 3; i++) {
      var key = Map.of("idempotency-key", UUID.randomUUID().toString());
      send("POST", ORDERS, key, BODY.replace("a-1", account));
      now = now.plusSeconds(1);
    }

    var first = tree(list(Map.of("accountId", account, "limit", "2")));
    // A load balancer hands the query on as it was written.
    var next = first.path("next").asText().replace(".", "%2E");
    var second =
        tree(list(Map.of("accountId", account, "limit", "2", "after", next, "status", "open")));

    assertThat(first.path("orders")).hasSize(2);
    assertThat(first.at("/orders/0/placedAt").asText()).isEqualTo("2026-11-21T08:00:02.123Z");
    assertThat(second.path("orders")).hasSize(1);
    assertThat(second.has("next")).isFalse();
    assertThat(tree(list(Map.of("accountId", "nobody"))).path("orders")).isEmpty();
  }

  static List<Map<String, String>> rejectsQueriesThatAreUnbounded() {
    return List.of(
        Map.of(),
        Map.of("accountId", ""),
        Map.of("accountId", "a' or '1'='1"),
        Map.of("accountId", "a", "limit", "0"),
        Map.of("accountId", "a", "limit", "101"),
        Map.of("accountId", "a", "limit", "1e1"),
        Map.of("accountId", "a", "limit", "٥"),
        Map.of("accountId", "a", "limit", "99999999999999999999"),
        Map.of("accountId", "a", "status", "OPEN"),
        Map.of("accountId", "a", "status", "open' or true --"),
        Map.of("accountId", "a", "after", "1"),
        Map.of("accountId", "a", "after", "1.' or true --"),
        Map.of("accountId", "a", "after", "9999999999999999." + UUID.randomUUID()),
        Map.of("accountId", "a", "after", "-1." + UUID.randomUUID()),
        Map.of("accountId", "а"),
        Map.of("accountId", "a", "order", "by"),
        Map.of("accountId", "%00"),
        Map.of("accountId", "%"));
  }

  @ParameterizedTest
  @MethodSource
  void rejectsQueriesThatAreUnbounded(Map<String, String> parameters) {
    assertProblem(list(parameters), 400, "invalid-query");
  }

  @Test
  void acceptsTheLastPositionThereCanBe() {
    var after = "999999999999999." + UUID.randomUUID();

    assertThat(list(Map.of("accountId", "a", "after", after)).getStatusCode()).isEqualTo(200);
  }

  @Test
  void rejectsInvalidOrderNamingEverythingThatIsWrong() {
    var reply =
        send(
            "POST",
            ORDERS,
            Map.of(),
            """
            {"accountId":"a 1","symbol":"acme","side":"BUY","quantity":0,
             "limitPriceCents":1000000001}""");

    assertProblem(reply, 422, "invalid-order");
    assertThat(reply.getBody())
        .contains("accountId:", "symbol:", "side: buy or sell", "quantity:", "limitPriceCents:");
    assertProblem(send("POST", ORDERS, Map.of(), "{}"), 422, "invalid-order");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{}{}",
        "\"order\"",
        "{\"quantity\":\"1\"}",
        "{\"quantity\":1.5}",
        "{\"quantity\":1e3}",
        "{\"quantity\":9223372036854775808}",
        "{\"quantity\":NaN}",
        "{\"quantity\":1,\"quantity\":2}",
        "{\"side\":true}",
        "{\"accountId\":1}",
        "{\"price\":1}",
        "{\"version\":1}"
      })
  void rejectsBodiesThatAreNoOrders(String body) {
    var reply = send("POST", ORDERS, Map.of(), body);

    assertProblem(reply, 400, "invalid-json");
    send("POST", ORDERS, Map.of("idempotency-key", id), BODY);
    assertProblem(send("PATCH", order, Map.of("if-match", "\"1\""), body), 400, "invalid-json");
    assertThat(send("GET", order, Map.of(), null).getBody()).isEqualTo(view);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"quantity\":null}",
        "{\"quantity\":0}",
        "{\"quantity\":-1}",
        "{\"quantity\":1000001}",
        "{\"limitPriceCents\":-9223372036854775808}",
        "{\"quantity\":1,\"limitPriceCents\":0}"
      })
  void rejectsAmendmentsThatNoOrderMayHave(String body) {
    send("POST", ORDERS, Map.of(), BODY);

    assertProblem(send("PATCH", order, Map.of("if-match", "\"1\""), body), 422, "invalid-order");
    assertThat(send("GET", order, Map.of(), null).getBody()).isEqualTo(view);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'; drop table trade_order; --",
        "a' or '1'='1",
        "ΑCME",
        "\\u202eEMCA",
        "ACM\\u0045\\u0301",
        "ACME\\u0000",
        "\\ud800",
        "ACME ",
        "１"
      })
  void rejectsTricksInEveryText(String text) throws SQLException {
    send("POST", ORDERS, Map.of(), BODY);
    var before = PEER.number("select count(*) from trade_order");
    for (var value : List.of("a-1", "ACME", "buy")) {
      var reply =
          send(
              "POST",
              ORDERS,
              Map.of("idempotency-key", UUID.randomUUID().toString()),
              BODY.replace("\"" + value + "\"", "\"" + text + "\""));
      assertProblem(reply, 422, "invalid-order");
    }
    assertThat(send("GET", ORDERS + "/" + text, Map.of(), null).getStatusCode()).isEqualTo(404);
    assertProblem(
        send("POST", ORDERS, Map.of("idempotency-key", text), BODY),
        400,
        "invalid-idempotency-key");
    assertThat(PEER.number("select count(*) from trade_order")).isEqualTo(before);
  }

  @Test
  void rejectsOtherContentAndTooMuchOfIt() {
    assertProblem(
        send("POST", ORDERS, Map.of("Content-Type", "text/plain"), BODY),
        415,
        "unsupported-media-type");
    var large = BODY + " ".repeat(64 * 1024);
    assertProblem(send("POST", ORDERS, Map.of(), large), 413, "body-too-large");
    assertProblem(
        send("PATCH", order, Map.of("Content-Type", "application/xml"), "{}"),
        415,
        "unsupported-media-type");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /, 404, not-found",
    "GET, /orders, 404, not-found",
    "GET, /api/orders/1, 404, not-found",
    "GET, /api/orders/6f1c1b0e-93cd-4a0e-9d0a-0a8a3e0f7a11, 404, not-found",
    "PUT, /api/orders, 405, method-not-allowed",
    "PUT, /api/orders/6f1c1b0e-93cd-4a0e-9d0a-0a8a3e0f7a11, 405, method-not-allowed",
    "POST, /health, 405, method-not-allowed"
  })
  void rejectsWhatIsNotARouteOrNotThere(String method, String path, int status, String code) {
    assertProblem(send(method, path, Map.of(), null), status, code);
  }

  @Test
  void rejectsChangesOfOrdersThatAreNotThere() {
    var tag = Map.of("if-match", "\"1\"");

    assertProblem(send("DELETE", order, tag, null), 404, "not-found");
    assertProblem(send("PATCH", order, tag, "{\"quantity\":1}"), 404, "not-found");
  }

  @ParameterizedTest
  @CsvSource({"/health", "/api/health"})
  void isAsHealthyAsTheDatabaseOfItsRegion(String path) {
    assertThat(send("GET", path, Map.of(), null).getStatusCode()).isEqualTo(200);

    var down =
        PEER.book(
            PEER.database.logins(),
            credentials -> {
              throw new SQLException("tea", "08001");
            });
    book = down;

    assertProblem(send("GET", path, Map.of(), null), 503, "store-unavailable");
    assertThat(invocation.logged())
        .singleElement()
        .asString()
        .contains("SQL state 08001", "\"level\":\"ERROR\"", Invocation.REQUEST_ID)
        .doesNotContain("tea");
  }

  @Test
  void logsWhatWasDoneAndNothingOfTheCustomers() {
    var headers = Map.of("X-Correlation-Id", "call-4711");
    send("POST", ORDERS, headers, BODY);
    send("PATCH", order, Map.of("if-match", "\"1\""), "{\"quantity\":7}");
    send("DELETE", order, Map.of("if-match", "\"2\""), null);

    assertThat(invocation.logged())
        .satisfiesExactly(
            line -> assertThat(line).contains("\"message\":\"order-placed\"", id, "call-4711"),
            line -> assertThat(line).contains("\"message\":\"order-amended\"", "\"version\":2"),
            line -> assertThat(line).contains("\"message\":\"order-cancelled\"", "\"version\":3"))
        .extracting(Invocation::withoutIds)
        .noneMatch(line -> line.contains("a-1") || line.contains("1250"));
  }

  @Test
  void failsHealthAndOrdersNamingMissingConfiguration() {
    var environment = new Environment(Map.of("DB_HOST", "h"), List.of("DB_HOST", "DB_NAME"));
    var api =
        new TradingApi(
            environment, Optional.empty(), Clock.systemUTC(), UUID::randomUUID, invocation.log());
    var handler = new TradingApiHandler(api, invocation.log());

    var health =
        handler.handleRequest(
            event("GET", "/health", Map.of(), Map.of(), null), invocation.context());
    assertThat(health.getBody())
        .isEqualTo("{\"missing\":[\"DB_NAME\"],\"status\":\"misconfigured\"}");
    var reply =
        handler.handleRequest(
            event("POST", ORDERS, Map.of(), Map.of(), BODY), invocation.context());
    assertProblem(reply, 503, "misconfigured");
  }

  private static void assertProblem(
      ApplicationLoadBalancerResponseEvent reply, int status, String code) {
    assertThat(reply.getBody()).startsWith("{\"code\":\"" + code + "\",\"details\":[");
    assertThat(reply.getStatusCode()).isEqualTo(status);
  }

  private static JsonNode tree(ApplicationLoadBalancerResponseEvent reply) throws Exception {
    assertThat(reply.getStatusCode()).as(reply.getBody()).isEqualTo(200);
    return JSON.readTree(reply.getBody());
  }

  private ApplicationLoadBalancerResponseEvent list(Map<String, String> parameters) {
    return send("GET", ORDERS, Map.of(), parameters, null);
  }

  private ApplicationLoadBalancerResponseEvent send(
      String method, String path, Map<String, String> headers, String body) {
    return send(method, path, headers, Map.of(), body);
  }

  private ApplicationLoadBalancerResponseEvent send(
      String method,
      String path,
      Map<String, String> headers,
      Map<String, String> parameters,
      String body) {
    var log = invocation.log();
    var api =
        new TradingApi(
            new Environment(Map.of(), List.of()),
            Optional.of(book),
            Clock.fixed(now, ZoneOffset.UTC),
            () -> UUID.fromString(id),
            log);
    return new TradingApiHandler(api, log)
        .handleRequest(event(method, path, headers, parameters, body), invocation.context());
  }

  private static ApplicationLoadBalancerRequestEvent event(
      String method,
      String path,
      Map<String, String> headers,
      Map<String, String> parameters,
      String body) {
    var event = new ApplicationLoadBalancerRequestEvent();
    event.setHttpMethod(method);
    event.setPath(path);
    var all = new HashMap<>(Map.of("Content-Type", "application/json"));
    all.putAll(headers);
    event.setHeaders(all);
    event.setQueryStringParameters(parameters);
    event.setBody(body);
    return event;
  }
}
