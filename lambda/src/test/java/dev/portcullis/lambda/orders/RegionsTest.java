package dev.portcullis.lambda.orders;

import static dev.portcullis.lambda.orders.Desk.BODY;
import static dev.portcullis.lambda.orders.Desk.ID;
import static dev.portcullis.lambda.orders.Desk.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portcullis.lambda.http.Problem;
import dev.portcullis.lambda.orders.CrashPoints.Crash;
import dev.portcullis.lambda.peers.DynamoPeer;
import dev.portcullis.lambda.peers.PostgresPeer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * Two regions. The database of the secondary one takes no writes until it is promoted; the table is
 * replicated when the test says so, and so is the database, whose replica is either up to date or
 * has nothing yet.
 */
class RegionsTest {
  private static final CrashPoints NONE = new CrashPoints(-1);

  private final Desk.Time time = new Desk.Time();
  private final PostgresPeer.Database database = PostgresPeer.shared().createDatabase();
  private final PostgresPeer.Database behind = PostgresPeer.shared().createDatabase();
  private final String table = DynamoPeer.shared().createTable("orderId", "entry");
  private final String replica = DynamoPeer.shared().createTable("orderId", "entry");

  private Desk primary(CrashPoints crash) {
    return desk(Desk.book(database), table, crash);
  }

  private Desk secondary() {
    return desk(Desk.book(Desk.readOnly(database.logins()), database.master()), replica, NONE);
  }

  private Desk secondaryThatIsBehind() {
    return desk(Desk.book(Desk.readOnly(behind.logins()), behind.master()), replica, NONE);
  }

  private Desk desk(OrderBook book, String name, CrashPoints crash) {
    var items = Desk.Shared.ITEMS;
    return new Desk(
        time,
        Desk.stores(
            crash.watched(OrderBook.class, book),
            crash.watched(Claims.class, new DynamoClaims(items, name)),
            new DynamoHistory(items, name),
            new MemoryDocuments()));
  }

  private void replicate(String from, String to) {
    for (var item : Desk.Shared.ITEMS.scan(r -> r.tableName(from)).items()) {
      Desk.Shared.ITEMS.putItem(r -> r.tableName(to).item(item));
    }
  }

  @Test
  void rejectsWritesInTheSecondaryRegionAndLeavesNothingThere() throws Exception {
    assertProblem(secondary().place(ID, BODY), 503, "read-only");
    assertThat(secondary().stores.claims().find(ID)).isEmpty();

    var placed = primary(NONE).place(ID, BODY);
    replicate(table, replica);
    assertProblem(secondary().cancel(ID, 1), 503, "read-only");
    assertThat(secondary().get("/orders/" + ID).getBody()).isEqualTo(placed.getBody());
    assertThat(Desk.json(secondary().get("/orders/" + ID + "/history")).path("events")).hasSize(1);
    assertThat(primary(NONE).get("/orders/" + ID).getBody()).isEqualTo(placed.getBody());
  }

  @Test
  void tellsInTheSecondaryRegionWhatWasDoneInThePrimaryOne() {
    var placed = primary(NONE).place(ID, BODY);
    replicate(table, replica);

    var again = secondary().place(ID, BODY);

    assertThat(again.getStatusCode()).isEqualTo(200);
    assertThat(again.getBody()).isEqualTo(placed.getBody());
    assertProblem(secondary().place(ID, BODY.replace("tea", "mug")), 409, "idempotency-conflict");
  }

  @Test
  void asksForPatienceWhileTheReplicaIsBehind() {
    primary(NONE).place(ID, BODY);
    replicate(table, replica);

    for (var reply :
        List.of(
            secondaryThatIsBehind().place(ID, BODY),
            secondaryThatIsBehind().get("/orders/" + ID),
            secondary().get("/orders/" + ID + "/document"))) {
      assertProblem(reply, 409, "in-progress");
      assertThat(reply.getHeaders()).containsEntry("retry-after", "2");
    }
  }

  @Test
  void completesInThePromotedRegionWhatTheLostOneBegan() throws Exception {
    // Before the transaction, and after it.
    for (var at : new int[] {4, 5}) {
      var id = ID.substring(0, 35) + at;
      crashed(() -> primary(new CrashPoints(at)).place(id, BODY));
      replicate(table, replica);
      var accepted = time.instant();
      time.pass(Duration.ofSeconds(5));
      assertProblem(secondary().place(id, BODY), 409, "in-progress");
      time.pass(Claim.LEASE);
      assertProblem(secondary().place(id, BODY), 503, "read-only");

      var promoted = desk(Desk.book(database), replica, NONE);
      var placed = promoted.place(id, BODY);

      assertThat(placed.getStatusCode()).isEqualTo(at == 4 ? 201 : 200);
      assertThat(Desk.json(placed).path("createdAt").asText())
          .isEqualTo(accepted.toString().substring(0, 23) + "Z");
      assertThat(promoted.get("/orders/" + id + "/document").getStatusCode()).isEqualTo(200);
      assertThat(promoted.place(id, BODY).getBody()).isEqualTo(placed.getBody());
    }
  }

  @Test
  void bringsBackOrderThatThePromotedDatabaseLost() {
    var placed = primary(NONE).place(ID, BODY);
    replicate(table, replica);

    var promoted = desk(Desk.book(behind), replica, NONE);
    time.pass(Duration.ofMinutes(5));
    var again = promoted.place(ID, BODY);

    assertThat(again.getBody()).isEqualTo(placed.getBody());
    assertThat(promoted.get("/orders/" + ID).getBody()).isEqualTo(placed.getBody());
  }

  @Test
  void leavesToPeopleWhatWasChangedSinceItWasLost() {
    primary(NONE).place(ID, BODY);
    primary(NONE).cancel(ID, 1);
    replicate(table, replica);

    var promoted = desk(Desk.book(behind), replica, NONE);

    assertProblem(promoted.place(ID, BODY), 503, "store-unavailable");
    assertThat(promoted.place(ID, BODY).getBody()).contains("people must restore it");
  }

  @Test
  void givesTheClaimUpWhenTheDatabaseBecameReaderInBetween() throws Exception {
    var reader = Desk.book(Desk.readOnly(database.logins()), database.master());
    var desk = desk(new WriterUntilNow(reader), table, NONE);

    assertProblem(desk.place(ID, BODY), 503, "read-only");
    assertThat(desk.stores.claims().find(ID)).isEmpty();
    assertThat(primary(NONE).place(ID, BODY).getStatusCode()).isEqualTo(201);
  }

  /** Says that it takes writes, and does not when it comes to it. */
  private record WriterUntilNow(OrderBook reader) implements OrderBook {
    @Override
    public Optional<Order> find(String orderId) throws Problem {
      return reader.find(orderId);
    }

    @Override
    public boolean readOnly() {
      return false;
    }

    @Override
    public Placing place(Order order) throws Problem {
      return reader.place(order);
    }

    @Override
    public Optional<Order> cancel(String orderId, int version, Instant now) throws Problem {
      return reader.cancel(orderId, version, now);
    }
  }

  private static void crashed(Executable request) {
    assertThrows(Crash.class, request);
  }
}
