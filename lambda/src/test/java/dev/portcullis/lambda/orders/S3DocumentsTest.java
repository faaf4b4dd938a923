package dev.portcullis.lambda.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.lambda.LoopbackService;
import dev.portcullis.lambda.http.Problem;
import dev.portcullis.lambda.platform.Retry;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;

/** What is sent, and what is made of S3's answers; its behaviour is in the tests against moto. */
class S3DocumentsTest {
  private static final Order ORDER =
      Order.placed(
          Desk.ID,
          "c-1",
          "EUR",
          List.of(new Order.Item("tea", 3, 250)),
          Instant.parse("2026-11-21T08:00:00.120Z"));

  private final List<Duration> pauses = new ArrayList<>();
  private LoopbackService service;
  private S3Client client;
  private S3Documents documents;

  @BeforeEach
  void start() throws IOException {
    service = new LoopbackService();
    client = service.client(S3Client.builder().forcePathStyle(true));
    documents =
        new S3Documents(
            client,
            "documents",
            new Retry(3, Duration.ofMillis(100), pauses::add, new SecureRandom()));
  }

  @AfterEach
  void stop() {
    client.close();
    service.close();
  }

  @Test
  void putsWhatFollowsFromTheOrderUnlessItIsThere() throws Problem {
    service.then(200, "");

    documents.keep(ORDER);

    var call = service.calls().get(0);
    assertThat(call.method()).isEqualTo("PUT");
    assertThat(call.path()).isEqualTo("/documents/orders/" + Desk.ID + "/v1.json");
    assertThat(call.ifNoneMatch()).contains("*");
    assertThat(call.body())
        .contains(
            "{\"createdAt\":\"2026-11-21T08:00:00.120Z\",\"currency\":\"EUR\",\"customerId\":\"c-1\","
                + "\"items\":[{\"sku\":\"tea\",\"quantity\":3,\"unitPriceCents\":250}],\"orderId\":\""
                + Desk.ID
                + "\",\"status\":\"placed\",\"totalCents\":750,\"version\":1}");
  }

  @Test
  void isContentWithDocumentThatIsThere() throws Problem {
    service.then(412, error("PreconditionFailed"));

    documents.keep(ORDER);

    assertThat(service.calls()).hasSize(1);
  }

  @Test
  void triesAgainWhenAnotherOnePutsAtTheSameTime() throws Problem {
    service
        .then(409, error("ConditionalRequestConflict"))
        .then(409, error("ConditionalRequestConflict"))
        .then(412, error("PreconditionFailed"));

    documents.keep(ORDER);

    assertThat(pauses).hasSize(2);
  }

  @Test
  void failsWhenAnotherOneKeepsPutting() {
    for (var attempt = 0; attempt < 3; attempt++) {
      service.then(409, error("ConditionalRequestConflict"));
    }

    assertUnavailable(() -> documents.keep(ORDER));
    assertThat(service.calls()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404})
  void findsNothingWhereItMayNotLook(int status) throws Problem {
    service.then(status, error("AccessDenied"));

    assertThat(documents.find(Desk.ID, 1)).isEmpty();
  }

  @Test
  void failsWhenS3Fails() {
    service.then(500, error("InternalError")).then(503, error("SlowDown")).then(200, "not json");

    assertUnavailable(() -> documents.keep(ORDER));
    assertUnavailable(() -> documents.find(Desk.ID, 1));
    assertUnavailable(() -> documents.find(Desk.ID, 1));
  }

  private static void assertUnavailable(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Problem.class, e -> assertThat(e.code()).isEqualTo(Problem.Code.STORE_UNAVAILABLE))
        .hasMessageContaining("the store of documents does not answer");
  }

  private static String error(String code) {
    return "<Error><Code>" + code + "</Code></Error>";
  }
}
