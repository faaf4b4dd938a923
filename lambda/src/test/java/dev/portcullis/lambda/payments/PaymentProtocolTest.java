package dev.portcullis.lambda.payments;

import static dev.portcullis.lambda.payments.PaymentDesk.card;
import static dev.portcullis.lambda.payments.PaymentDesk.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.portcullis.lambda.Invocation;
import dev.portcullis.lambda.peers.MotoPeer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Nothing twice, nothing lost: the function dies at every step, and many of them run at once, over
 * real peers. What they do not show is replication between regions.
 */
@Tag("moto")
class PaymentProtocolTest {
  /** The key, the look-up, the count, the claim, the payment, two objects. */
  private static final int STEPS = 7;

  private static final int AT_ONCE = 8;

  @BeforeAll
  static void needsMoto() {
    MotoPeer.required();
  }

  @Test
  void takesSevenCalls() {
    var desk = new PaymentDesk();

    assertThat(desk.post(card(id(1), "19.99")).getStatusCode()).isEqualTo(201);
    assertThat(desk.faults.calls()).isEqualTo(STEPS);
    assertThat(desk.otherFaults.calls()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "1, false",
    "1, true",
    "2, false",
    "2, true",
    "3, false",
    "3, true",
    "4, false",
    "4, true",
    "5, false",
    "5, true",
    "6, false",
    "6, true",
    "7, false",
    "7, true"
  })
  void completesByRepetitionWhateverStepWasTheLast(int step, boolean done) {
    var desk = new PaymentDesk();
    desk.faults.dieAt(step, done);

    var dead = desk.post(card(id(1), "19.99"));

    assertThat(dead.getStatusCode()).as("success is said when all is done").isGreaterThan(499);
    assertThat(desk.payments()).hasSizeLessThan(2);
    desk.faults.heal();
    desk.restart();
    desk.clock.advance(Duration.ofSeconds(70));
    var again = desk.post(card(id(1), "19.99"));
    assertThat(again.getStatusCode()).isBetween(200, 201);
    assertDoneOnce(desk);
    assertThat(desk.post(card(id(1), "19.99")).getBody()).isEqualTo(again.getBody());
    assertDoneOnce(desk);
  }

  @ParameterizedTest
  @CsvSource({"3, true", "4, false", "4, true"})
  void tellsWhoeverComesAfterADeadPaymentWhichOneItWas(int step, boolean done) {
    var desk = new PaymentDesk();
    desk.faults.dieAt(step, done);
    desk.post(card(id(1), "19.99"));
    desk.faults.heal();

    var other = desk.post(card(id(2), "19.99"));

    if (step == 4 && done) {
      assertThat(other.getStatusCode()).isEqualTo(409);
      assertThat(other.getBody()).contains("duplicate-payment", id(1));
      // The claim of a payment that never came runs out.
      desk.clock.advance(Duration.ofMinutes(10));
      other = desk.post(card(id(2), "19.99"));
    }
    assertThat(other.getStatusCode()).isEqualTo(201);
    assertThat(desk.payments()).hasSize(1);
  }

  @Test
  void acceptsOnceWhatComesManyTimesAtOnce() throws Exception {
    var desk = new PaymentDesk();

    var replies = atOnce(desk, AT_ONCE, i -> card(id(1), "19.99"));

    assertThat(replies).extracting(APIGatewayProxyResponseEvent::getStatusCode).contains(201);
    assertThat(replies)
        .filteredOn(r -> r.getStatusCode() == 201)
        .as("one of them was the first")
        .hasSize(1);
    assertThat(replies).allSatisfy(r -> assertThat(r.getStatusCode()).isIn(200, 201));
    assertThat(replies.stream().map(APIGatewayProxyResponseEvent::getBody).distinct()).hasSize(1);
    assertDoneOnce(desk);
  }

  @Test
  void acceptsOneOfManyThatSayTheSameUnderOtherIds() throws Exception {
    var desk = new PaymentDesk();

    // No more than the card may pay in a window: what is refused is refused as a duplicate.
    var replies = atOnce(desk, PaymentDesk.MOST, i -> card(id(i), "19.99"));

    assertThat(replies)
        .extracting(APIGatewayProxyResponseEvent::getStatusCode)
        .containsOnlyOnce(201)
        .containsOnly(201, 409);
    assertThat(desk.payments()).hasSize(1);
    assertThat(desk.objects("audit").keySet())
        .filteredOn(k -> k.startsWith("refusals/"))
        .hasSize(4);
  }

  @Test
  void acceptsNoMoreThanTheCardMayPayHoweverManyComeAtOnce() throws Exception {
    var desk = new PaymentDesk();

    var replies = atOnce(desk, 2 * AT_ONCE, i -> card(id(i), "1." + (10 + i)));

    assertThat(replies)
        .extracting(APIGatewayProxyResponseEvent::getStatusCode)
        .containsOnly(201, 429)
        .filteredOn(status -> status == 201)
        .hasSize(PaymentDesk.MOST);
    assertThat(desk.payments()).hasSize(PaymentDesk.MOST);
  }

  private static void assertDoneOnce(PaymentDesk desk) {
    assertThat(desk.payments()).hasSize(1);
    assertThat(desk.items("velocity#").values())
        .singleElement()
        .satisfies(item -> assertThat(item.get("payments").ss()).containsExactly(id(1)));
    assertThat(desk.items("recent#").values())
        .singleElement()
        .satisfies(item -> assertThat(item.get("payment").s()).isEqualTo(id(1)));
    assertThat(desk.objects("audit")).hasSize(1);
    assertThat(desk.objects("receipts")).hasSize(1);
  }

  /** Each by an environment of its own, as Lambda does it, and all in the same moment. */
  private static List<APIGatewayProxyResponseEvent> atOnce(
      PaymentDesk desk, int number, IntFunction<String> body) throws Exception {
    var barrier = new CyclicBarrier(number);
    var calls = new ArrayList<Callable<APIGatewayProxyResponseEvent>>();
    for (var i = 0; i < number; i++) {
      var handler = desk.newHandler(new Invocation());
      var sent = body.apply(i);
      calls.add(
          () -> {
            barrier.await();
            return desk.post(handler, sent);
          });
    }
    var pool = Executors.newFixedThreadPool(number);
    try {
      var replies = new ArrayList<APIGatewayProxyResponseEvent>();
      for (var reply : pool.invokeAll(calls)) {
        replies.add(reply.get());
      }
      return replies;
    } finally {
      pool.shutdownNow();
    }
  }
}
