package dev.portcullis.lambda.payments;

import static dev.portcullis.lambda.payments.PaymentDesk.CARD;
import static dev.portcullis.lambda.payments.PaymentDesk.IBAN;
import static dev.portcullis.lambda.payments.PaymentDesk.card;
import static dev.portcullis.lambda.payments.PaymentDesk.iban;
import static dev.portcullis.lambda.payments.PaymentDesk.id;
import static dev.portcullis.lambda.payments.PaymentDesk.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.portcullis.lambda.Invocation;
import dev.portcullis.lambda.peers.MotoPeer;
import dev.portcullis.lambda.platform.Environment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Through the entry point, with events as API Gateway sends them, over real peers. */
@Tag("moto")
class PaymentApiHandlerTest {
  private static final String SQL = "1'; drop table merchant_limit; --";

  private PaymentDesk desk;

  @BeforeAll
  static void needsMoto() {
    MotoPeer.required();
  }

  @BeforeEach
  void open() {
    desk = new PaymentDesk();
  }

  @Test
  void acceptsPaymentByCard() {
    var reply = desk.post(card(id(1), "19.99"));

    assertThat(reply.getStatusCode()).isEqualTo(201);
    assertThat(reply.getHeaders())
        .containsEntry("location", "/payments/" + id(1))
        .containsEntry("cache-control", "no-store")
        .containsEntry("x-correlation-id", Invocation.REQUEST_ID);
    assertThat(json(reply.getBody()))
        .isEqualTo(
            json(
                """
                {"paymentId":"%s","merchantId":"m-1","amount":"19.99","currency":"EUR",
                 "method":{"kind":"card","brand":"visa","lastFour":"1111"},"limit":"configuration",
                 "status":"accepted","acceptedAt":"2026-11-21T08:00:00.123Z"}"""
                    .formatted(id(1))));
    assertThat(desk.objects("audit"))
        .containsOnlyKeys("payments/2026/11/21/" + id(1) + ".json")
        .hasEntrySatisfying(
            "payments/2026/11/21/" + id(1) + ".json",
            text -> {
              var audit = json(text);
              assertThat(audit.path("event").asText()).isEqualTo("payment-accepted");
              assertThat(audit.path("fingerprint").asText()).matches("[0-9a-f]{64}");
              assertThat(audit.path("region").asText()).isEqualTo("us-east-1");
            });
    assertThat(desk.get("/payments/" + id(1)).getBody()).isEqualTo(reply.getBody());
    var receipt = json(desk.get("/payments/" + id(1) + "/receipt").getBody());
    assertThat(receipt.path("amount").asText()).isEqualTo("19.99");
    assertThat(receipt.path("method").path("lastFour").asText()).isEqualTo("1111");
    assertThat(receipt.has("fingerprint")).isFalse();
  }

  @Test
  void acceptsPaymentFromAccount() {
    var reply = desk.post(iban(id(1), "20"));

    assertThat(reply.getStatusCode()).isEqualTo(201);
    assertThat(reply.getBody())
        .contains("\"kind\":\"iban\"", "\"brand\":\"DE\"", "\"lastFour\":\"3000\"", "\"20.00\"");
  }

  @Test
  void keepsAndSaysNoNumber() {
    desk.post(card(id(1), "19.99"));
    desk.post(iban(id(2), "19.99"));
    desk.post(card(id(3), "19.99"));
    desk.post(card(id(4), "5000.01"));
    desk.post(card(id(5), "1e3"));
    desk.post(card(CARD, "1.00"));
    desk.post(card(id(6), CARD));
    desk.post(iban(id(7), "1.00").replace("m-1", IBAN));
    desk.post(card(id(8), "1.00").replace("m-1", CARD));
    desk.post(card(id(9), "1.00").replace("EUR", CARD));
    desk.post(card(id(10), "1.00").replace("\"expiryMonth\"", "\"cvv\":\"123\",\"expiryMonth\""));
    desk.correlation = CARD;
    desk.post(card(id(13), "1.00"));
    desk.correlation = IBAN;
    desk.post(card(id(14), "-1"));
    desk.faults.lose("S3");
    desk.post(card(id(11), "7.00"));
    desk.faults.heal();
    desk.faults.lose("DynamoDb");
    desk.post(card(id(12), "8.00"));
    desk.faults.heal();

    assertThat(Invocation.withoutIds(desk.everything()))
        .doesNotContain(CARD, IBAN, PaymentDesk.KEY, "123\"");
  }

  @Test
  void answersRepetitionWithTheFirstPayment() {
    var first = desk.post(card(id(1), "19.99"));
    desk.clock.advance(Duration.ofMinutes(30));

    var again = desk.post(card(id(1), "19.99"));

    assertThat(again.getStatusCode()).isEqualTo(200);
    assertThat(again.getBody()).isEqualTo(first.getBody());
    assertThat(desk.payments()).hasSize(1);
  }

  @Test
  void neverWritesEvidenceOver() {
    desk.post(card(id(1), "19.99"));
    var record = "payments/2026/11/21/" + id(1) + ".json";
    desk.replace("audit", record, "as it was");
    desk.replace("receipts", "receipts/" + id(1) + ".json", "as it was");

    assertThat(desk.post(card(id(1), "19.99")).getStatusCode()).isEqualTo(200);

    assertThat(desk.objects("audit")).containsEntry(record, "as it was");
    assertThat(desk.objects("receipts").values()).containsExactly("as it was");
  }

  @Test
  void rejectsPaymentIdOfAnotherPayment() {
    desk.post(card(id(1), "19.99"));

    assertProblem(desk.post(card(id(1), "20.00")), 409, "idempotency-conflict");
    assertProblem(desk.post(iban(id(1), "19.99")), 409, "idempotency-conflict");
    assertThat(desk.payments())
        .singleElement()
        .satisfies(p -> assertThat(p.money().minorUnits()).isEqualTo(1999));
    assertRefusals("idempotency-conflict", "idempotency-conflict");
  }

  @Test
  void takesASecondPaymentOfTheSameAmountForAMistakeForSomeMinutes() {
    desk.post(card(id(1), "19.99"));

    var mistake = desk.post(card(id(2), "19.99"));
    assertProblem(mistake, 409, "duplicate-payment");
    assertThat(mistake.getBody()).contains(id(1));
    assertRefusals("duplicate-payment");
    assertThat(desk.post(card(id(3), "19.98")).getStatusCode()).isEqualTo(201);
    assertThat(desk.post(card(id(4), "19.99").replace("m-1", "m-2")).getStatusCode())
        .isEqualTo(201);
    desk.clock.advance(Duration.ofMinutes(10));
    assertThat(desk.post(card(id(5), "19.99")).getStatusCode()).isEqualTo(201);
  }

  @Test
  void acceptsASecondPaymentOfTheSameAmountWhenItIsMeant() {
    desk.post(card(id(1), "19.99"));

    var meant = card(id(2), "19.99").replace("\"card\"", "\"repeatIntended\":true,\"card\"");
    assertThat(desk.post(meant).getStatusCode()).isEqualTo(201);
    assertThat(desk.post(meant).getStatusCode()).isEqualTo(200);
    assertThat(desk.objects("audit").get("payments/2026/11/21/" + id(2) + ".json"))
        .contains("\"repeatIntended\":true");
    assertProblem(desk.post(card(id(3), "19.99")), 409, "duplicate-payment");
  }

  @Test
  void letsACardPaySoOftenInAWindow() {
    for (var i = 0; i < PaymentDesk.MOST; i++) {
      assertThat(desk.post(card(id(i), "1." + (10 + i))).getStatusCode()).isEqualTo(201);
    }

    assertProblem(desk.post(card(id(10), "2.00")), 429, "velocity-exceeded");
    assertRefusals("velocity-exceeded");
    assertThat(desk.post(iban(id(11), "2.00")).getStatusCode()).as("another").isEqualTo(201);
    // The same again is no further payment.
    assertThat(desk.post(card(id(0), "1.10")).getStatusCode()).isEqualTo(200);
    desk.clock.advance(Duration.ofMinutes(10));
    assertThat(desk.post(card(id(10), "2.00")).getStatusCode()).isEqualTo(201);
  }

  @Test
  void keepsToTheLimits() {
    assertThat(desk.post(card(id(1), "5000.00")).getStatusCode()).isEqualTo(201);
    assertProblem(desk.post(card(id(2), "5000.01")), 422, "limit-exceeded");
    assertThat(desk.post(card(id(3), "5").replace("EUR", "KWD")).getStatusCode()).isEqualTo(201);
    assertProblem(desk.post(card(id(4), "5").replace("EUR", "USD")), 422, "invalid-payment");
    desk.merchantLimit = OptionalLong.of(100);
    desk.restart();
    assertProblem(desk.post(card(id(5), "1.01")), 422, "limit-exceeded");
    assertThat(desk.post(card(id(6), "1.00")).getBody()).contains("\"limit\":\"merchant\"");
    assertRefusals("invalid-payment", "limit-exceeded", "limit-exceeded");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "1",
        "{",
        "{\"paymentId\":1}",
        "{\"amount\":19.99}",
        "{\"pan\":\"4\"}",
        "{\"card\":{\"number\":\"4111111111111111\",\"cvv\":\"123\"}}",
        "{\"card\":\"4\"}",
        "{\"amount\":\"1\",\"amount\":\"2\"}",
        "{\"repeatIntended\":\"true\"}",
        "{} {}",
        "{\"card\":{\"expiryMonth\":12.0}}",
        "{\"iban\":\"\\ud8\"}",
        "\u0000"
      })
  void rejectsBodiesThatAreNoPayments(String body) {
    assertProblem(desk.post(body), 400, "invalid-json");
    assertThat(desk.items("")).isEmpty();
    assertThat(desk.objects("audit")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        SQL,
        "",
        "\u202e1",
        "m-1\u0000",
        "\u0430-1",
        "m\u0301",
        "\ud800",
        "m 1",
        CARD,
        IBAN,
        "4111-1111-1111-1111",
        "m-4111111111111111-1",
        "de89370400440532013000",
        "DE89-3704-0044-0532-0130-00",
        "12345678901234567890123456789012345678901234567890123456789012345"
      })
  void rejectsMerchantsThatAreNone(String merchant) {
    var escaped = new StringBuilder();
    merchant.chars().forEach(c -> escaped.append("\\u%04x".formatted(c)));

    var reply = desk.post(card(id(1), "1.00").replace("m-1", escaped));

    assertProblem(reply, 422, "invalid-payment");
    assertThat(reply.getBody()).contains("merchantId:").doesNotContain("amount:");
  }

  @Test
  void rejectsInvalidPaymentNamingEverythingThatIsWrong() {
    var reply =
        desk.post(
            """
            {"paymentId":"%1$s","merchantId":"%1$s","amount":"%1$s","currency":"%1$s","iban":"%1$s"}"""
                .formatted(SQL));

    assertProblem(reply, 422, "invalid-payment");
    assertThat(reply.getBody())
        .contains("paymentId:", "merchantId:", "currency:", "iban:")
        .doesNotContain("drop");
    assertThat(desk.items("")).isEmpty();
    assertRefusals("invalid-payment");
    assertThat(desk.everything()).doesNotContain("drop");
  }

  @Test
  void rejectsTwoMethodsAndNone() {
    var both = card(id(1), "1.00").replace("\"card\"", "\"iban\":\"" + IBAN + "\",\"card\"");
    var none = "{\"paymentId\":\"%s\",\"merchantId\":\"m\",\"amount\":\"1\",\"currency\":\"EUR\"}";

    for (var body : List.of(both, none.formatted(id(1)))) {
      var reply = desk.post(body);
      assertProblem(reply, 422, "invalid-payment");
      assertThat(reply.getBody()).contains("card, iban: exactly one of them");
    }
    assertThat(desk.payments()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"10, 2026", "11, 2025", "0, 2028", "13, 2028", "12, 28", "12, 2047", "-1, 2028"})
  void rejectsCardsThatHaveExpiredOrWill(int month, int year) {
    var body =
        card(id(1), "1.00")
            .replace("\"expiryMonth\":12", "\"expiryMonth\":" + month)
            .replace("2028", "" + year);

    assertProblem(desk.post(body), 422, "invalid-payment");
  }

  @Test
  void acceptsCardUntilTheEndOfItsMonthAndKnowsThePaymentAfterwards() {
    var body =
        card(id(1), "1.00")
            .replace("\"expiryMonth\":12", "\"expiryMonth\":11")
            .replace("2028", "2026");

    var first = desk.post(body);
    assertThat(first.getStatusCode()).isEqualTo(201);

    // The answer was lost, and it is December when the caller asks again.
    desk.clock.advance(Duration.ofDays(10));
    var again = desk.post(body);

    assertThat(again.getStatusCode()).isEqualTo(200);
    assertThat(again.getBody()).isEqualTo(first.getBody());
    assertThat(desk.objects("audit").keySet()).noneMatch(key -> key.startsWith("refusals/"));
    assertProblem(desk.post(body.replace(id(1), id(2))), 422, "invalid-payment");
    assertProblem(desk.post(body.replace("1.00", "2.00")), 409, "idempotency-conflict");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /, 404, not-found",
    "GET, /payments/1, 404, not-found",
    "DELETE, /payments/6f1c1b0e-93cd-4a0e-9d0a-000000000001, 405, method-not-allowed",
    "GET, /payments, 405, method-not-allowed",
    "POST, /health, 405, method-not-allowed",
    "POST, /payments, 415, unsupported-media-type"
  })
  void rejectsWhatIsNotARoute(String method, String path, int status, String code) {
    var event =
        new APIGatewayProxyRequestEvent()
            .withHttpMethod(method)
            .withPath(path)
            .withHeaders(Map.of("content-type", "text/plain"))
            .withBody(card(id(1), "1.00"));

    assertProblem(
        desk.newHandler(desk.invocation).handleRequest(event, desk.invocation.context()),
        status,
        code);
  }

  @Test
  void rejectsBodiesThatAreTooLarge() {
    assertProblem(desk.post(card(id(1), "1".repeat(70_000))), 413, "body-too-large");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DynamoDb", "S3", "SecretsManager"})
  void failsWithoutAStoreAndIsCompletedByRepetition(String service) {
    desk.faults.lose(service);

    assertProblem(desk.post(card(id(1), "19.99")), 503, "store-unavailable");
    assertThat(desk.invocation.logged())
        .singleElement()
        .asString()
        .contains("store-unavailable")
        .doesNotContain("4111");
    desk.faults.heal();
    assertThat(desk.post(card(id(1), "19.99")).getStatusCode()).isBetween(200, 201);
    assertThat(desk.objects("receipts")).hasSize(1);
  }

  @Test
  void refusesNothingWithoutARecordOfIt() {
    desk.faults.lose("S3");

    assertProblem(desk.post(card(id(1), "5000.01")), 503, "store-unavailable");
    assertProblem(desk.post(card("x", "1.00")), 503, "store-unavailable");
  }

  @Test
  void goesOnUnderConfiguredLimitsWithoutTheDatabase() {
    desk.databaseDown = true;

    var reply = desk.post(card(id(1), "5000.00"));

    assertThat(reply.getStatusCode()).isEqualTo(201);
    assertThat(reply.getBody()).contains("\"limit\":\"database-down\"");
    assertThat(desk.objects("audit").values())
        .allSatisfy(a -> assertThat(a).contains("database-down"));
  }

  @Test
  void knowsWhatOnlyTheOtherRegionKnows() {
    var first = desk.post(card(id(1), "19.99"));
    desk.moveToOtherRegion(id(1), true);

    assertThat(desk.get("/payments/" + id(1)).getBody()).isEqualTo(first.getBody());
    assertThat(desk.get("/payments/" + id(1) + "/receipt").getStatusCode()).isEqualTo(200);
    var again = desk.post(card(id(1), "19.99"));
    assertThat(again.getStatusCode()).isEqualTo(200);
    assertThat(again.getBody()).isEqualTo(first.getBody());
    assertThat(desk.payments()).as("replication brings it").isEmpty();
    assertProblem(desk.post(card(id(1), "20.00")), 409, "idempotency-conflict");
    assertThat(desk.invocation.logged()).anyMatch(line -> line.contains("found-in-other-region"));
  }

  @Test
  void saysThatItDoesNotKnowWhenTheOtherRegionDoesNotAnswer() {
    assertProblem(desk.get("/payments/" + id(1)), 404, "not-found");
    desk.otherFaults.lose("DynamoDb", "S3");

    assertProblem(desk.get("/payments/" + id(1)), 503, "store-unavailable");
    assertThat(desk.post(card(id(1), "19.99")).getStatusCode()).isEqualTo(201);
    assertThat(desk.invocation.logged())
        .anyMatch(line -> line.contains("other-region-unavailable") && line.contains("WARN"));
    desk.otherFaults.heal();
    assertThat(desk.get("/payments/" + id(2)).getStatusCode()).as("left alone").isEqualTo(503);
    assertThat(desk.otherFaults.calls()).isZero();
    desk.clock.advance(Duration.ofSeconds(31));
    assertProblem(desk.get("/payments/" + id(2)), 404, "not-found");
  }

  @Test
  void saysThatAReceiptIsNotThereYet() {
    desk.post(card(id(1), "19.99"));
    desk.moveToOtherRegion(id(1), false);

    assertProblem(desk.get("/payments/" + id(1) + "/receipt"), 503, "store-unavailable");
    desk.post(card(id(1), "19.99"));
    assertThat(desk.get("/payments/" + id(1) + "/receipt").getStatusCode()).isEqualTo(200);
    assertProblem(desk.get("/payments/" + id(2) + "/receipt"), 404, "not-found");
  }

  @Test
  void staysHealthyWhileOnlyItsStoresAreDown() {
    desk.faults.lose("DynamoDb", "S3", "SecretsManager");

    assertThat(desk.get("/health").getBody()).isEqualTo("{\"status\":\"ok\"}");
  }

  @Test
  void failsHealthAndPaymentsNamingMissingConfiguration() {
    var environment = new Environment(Map.of("TABLE", "t"), List.of("TABLE", "AUDIT_BUCKET"));
    var invocation = new Invocation();
    var handler =
        new PaymentApiHandler(new PaymentApi(environment, Optional.empty()), invocation.log());

    var health =
        handler.handleRequest(
            new APIGatewayProxyRequestEvent().withHttpMethod("GET").withPath("/health"),
            invocation.context());
    assertThat(health.getStatusCode()).isEqualTo(503);
    assertThat(health.getBody()).contains("\"missing\":[\"AUDIT_BUCKET\"]");
    assertProblem(desk.post(handler, card(id(1), "1.00")), 503, "misconfigured");
  }

  private void assertRefusals(String... codes) {
    assertThat(desk.objects("audit").entrySet())
        .filteredOn(object -> object.getKey().startsWith("refusals/2026/11/21/"))
        .extracting(object -> json(object.getValue()).path("code").asText())
        .containsExactlyInAnyOrder(codes);
  }

  private static void assertProblem(APIGatewayProxyResponseEvent reply, int status, String code) {
    assertThat(reply.getBody()).startsWith("{\"code\":\"" + code + "\",\"details\":[");
    assertThat(reply.getStatusCode()).isEqualTo(status);
  }
}
