package dev.portcullis.lambda.orders;

import static dev.portcullis.lambda.orders.Desk.BODY;
import static dev.portcullis.lambda.orders.Desk.ID;
import static dev.portcullis.lambda.orders.Desk.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerResponseEvent;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A dependency is gone, or does not answer: what then, and what afterwards. */
@Tag("moto")
class OutagesTest {
  private static final String OTHER = ID.replace('6', '7');

  /** What Lambda gives the function. */
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private static final List<Consumer<Cable>> OUTAGES = List.of(Cable::cut, Cable::block);

  private Wired wired;
  private Desk desk;

  @BeforeEach
  void start() {
    wired = new Wired();
    desk = wired.desk();
    assertThat(desk.place(OTHER, BODY).getStatusCode()).isEqualTo(201);
  }

  @AfterEach
  void stop() {
    wired.close();
  }

  @Test
  void takesNoOrdersWithoutTheDatabaseAndClaimsNothing() throws Exception {
    for (var outage : OUTAGES) {
      outage.accept(wired.toDatabase);

      var refused = inTime(() -> desk.place(ID, BODY));

      assertProblem(refused, 503, "store-unavailable");
      assertThat(refused.getBody()).contains("the order book does not answer: SQL state 08");
      assertThat(desk.stores.claims().find(ID)).isEmpty();
      wired.toDatabase.mend();
      assertThat(desk.get("/orders/" + OTHER).getStatusCode()).isEqualTo(200);
    }
    assertThat(desk.place(ID, BODY).getStatusCode()).isEqualTo(201);
  }

  @Test
  void showsOrdersWithoutTheTableAndTakesNone() throws Exception {
    for (var outage : OUTAGES) {
      outage.accept(wired.toTable);

      assertProblem(inTime(() -> desk.place(ID, BODY)), 503, "store-unavailable");
      assertThat(wired.world.of(ID)).containsEntry("rows", "0 order, 0 lines");
      assertThat(desk.get("/orders/" + OTHER).getStatusCode()).isEqualTo(200);
      assertThat(desk.get("/orders/" + OTHER + "/document").getStatusCode()).isEqualTo(200);
      wired.toTable.mend();
    }
    // A claim whose answer was lost may be there: then its lease must end first.
    wired.world.time.pass(Claim.LEASE);
    assertThat(desk.place(ID, BODY).getStatusCode()).isEqualTo(201);
  }

  @Test
  void completesOrderWhoseDocumentCouldNotBeKept() throws Exception {
    var id = ID;
    for (var outage : OUTAGES) {
      var accepted = wired.world.time.instant().toString().substring(0, 23);
      var order = id;
      outage.accept(wired.toBucket);

      var refused = inTime(() -> desk.place(order, BODY));

      assertProblem(refused, 503, "store-unavailable");
      assertThat(refused.getBody()).contains("the store of documents does not answer");
      assertThat(desk.get("/orders/" + id).getStatusCode()).as("it is an order").isEqualTo(200);
      wired.toBucket.mend();
      assertProblem(desk.get("/orders/" + id + "/document"), 409, "in-progress");
      assertProblem(desk.place(id, BODY), 409, "in-progress");
      wired.world.time.pass(Claim.LEASE);

      var completed = desk.place(id, BODY);

      assertThat(completed.getStatusCode()).isEqualTo(200);
      assertThat(Desk.json(completed).path("createdAt").asText()).isEqualTo(accepted + "Z");
      assertThat(Desk.json(desk.get("/orders/" + id + "/document")))
          .isEqualTo(Desk.json(completed));
      assertThat(wired.world.of(id)).containsEntry("rows", "1 order, 2 lines");
      id = ID.replace('6', '8');
    }
  }

  @Test
  void showsWhatIsInTheOtherStores() {
    var order = "/orders/" + OTHER;
    wired.toDatabase.cut();
    assertProblem(desk.get(order), 503, "store-unavailable");
    assertThat(desk.get(order + "/history").getStatusCode()).isEqualTo(200);
    wired.toDatabase.mend();

    wired.toTable.cut();
    assertProblem(desk.get(order + "/history"), 503, "store-unavailable");
    assertThat(desk.get(order).getStatusCode()).isEqualTo(200);
    wired.toTable.mend();

    wired.toBucket.cut();
    assertProblem(desk.get(order + "/document"), 503, "store-unavailable");
    assertThat(desk.get(order).getStatusCode()).isEqualTo(200);
  }

  @Test
  void completesCancellationWhoseDocumentCouldNotBeKept() {
    wired.toBucket.cut();
    assertProblem(desk.cancel(OTHER, 1), 503, "store-unavailable");
    wired.toBucket.mend();

    var cancelled = desk.cancel(OTHER, 1);

    assertThat(cancelled.getStatusCode()).isEqualTo(200);
    assertThat(Desk.json(desk.get("/orders/" + OTHER + "/document")))
        .isEqualTo(Desk.json(cancelled));
  }

  @Test
  void saysInTheLogWhatFailedAndNothingOfTheCustomer() {
    wired.toDatabase.cut();
    desk.place(ID, BODY);

    assertThat(desk.invocation.logged())
        .last()
        .asString()
        .contains("\"level\":\"ERROR\"", "store-unavailable", "PSQLException")
        .doesNotContain("c-1", "tea", "localhost");
  }

  private static ApplicationLoadBalancerResponseEvent inTime(
      Supplier<ApplicationLoadBalancerResponseEvent> request) {
    var begin = System.nanoTime();
    var reply = request.get();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(TIMEOUT);
    return reply;
  }
}
