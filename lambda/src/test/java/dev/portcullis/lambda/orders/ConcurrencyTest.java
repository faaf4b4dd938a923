package dev.portcullis.lambda.orders;

import static dev.portcullis.lambda.orders.Desk.BODY;
import static dev.portcullis.lambda.orders.Desk.ID;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerResponseEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many environments of the function get the same request at once. */
@Tag("moto")
class ConcurrencyTest {
  private static final int CALLERS = 12;

  private final ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
  private World world;

  @BeforeEach
  void start() {
    world = new World();
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  /** What one caller sends until it is told how it ended. */
  private interface Request {
    ApplicationLoadBalancerResponseEvent to(Desk desk);
  }

  @Test
  void placeOneOrderForOneKey() throws Exception {
    var replies = atOnce(CALLERS, caller -> desk -> desk.place(ID, BODY));

    assertThat(replies).filteredOn(r -> r.getStatusCode() == 201).hasSize(1);
    assertThat(replies).filteredOn(r -> r.getStatusCode() == 200).hasSize(CALLERS - 1);
    assertThat(replies).extracting(r -> r.getBody()).containsOnly(replies.get(0).getBody());
    var there = world.of(ID);
    assertThat(there).containsEntry("rows", "1 order, 2 lines");
    assertThat(there.get("document 1")).contains(ID);
    assertThat(there.keySet())
        .filteredOn(name -> name.startsWith("item"))
        .containsExactly("item claim", "item event#0000000001");
  }

  @Test
  void placeOneOrderForOneKeyWhenItIsUsedForSeveral() throws Exception {
    var replies =
        atOnce(CALLERS, caller -> desk -> desk.place(ID, BODY.replace("tea", "tea-" + caller % 3)));

    var placed = replies.stream().filter(r -> r.getStatusCode() == 201).toList();
    assertThat(placed).hasSize(1);
    var others = replies.stream().filter(r -> r.getStatusCode() == 409).toList();
    assertThat(others).hasSize(CALLERS - CALLERS / 3);
    others.forEach(r -> Desk.assertProblem(r, 409, "idempotency-conflict"));
    assertThat(replies)
        .filteredOn(r -> r.getStatusCode() == 200)
        .extracting(r -> r.getBody())
        .hasSize(CALLERS / 3 - 1)
        .containsOnly(placed.get(0).getBody());
    assertThat(world.of(ID)).containsEntry("rows", "1 order, 2 lines");
  }

  @Test
  void takeOverFromOneDeadOwnerOnce() throws Exception {
    var order = OrderDraft.parse(BODY).accept(ID, Desk.START);
    world.desk().stores.claims().put(Claim.of(order, "dead", Desk.START));
    world.time.pass(Claim.LEASE);

    var replies = atOnce(CALLERS, caller -> desk -> desk.place(ID, BODY));

    assertThat(replies).filteredOn(r -> r.getStatusCode() == 201).hasSize(1);
    assertThat(replies).extracting(r -> r.getBody()).containsOnly(replies.get(0).getBody());
    assertThat(world.of(ID)).containsEntry("rows", "1 order, 2 lines");
  }

  @Test
  void cancelOnceAtOneVersion() throws Exception {
    world.desk().place(ID, BODY);

    var replies = atOnce(CALLERS, caller -> desk -> desk.cancel(ID, 1));

    assertThat(replies).extracting(r -> r.getStatusCode()).containsOnly(200);
    assertThat(replies).extracting(r -> r.getBody()).containsOnly(replies.get(0).getBody());
    assertThat(world.of(ID).keySet())
        .filteredOn(name -> name.startsWith("item"))
        .containsExactly("item claim", "item event#0000000001", "item event#0000000002");
  }

  private interface Caller {
    Request number(int caller);
  }

  private List<ApplicationLoadBalancerResponseEvent> atOnce(int callers, Caller caller)
      throws Exception {
    var together = new CyclicBarrier(callers);
    var asked = new ArrayList<Future<ApplicationLoadBalancerResponseEvent>>();
    for (var number = 0; number < callers; number++) {
      var request = caller.number(number);
      asked.add(
          threads.submit(
              () -> {
                var desk = world.desk();
                together.await(30, TimeUnit.SECONDS);
                return patiently(desk, request);
              }));
    }
    var replies = new ArrayList<ApplicationLoadBalancerResponseEvent>();
    for (var each : asked) {
      replies.add(each.get(60, TimeUnit.SECONDS));
    }
    return replies;
  }

  private static ApplicationLoadBalancerResponseEvent patiently(Desk desk, Request request)
      throws InterruptedException {
    var reply = request.to(desk);
    while (reply.getBody().contains("\"in-progress\"")) {
      // The answer says seconds; the owner takes some milliseconds here.
      Thread.sleep(20);
      reply = request.to(desk);
    }
    return reply;
  }
}
