package dev.portcullis.lambda.orders;

import static dev.portcullis.lambda.orders.Desk.BODY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerResponseEvent;
import dev.portcullis.lambda.orders.CrashPoints.Crash;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The function dies at every point there is, just before and just after each call to a store; the
 * caller asks again, and again once the lease is over. In the end everything is as if nobody had
 * died.
 */
@Tag("moto")
class CrashTest {
  private World world;

  @BeforeEach
  void start() {
    world = new World();
    // The tables are created, so that every attempt makes the same calls.
    world.desk().place(UUID.randomUUID().toString(), BODY);
  }

  /** One request, and what came of it. */
  private interface Request {
    ApplicationLoadBalancerResponseEvent to(Desk desk, String orderId);
  }

  private static final Request PLACE = (desk, id) -> desk.place(id, BODY);
  private static final Request CANCEL = (desk, id) -> desk.cancel(id, 1);

  @Test
  void loseNothingAndDoNothingTwiceWhilePlacing() throws Exception {
    var calls = undisturbed(PLACE, UUID.randomUUID().toString());
    assertThat(calls)
        .containsExactly(
            "OrderBook.readOnly",
            "Claims.put",
            "OrderBook.place",
            "Documents.keep",
            "History.add",
            "Claims.complete");
    var model = UUID.randomUUID().toString();
    PLACE.to(world.desk(), model);
    var expected = world.of(model);

    for (var at = 0; at < 2 * calls.size(); at++) {
      var id = UUID.randomUUID().toString();
      var where = crash(PLACE, id, at);

      var placed = retried(PLACE, id, where);

      assertThat(placed.getStatusCode()).as(where).isIn(200, 201);
      assertThat(told(world.of(id), id)).as(where).isEqualTo(told(expected, model));
    }
  }

  @Test
  void loseNothingAndDoNothingTwiceWhileCancelling() throws Exception {
    var model = UUID.randomUUID().toString();
    PLACE.to(world.desk(), model);
    var calls = undisturbed(CANCEL, model);
    assertThat(calls)
        .containsExactly(
            "Claims.find",
            "OrderBook.cancel",
            "Documents.keep",
            "History.add",
            "Documents.keep",
            "History.add",
            "Claims.complete");
    var expected = world.of(model);

    for (var at = 0; at < 2 * calls.size(); at++) {
      var id = UUID.randomUUID().toString();
      PLACE.to(world.desk(), id);
      var where = crash(CANCEL, id, at);

      // Nobody holds a lease while cancelling: the next one completes it at once.
      var cancelled = CANCEL.to(world.desk(), id);

      assertThat(cancelled.getStatusCode()).as(where).isEqualTo(200);
      assertThat(told(world.of(id), id)).as(where).isEqualTo(told(expected, model));
    }
  }

  @Test
  void completeOrderThatIsCancelledInsteadOfSentAgain() throws Exception {
    var model = UUID.randomUUID().toString();
    PLACE.to(world.desk(), model);
    CANCEL.to(world.desk(), model);
    var expected = world.of(model);

    // From the transaction on there is an order to cancel.
    for (var at = 5; at < 12; at++) {
      var id = UUID.randomUUID().toString();
      var accepted = world.time.instant();
      var where = crash(PLACE, id, at);
      world.time.pass(Claim.LEASE);

      var cancelled = CANCEL.to(world.desk(), id);

      assertThat(cancelled.getStatusCode()).as(where).isEqualTo(200);
      assertThat(Desk.json(cancelled).path("createdAt").asText())
          .isEqualTo(accepted.toString().replaceAll("\\d{3}Z", "Z"));
      assertThat(world.of(id).keySet()).as(where).isEqualTo(expected.keySet());
      assertThat(world.of(id).get("document 1")).as(where).contains("\"status\":\"placed\"");
      assertThat(PLACE.to(world.desk(), id).getBody()).as(where).isEqualTo(cancelled.getBody());
    }
  }

  @Test
  void letsTheFirstAttemptEndAfterTheSecondTookOver() throws Exception {
    var id = UUID.randomUUID().toString();
    var order =
        OrderDraft.parse(BODY).accept(id, world.time.instant().truncatedTo(ChronoUnit.MILLIS));
    var slow = world.desk();
    var claim = Claim.of(order, "slow", world.time.instant());
    assertThat(slow.stores.claims().put(claim)).isEmpty();
    world.time.pass(Claim.LEASE);
    var second = PLACE.to(world.desk(), id);
    assertThat(second.getStatusCode()).isEqualTo(201);
    var expected = world.of(id);

    var kept = (OrderBook.Kept) slow.stores.book().place(order);
    new Effects(slow.stores.documents(), slow.stores.history(), slow.stores.claims())
        .complete(kept.order());
    slow.stores.claims().giveUp(claim);

    assertThat(kept.isNew()).isFalse();
    assertThat(world.of(id)).isEqualTo(expected);
  }

  private List<String> undisturbed(Request request, String id) {
    var points = new CrashPoints(-1);
    request.to(world.desk(points), id);
    return points.calls();
  }

  private String crash(Request request, String id, int at) {
    var desk = world.desk(new CrashPoints(at));
    return catchThrowableOfType(Crash.class, () -> request.to(desk, id)).getMessage();
  }

  /** As a caller does: what is in progress is asked for again when the answer says so. */
  private ApplicationLoadBalancerResponseEvent retried(Request request, String id, String where) {
    var desk = world.desk();
    var reply = request.to(desk, id);
    if (reply.getStatusCode() == 409) {
      Desk.assertProblem(reply, 409, "in-progress");
      var wait = Long.parseLong(reply.getHeaders().get("retry-after"));
      assertThat(wait).as(where).isBetween(1L, Claim.LEASE.toSeconds());
      world.time.pass(Duration.ofSeconds(wait));
      reply = request.to(desk, id);
    }
    return reply;
  }

  /** What is the same for all orders of these tests: neither ids nor instants. */
  private static Map<String, String> told(Map<String, String> world, String id) {
    var told = new TreeMap<String, String>();
    world.forEach(
        (name, text) ->
            told.put(
                name, text.replace(id, "ID").replaceAll("2026-11-21T\\d\\d:\\d\\d:[\\d.]*Z", "T")));
    return told;
  }
}
