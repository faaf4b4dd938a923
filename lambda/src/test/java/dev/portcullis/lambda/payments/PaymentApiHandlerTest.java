package dev.portcullis.lambda.payments;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.portcullis.lambda.Invocation;
import dev.portcullis.lambda.http.Problem;
import dev.portcullis.lambda.platform.Environment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Through the entry point, with events as API Gateway sends them. Ledger and evidence are fakes.
 */
class PaymentApiHandlerTest {
  private static final String ID = "6f1c1b0e-93cd-4a0e-9d0a-0a8a3e0f7a11";
  private static final String BODY =
      """
      {"paymentId":"6f1c1b0e-93cd-4a0e-9d0a-0a8a3e0f7a11","merchantId":"m-1",
       "cardToken":"tok_abcd1234","amountCents":1999,"currency":"EUR"}""";
  private static final String VIEW =
      "{\"acceptedAt\":\"2026-11-21T08:00:00.123Z\",\"amountCents\":1999,\"currency\":\"EUR\","
          + "\"paymentId\":\""
          + ID
          + "\",\"status\":\"accepted\"}";

  private final Map<String, Payment> ledger = new HashMap<>();
  private final List<Payment> evidence = new ArrayList<>();
  private final Invocation invocation = new Invocation();
  private boolean ledgerDown;
  private boolean evidenceDown;
  private String region = "us-east-1";
  private Instant now = Instant.parse("2026-11-21T08:00:00.123456Z");

  @Test
  void acceptsPayment() {
    var reply = send("POST", "/payments", BODY);

    assertThat(reply.getStatusCode()).isEqualTo(201);
    assertThat(reply.getHeaders())
        .containsEntry("content-type", "application/json")
        .containsEntry("cache-control", "no-store");
    assertThat(reply.getBody()).isEqualTo(VIEW);
    assertThat(ledger.get(ID).region()).isEqualTo("us-east-1");
    assertThat(evidence).containsExactly(ledger.get(ID));
  }

  @Test
  void answersRepetitionWithTheFirstPaymentEvenInTheOtherRegion() {
    send("POST", "/payments", BODY);
    now = now.plusSeconds(60);
    region = "us-east-2";

    var again = send("POST", "/payments", BODY);

    assertThat(again.getStatusCode()).isEqualTo(200);
    assertThat(again.getBody()).isEqualTo(VIEW);
    assertThat(ledger.get(ID).region()).isEqualTo("us-east-1");
    assertThat(evidence).containsExactly(ledger.get(ID), ledger.get(ID));
  }

  @Test
  void completesByRepetitionWhatWasHalfDone() {
    evidenceDown = true;
    assertProblem(send("POST", "/payments", BODY), 503, "store-unavailable");
    assertThat(ledger).hasSize(1);
    evidenceDown = false;

    assertThat(send("POST", "/payments", BODY).getStatusCode()).isEqualTo(200);
    assertThat(evidence).containsExactly(ledger.get(ID));
  }

  @Test
  void rejectsPaymentIdOfAnotherPayment() {
    send("POST", "/payments", BODY);

    assertProblem(
        send("POST", "/payments", BODY.replace("1999", "2000")), 409, "idempotency-conflict");
    assertThat(ledger.get(ID).amountCents()).isEqualTo(1999);
    assertThat(evidence).hasSize(1);
  }

  @Test
  void rejectsInvalidPaymentNamingEverythingThatIsWrong() {
    var reply =
        send(
            "POST",
            "/payments",
            """
            {"paymentId":"1","merchantId":"","cardToken":"4111111111111111",
             "amountCents":0,"currency":"euro"}""");

    assertProblem(reply, 422, "invalid-payment");
    assertThat(reply.getBody())
        .contains("paymentId:", "merchantId:", "cardToken:", "amountCents:", "currency:")
        .doesNotContain("4111");
    assertThat(ledger).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"``", "null", "{\"amountCents\":\"1\"}", "{\"amountCents\":1.0}", "{\"pan\":\"4\"}"})
  void rejectsBodiesThatAreNoPayments(String body) {
    assertProblem(send("POST", "/payments", body), 400, "invalid-json");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /, 404, not-found",
    "POST, /payments/1, 404, not-found",
    "GET, /payments, 405, method-not-allowed",
    "POST, /health, 405, method-not-allowed"
  })
  void rejectsWhatIsNotARoute(String method, String path, int status, String code) {
    assertProblem(send(method, path, null), status, code);
  }

  @Test
  void failsWithUnavailableAndLogsItWithoutThePayment() {
    ledgerDown = true;

    assertProblem(send("POST", "/payments", BODY), 503, "store-unavailable");
    assertThat(evidence).isEmpty();
    assertThat(invocation.logged())
        .singleElement()
        .asString()
        .contains("store-unavailable")
        .doesNotContain("tok_");
  }

  @Test
  void staysHealthyWhileOnlyTheLedgerIsDown() {
    ledgerDown = true;

    assertThat(send("GET", "/health", null).getBody()).isEqualTo("{\"status\":\"ok\"}");
  }

  @Test
  void failsHealthAndPaymentsNamingMissingConfiguration() {
    var environment = new Environment(Map.of("TABLE", "t"), List.of("TABLE", "AUDIT_BUCKET"));
    var handler =
        new PaymentApiHandler(new PaymentApi(environment, Optional.empty(), Clock.systemUTC()));

    var health = handler.handleRequest(event("GET", "/health", null), invocation.context());
    assertThat(health.getStatusCode()).isEqualTo(503);
    assertThat(health.getBody()).contains("\"missing\":[\"AUDIT_BUCKET\"]");
    var payment = handler.handleRequest(event("POST", "/payments", BODY), invocation.context());
    assertProblem(payment, 503, "misconfigured");
  }

  @Test
  void readsBodiesInBase64() {
    var event =
        event("POST", "/payments", null)
            .withIsBase64Encoded(true)
            .withBody(Base64.getEncoder().encodeToString(BODY.getBytes(StandardCharsets.UTF_8)));

    assertThat(handle(event).getStatusCode()).isEqualTo(201);
  }

  private static void assertProblem(APIGatewayProxyResponseEvent reply, int status, String code) {
    assertThat(reply.getStatusCode()).isEqualTo(status);
    assertThat(reply.getBody()).startsWith("{\"code\":\"" + code + "\",\"details\":[");
  }

  private APIGatewayProxyResponseEvent send(String method, String path, String body) {
    return handle(event(method, path, body));
  }

  private APIGatewayProxyResponseEvent handle(APIGatewayProxyRequestEvent event) {
    Ledger toLedger =
        payment -> {
          failIf(ledgerDown);
          return Optional.ofNullable(ledger.putIfAbsent(payment.paymentId(), payment));
        };
    Evidence toEvidence =
        payment -> {
          failIf(evidenceDown);
          evidence.add(payment);
        };
    var api =
        new PaymentApi(
            new Environment(Map.of(), List.of()),
            Optional.of(new PaymentApi.Stores(region, toLedger, toEvidence)),
            Clock.fixed(now, ZoneOffset.UTC));
    return new PaymentApiHandler(api).handleRequest(event, invocation.context());
  }

  private static void failIf(boolean down) throws Problem {
    if (down) {
      throw Problem.unavailable("store", "IOException", new IOException());
    }
  }

  /** API Gateway sends null where there are no headers. */
  private static APIGatewayProxyRequestEvent event(String method, String path, String body) {
    return new APIGatewayProxyRequestEvent().withHttpMethod(method).withPath(path).withBody(body);
  }
}
