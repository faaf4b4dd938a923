package dev.portcullis.lambda.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.portcullis.lambda.LoopbackService;
import dev.portcullis.lambda.LoopbackService.Call;
import dev.portcullis.lambda.http.Problem;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Ledger and evidence, as far as what they send and how they read the answer. */
class PaymentStoresTest {
  private static final Payment PAYMENT =
      new Payment(
          "6f1c1b0e-93cd-4a0e-9d0a-0a8a3e0f7a11",
          "m-1",
          "tok_abcd1234",
          1999,
          "EUR",
          "us-east-1",
          Instant.parse("2026-11-21T08:00:00.123Z"));
  private static final String ITEM =
      """
      {"paymentId":{"S":"6f1c1b0e-93cd-4a0e-9d0a-0a8a3e0f7a11"},"merchantId":{"S":"m-1"},
       "cardToken":{"S":"tok_abcd1234"},"amountCents":{"N":"1999"},"currency":{"S":"EUR"},
       "region":{"S":"us-east-1"},"acceptedAt":{"S":"2026-11-21T08:00:00.123Z"}}""";
  private static final String AUDIT = "payments/2026/11/21/" + PAYMENT.paymentId() + ".json";

  private LoopbackService service;
  private Ledger ledger;
  private Evidence evidence;

  @BeforeEach
  void start() throws IOException {
    service = new LoopbackService();
    ledger = new DynamoLedger(service.client(DynamoDbClient.builder()), "t");
    evidence =
        new S3Evidence(
            service.client(S3Client.builder().forcePathStyle(true)), "audit", "receipts");
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void ledgerStoresUnderTheConditionThatNothingIsThere() throws Problem {
    service.then(200, "{}");

    assertThat(ledger.putIfAbsent(PAYMENT)).isEmpty();
    assertThat(service.calls()).hasSize(1);
    var call = service.calls().get(0);
    assertThat(call.target()).isEqualTo("DynamoDB_20120810.PutItem");
    assertThat(call.body())
        .contains(
            "\"TableName\":\"t\"",
            "\"ConditionExpression\":\"attribute_not_exists(paymentId)\"",
            "\"amountCents\":{\"N\":\"1999\"}");
  }

  @Test
  void ledgerGivesThePaymentThatWasThereFirst() throws Problem {
    service.then(400, "{\"__type\":\"ConditionalCheckFailedException\",\"Item\":" + ITEM + "}");

    assertThat(ledger.putIfAbsent(PAYMENT)).contains(PAYMENT);
  }

  @Test
  void ledgerFailsWhenItIsNotKnownWhetherItStored() {
    service.then(500, "{\"__type\":\"InternalServerError\"}");

    assertUnavailable(() -> ledger.putIfAbsent(PAYMENT));
  }

  @Test
  void evidenceIsTwoObjectsThatAreNeverWrittenOver() throws Problem {
    service.then(200, "").then(200, "");

    evidence.keep(PAYMENT);

    assertThat(service.calls())
        .extracting(Call::method, Call::path, Call::ifNoneMatch)
        .containsExactly(
            tuple("PUT", "/audit/" + AUDIT, Optional.of("*")),
            tuple("PUT", "/receipts/receipts/" + PAYMENT.paymentId() + ".json", Optional.of("*")));
    assertThat(service.calls().get(0).body())
        .contains("\"event\":\"payment-accepted\"", "\"cardToken\":\"tok_abcd1234\"");
    assertThat(service.calls().get(1).body())
        .contains("\"amountCents\":1999")
        .doesNotContain("tok_");
  }

  @Test
  void evidenceThatIsThereAlreadyIsKept() throws Problem {
    var there = "<Error><Code>PreconditionFailed</Code></Error>";
    service.then(412, there).then(412, there);

    evidence.keep(PAYMENT);

    assertThat(service.calls()).hasSize(2);
  }

  @Test
  void evidenceFailsWhenItIsNotKnownWhetherItIsThere() {
    service.then(403, "<Error><Code>AccessDenied</Code></Error>");

    assertUnavailable(() -> evidence.keep(PAYMENT));
  }

  private static void assertUnavailable(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Problem.class, p -> assertThat(p.code()).isEqualTo(Problem.Code.STORE_UNAVAILABLE))
        .hasMessageNotContaining("tok_");
  }
}
