package dev.portcullis.lambda.orders;

import static dev.portcullis.lambda.orders.Desk.BODY;
import static dev.portcullis.lambda.orders.Desk.ID;
import static dev.portcullis.lambda.orders.Desk.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerRequestEvent;
import dev.portcullis.lambda.Invocation;
import dev.portcullis.lambda.peers.DynamoPeer;
import dev.portcullis.lambda.peers.PostgresPeer;
import dev.portcullis.lambda.platform.Environment;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Through the entry point, with events as the load balancer sends them. */
class OrderApiHandlerTest {
  private static final String VIEW =
      "{\"createdAt\":\"2026-11-21T08:00:00.123Z\",\"currency\":\"EUR\",\"customerId\":\"c-1\","
          + "\"items\":[{\"sku\":\"tea\",\"quantity\":3,\"unitPriceCents\":250},"
          + "{\"sku\":\"cup\",\"quantity\":1,\"unitPriceCents\":900}],"
          + "\"orderId\":\""
          + ID
          + "\",\"status\":\"placed\",\"totalCents\":1650,\"version\":1}";

  private final PostgresPeer.Database database = PostgresPeer.shared().createDatabase();
  private final String table = DynamoPeer.shared().createTable("orderId", "entry");
  private final Desk desk =
      new Desk(
          new Desk.Time(),
          Desk.stores(Desk.book(database), Desk.Shared.ITEMS, table, new MemoryDocuments()));

  @Test
  void placesOrderAndFindsItAgain() {
    var placed = desk.place(ID, BODY);

    assertThat(placed.getBody()).isEqualTo(VIEW);
    assertThat(placed.getStatusCode()).isEqualTo(201);
    assertThat(placed.getStatusDescription()).isEqualTo("201 Created");
    assertThat(placed.getHeaders())
        .containsEntry("location", "/orders/" + ID)
        .containsEntry("etag", "\"1\"")
        .containsEntry("content-type", "application/json");

    var found = desk.get("/orders/" + ID);
    assertThat(found.getStatusCode()).isEqualTo(200);
    assertThat(found.getHeaders()).containsEntry("etag", "\"1\"");
    assertThat(found.getBody()).isEqualTo(VIEW);
    assertThat(Desk.json(desk.get("/orders/" + ID + "/document"))).isEqualTo(Desk.json(found));
    assertThat(desk.get("/orders/" + ID + "/history").getBody())
        .isEqualTo(
            "{\"events\":[{\"at\":\"2026-11-21T08:00:00.123Z\",\"type\":\"placed\",\"version\":1}],"
                + "\"orderId\":\""
                + ID
                + "\"}");
  }

  @Test
  void cancelsOrderAtItsVersionAndOnlyOnce() {
    desk.place(ID, BODY);
    desk.time.pass(Duration.ofMinutes(1));

    var cancelled = desk.cancel(ID, 1);

    assertThat(cancelled.getStatusCode()).isEqualTo(200);
    assertThat(cancelled.getHeaders()).containsEntry("etag", "\"2\"");
    assertThat(Desk.json(cancelled).path("status").asText()).isEqualTo("cancelled");
    desk.time.pass(Duration.ofMinutes(1));
    assertThat(desk.cancel(ID, 1).getBody()).as("sent again").isEqualTo(cancelled.getBody());
    assertThat(desk.cancel(ID, 2).getBody()).as("at its version").isEqualTo(cancelled.getBody());
    assertThat(desk.get("/orders/" + ID).getBody()).isEqualTo(cancelled.getBody());
    assertThat(desk.place(ID, BODY).getBody()).isEqualTo(cancelled.getBody());
    assertThat(Desk.json(desk.get("/orders/" + ID + "/document"))).isEqualTo(Desk.json(cancelled));
    var history = Desk.json(desk.get("/orders/" + ID + "/history"));
    assertThat(history.at("/events/1/type").asText()).isEqualTo("cancelled");
    assertThat(history.at("/events/1/at").asText()).isEqualTo("2026-11-21T08:01:00.123Z");
    assertThat(history.path("events")).hasSize(2);
  }

  @Test
  void rejectsCancellationOfAnotherVersionOrOfNothing() {
    desk.place(ID, BODY);

    assertProblem(desk.cancel(ID, 7), 412, "version-conflict");
    assertProblem(desk.cancel(ID.replace('6', '7'), 1), 404, "not-found");
    assertThat(desk.get("/orders/" + ID).getBody()).isEqualTo(VIEW);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "*",
        "W/\"1\"",
        "\"0\"",
        "\"-1\"",
        "\"1\", \"2\"",
        "\"٣\"",
        "\"9999999999\""
      })
  void rejectsCancellationThatDoesNotSayWhichVersion(String tag) {
    var reply = desk.send("DELETE", "/orders/" + ID, Map.of("If-Match", tag), null);

    assertProblem(reply, 428, "precondition-required");
  }

  @Test
  void acceptsBase64BodiesAndHeadersInAnyCase() {
    var event = new ApplicationLoadBalancerRequestEvent();
    event.setHttpMethod("POST");
    event.setPath("/orders");
    event.setHeaders(
        Map.of("IDEMPOTENCY-KEY", ID, "Content-type", "application/json; charset=UTF-8"));
    event.setBody(Base64.getEncoder().encodeToString(BODY.getBytes(StandardCharsets.UTF_8)));
    event.setIsBase64Encoded(true);

    assertThat(desk.handle(event).getBody()).isEqualTo(VIEW);
  }

  @Test
  void answersRepetitionWithTheFirstOrder() {
    desk.place(ID, BODY);
    desk.time.pass(Duration.ofMinutes(1));

    // The same order in other words: what counts is what was understood.
    var again = desk.place(ID, BODY.replaceAll("\\s", "").replace("tea", "\\u0074ea"));

    assertThat(again.getStatusCode()).isEqualTo(200);
    assertThat(again.getBody()).isEqualTo(VIEW);
  }

  @Test
  void rejectsIdempotencyKeyOfAnotherOrder() {
    desk.place(ID, BODY);

    var other = desk.place(ID, BODY.replace("tea", "coffee"));

    assertProblem(other, 409, "idempotency-conflict");
    assertThat(desk.get("/orders/" + ID).getBody()).isEqualTo(VIEW);
  }

  @Test
  void rejectsKeyOfAnotherOrderWhoseClaimIsLost() throws Exception {
    desk.place(ID, BODY);
    Desk.Shared.ITEMS.deleteItem(r -> r.tableName(table).key(Items.key(ID, "claim")));

    assertProblem(desk.place(ID, BODY.replace("tea", "coffee")), 409, "idempotency-conflict");
    assertThat(desk.stores.claims().find(ID)).as("given up").isEmpty();
    var again = desk.place(ID, BODY);
    assertThat(again.getStatusCode()).isEqualTo(200);
    assertThat(again.getBody()).isEqualTo(VIEW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``| invalid-json",
        "null | invalid-json",
        "[] | invalid-json",
        "{\"customerId\":\"c\" | invalid-json",
        "{\"customerId\":\"c\",\"customerId\":\"d\"} | invalid-json",
        "{\"customer\":\"c\"} | invalid-json",
        "{\"customerId\":5} | invalid-json",
        "{\"customerId\":\"\\uD800\"} | invalid-order",
        "{\"items\":[{\"quantity\":\"1\"}]} | invalid-json",
        "{\"items\":[{\"quantity\":1.5}]} | invalid-json",
        "{\"items\":[{\"quantity\":1e3}]} | invalid-json",
        "{\"items\":[{\"quantity\":٣}]} | invalid-json",
        "{\"items\":[{\"quantity\":NaN}]} | invalid-json",
        "{\"items\":[{\"quantity\":2147483648}]} | invalid-json",
        "{\"items\":[{\"unitPriceCents\":9223372036854775808}]} | invalid-json",
        "{\"items\":{}} | invalid-json",
        "{} {} | invalid-json",
        "{} | invalid-order",
      })
  void rejectsBodiesThatAreNoOrders(String body, String code) throws Exception {
    var reply = desk.place(ID, body);

    assertProblem(reply, code.equals("invalid-json") ? 400 : 422, code);
    assertThat(desk.stores.claims().find(ID)).isEmpty();
  }

  @Test
  void rejectsInvalidOrderNamingEverythingThatIsWrong() {
    var reply =
        desk.place(
            ID,
            """
            {"customerId":"c 1","currency":"euro",
             "items":[{"sku":"tea","quantity":0,"unitPriceCents":100000001},null,
                      {"sku":"tea","quantity":-1,"unitPriceCents":-1}]}""");

    assertProblem(reply, 422, "invalid-order");
    assertThat(reply.getBody())
        .contains(
            "customerId: 1 to 64 letters, digits or hyphens",
            "currency: three capital letters",
            "items[0].quantity: 1 to 10000",
            "items[0].unitPriceCents: 0 to 100000000",
            "items[1]: is null",
            "items[2].quantity",
            "items[2].unitPriceCents");
  }

  /** Homoglyph, mark from right to left, combining mark, NUL, digit of another script, SQL. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "с-1",
        "c\u202e1",
        "c\u0301",
        "c\\u0000",
        "c\u0661",
        "c\uff11",
        "",
        " c",
        "c\\n",
        "'; drop table customer_order; --",
        "c' or '1'='1",
        "$1",
        "${jndi:ldap}"
      })
  void rejectsTricksInEveryText(String text) {
    for (var field : List.of("\"c-1\"", "\"EUR\"", "\"tea\"")) {
      var reply = desk.place(ID, BODY.replace(field, "\"" + text + "\""));

      assertProblem(reply, 422, "invalid-order");
      assertThat(reply.getBody()).doesNotContain("drop", "jndi");
    }
    assertProblem(
        desk.place(text.isEmpty() ? "-" : text.replace("\\", ""), BODY),
        400,
        "invalid-idempotency-key");
    assertThat(String.join("", desk.invocation.logged())).doesNotContain("drop", "jndi");
  }

  @Test
  void rejectsMalformedJsonWithoutQuotingIt() {
    var reply = desk.place(ID, "{\"customerId\": secret-4711}");

    assertProblem(reply, 400, "invalid-json");
    assertThat(reply.getBody()).contains("line 1 column").doesNotContain("4711");
    assertThat(String.join("", desk.invocation.logged())).doesNotContain("4711");
  }

  @Test
  void rejectsOtherContentAndTooMuchOfIt() {
    assertProblem(
        desk.send(
            "POST", "/orders", Map.of("Idempotency-Key", ID, "Content-Type", "text/xml"), BODY),
        415,
        "unsupported-media-type");
    assertProblem(desk.place(ID, BODY + " ".repeat(65_536)), 413, "body-too-large");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /, 404, not-found",
    "GET, /orders/1, 404, not-found",
    "GET, /orders/6f1c1b0e-93cd-4a0e-9d0a-0a8a3e0f7a11, 404, not-found",
    "GET, /orders/6f1c1b0e-93cd-4a0e-9d0a-0a8a3e0f7a11/history, 404, not-found",
    "GET, /orders/6f1c1b0e-93cd-4a0e-9d0a-0a8a3e0f7a11/document, 404, not-found",
    "GET, /orders/6f1c1b0e-93cd-4a0e-9d0a-0a8a3e0f7a11/other, 404, not-found",
    "GET, /orders/../health, 404, not-found",
    "DELETE, /orders, 405, method-not-allowed",
    "POST, /health, 405, method-not-allowed",
    "PUT, /orders/6f1c1b0e-93cd-4a0e-9d0a-0a8a3e0f7a11, 405, method-not-allowed"
  })
  void rejectsWhatIsNotARoute(String method, String path, int status, String code) {
    assertProblem(desk.send(method, path, Map.of(), null), status, code);
  }

  @Test
  void rejectsOrderWithoutKeyBecauseNobodyCouldCompleteIt() {
    assertProblem(desk.send("POST", "/orders", Map.of(), BODY), 400, "invalid-idempotency-key");
    assertProblem(desk.place("1", BODY), 400, "invalid-idempotency-key");
    assertProblem(desk.place(ID.replace('f', 'F'), BODY), 400, "invalid-idempotency-key");
  }

  @Test
  void saysWhoIsAtWorkAndForHowLong() throws Exception {
    var order = OrderDraft.parse(BODY).accept(ID, Desk.START);
    desk.stores.claims().put(Claim.of(order, "somebody", Desk.START));
    desk.time.pass(Duration.ofMillis(4_200));

    for (var reply :
        List.of(
            desk.place(ID, BODY),
            desk.cancel(ID, 1),
            desk.get("/orders/" + ID),
            desk.get("/orders/" + ID + "/history"),
            desk.get("/orders/" + ID + "/document"))) {
      assertProblem(reply, 409, "in-progress");
      assertThat(reply.getHeaders()).containsEntry("retry-after", "16");
    }

    desk.time.pass(Claim.LEASE);
    assertProblem(desk.get("/orders/" + ID), 404, "not-found");
    assertProblem(desk.cancel(ID, 1), 404, "not-found");
    assertThat(desk.place(ID, BODY).getStatusCode()).isEqualTo(201);
  }

  @Test
  void logsWhatItDidWithoutWhatTheCustomerSaid() {
    desk.send("POST", "/orders", Map.of("Idempotency-Key", ID, "X-Correlation-Id", "shop-1"), BODY);

    assertThat(desk.invocation.logged())
        .singleElement()
        .asString()
        .contains(
            "\"message\":\"order-placed\"",
            "\"orderId\":\"" + ID + "\"",
            "\"isNew\":true",
            "\"correlation_id\":\"shop-1\"")
        .doesNotContain("c-1", "tea", "EUR");
  }

  @Test
  void keepsNothingOfTheCustomerInClaimsAndHistory() {
    desk.place(ID, BODY);

    assertThat(Desk.Shared.ITEMS.scan(r -> r.tableName(table)).items().toString())
        .doesNotContain("c-1", "tea", "EUR");
  }

  @Test
  void keepsLargestOrderToTheCent() throws SQLException {
    var line =
        "{\"sku\":\"" + "s".repeat(64) + "\",\"quantity\":10000,\"unitPriceCents\":100000000}";
    var body =
        "{\"customerId\":\"c\",\"currency\":\"EUR\",\"items\":["
            + String.join(",", Collections.nCopies(100, line))
            + "]}";

    assertThat(Desk.json(desk.place(ID, body)).path("totalCents").asLong())
        .isEqualTo(100_000_000_000_000L);
    assertThat(Desk.json(desk.get("/orders/" + ID)).path("totalCents").asLong())
        .isEqualTo(100_000_000_000_000L);
  }

  @Test
  void failsHealthAndOrdersNamingMissingConfiguration() {
    var invocation = new Invocation();
    var api =
        new OrderApi(
            new Environment(
                Map.of("AWS_REGION", "us-east-1", "ORDERS_TABLE", " "),
                List.of("AWS_REGION", "ORDERS_TABLE")),
            Optional.empty(),
            Clock.systemUTC(),
            () -> UUID.randomUUID().toString(),
            invocation.log());
    var handler = new OrderApiHandler(api, invocation.log());

    var health = handler.handleRequest(event("GET", "/health", null), invocation.context());
    assertThat(health.getStatusCode()).isEqualTo(503);
    assertThat(health.getBody())
        .isEqualTo("{\"missing\":[\"ORDERS_TABLE\"],\"status\":\"misconfigured\"}");

    var order = handler.handleRequest(event("POST", "/orders", BODY), invocation.context());
    assertProblem(order, 503, "misconfigured");
  }

  private static ApplicationLoadBalancerRequestEvent event(
      String method, String path, String body) {
    var event = new ApplicationLoadBalancerRequestEvent();
    event.setHttpMethod(method);
    event.setPath(path);
    event.setHeaders(Map.of("content-type", "application/json", "idempotency-key", ID));
    event.setBody(body);
    return event;
  }
}
