package dev.portcullis.lambda.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.lambda.LoopbackService;
import dev.portcullis.lambda.http.Problem;
import dev.portcullis.lambda.http.Problem.Code;
import dev.portcullis.lambda.peers.DynamoPeer;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class DynamoStoresTest {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00.120Z");
  private static final Order ORDER =
      Order.placed(Desk.ID, "c-1", "EUR", List.of(new Order.Item("tea", 3, 250)), NOW);
  private static final Order CANCELLED =
      new Order(
          ORDER.orderId(),
          ORDER.customerId(),
          ORDER.currency(),
          ORDER.items(),
          NOW,
          2,
          Optional.of(NOW.plusSeconds(9)));

  private final String table = DynamoPeer.shared().createTable("orderId", "entry");
  private final DynamoClaims claims = new DynamoClaims(Desk.Shared.ITEMS, table);
  private final DynamoHistory history = new DynamoHistory(Desk.Shared.ITEMS, table);
  private final Claim mine = Claim.of(ORDER, "me", NOW);

  @Test
  void claimsKeyOnceAndTellsOthersWhoHasIt() throws Problem {
    assertThat(claims.find(ORDER.orderId())).isEmpty();
    assertThat(claims.put(mine)).isEmpty();
    assertThat(claims.put(Claim.of(ORDER, "you", NOW.plusSeconds(1)))).contains(mine);
    assertThat(claims.find(ORDER.orderId())).contains(mine);
  }

  @Test
  void recognisesItsOwnMarkWhenTheFirstAnswerWasLost() throws Problem {
    claims.put(mine);
    assertThat(claims.put(mine)).as("the SDK repeats what was not answered").isEmpty();

    var taken = mine.takenOver("you", NOW.plusSeconds(20));
    assertThat(claims.takeOver(mine, taken)).isTrue();
    assertThat(claims.takeOver(mine, taken)).isTrue();
    assertThat(claims.takeOver(mine, mine.takenOver("them", NOW.plusSeconds(20)))).isFalse();
    assertThat(claims.find(ORDER.orderId())).contains(taken);
  }

  @Test
  void takesOverNothingThatIsGone() throws Problem {
    assertThat(claims.takeOver(mine, mine.takenOver("you", NOW))).isFalse();
  }

  @Test
  void completesForEveryVersionOnceAndNeverGoesBack() throws Problem {
    claims.complete(ORDER);
    assertThat(claims.find(ORDER.orderId())).as("nothing is claimed").isEmpty();
    claims.put(mine);

    claims.complete(CANCELLED);
    claims.complete(ORDER);

    var done = claims.find(ORDER.orderId()).orElseThrow();
    assertThat(done.done()).isTrue();
    assertThat(done.version()).isEqualTo(2);
    assertThat(done.inProgress(NOW)).isEmpty();
  }

  @Test
  void beginsAgainWithClaimThatWasDone() throws Problem {
    claims.put(mine);
    claims.complete(ORDER);
    var done = claims.find(ORDER.orderId()).orElseThrow();
    var taken = done.takenOver("you", NOW);

    assertThat(claims.takeOver(done, taken)).isTrue();
    assertThat(claims.find(ORDER.orderId())).contains(taken);
    claims.complete(ORDER);
    assertThat(claims.find(ORDER.orderId()).orElseThrow().version()).isEqualTo(1);
  }

  @Test
  void givesUpOnlyItsOwnUnfinishedClaim() throws Problem {
    claims.giveUp(mine);
    claims.put(mine);
    claims.giveUp(Claim.of(ORDER, "you", NOW));
    assertThat(claims.find(ORDER.orderId())).contains(mine);

    claims.giveUp(mine);
    assertThat(claims.find(ORDER.orderId())).isEmpty();

    claims.put(mine);
    claims.complete(ORDER);
    claims.giveUp(mine);
    assertThat(claims.find(ORDER.orderId())).isPresent();
  }

  @Test
  void tellsEventsInTheOrderOfVersionsEachOnce() throws Problem {
    claims.put(mine);
    assertThat(history.of(ORDER.orderId())).isEmpty();
    history.add(Event.of(CANCELLED));
    history.add(Event.of(ORDER));
    history.add(new Event(ORDER.orderId(), 1, "placed", NOW.plusSeconds(99)));
    for (var version = 3; version <= 11; version++) {
      history.add(new Event(ORDER.orderId(), version, "changed", NOW));
    }

    assertThat(history.of(ORDER.orderId()))
        .hasSize(11)
        .startsWith(Event.of(ORDER), Event.of(CANCELLED))
        .extracting(Event::version)
        .isSorted();
  }

  @Test
  void readsHistoryPageByPage() throws Exception {
    var key =
        "{\"orderId\":{\"S\":\"%s\"},\"entry\":{\"S\":\"event#0000000001\"}".formatted(Desk.ID);
    var item =
        key
            + ",\"orderVersion\":{\"N\":\"1\"},\"eventType\":{\"S\":\"placed\"},"
            + "\"happenedAt\":{\"S\":\"2026-11-21T08:00:00.120Z\"}}";
    try (var service = new LoopbackService();
        var client = service.client(DynamoDbClient.builder())) {
      service
          .then(200, "{\"Items\":[" + item + "],\"LastEvaluatedKey\":" + key + "}}")
          .then(200, "{\"Items\":[" + item.replace("\"1\"", "\"2\"") + "]}");

      assertThat(new DynamoHistory(client, "t").of(Desk.ID))
          .extracting(Event::version)
          .containsExactly(1, 2);
      assertThat(service.calls().get(0).body()).doesNotContain("ExclusiveStartKey");
      assertThat(service.calls().get(1).body()).contains("ExclusiveStartKey");
    }
  }

  @Test
  void failsWithoutQuotingWhenTheTableIsNotThere() {
    var nowhere = new DynamoClaims(Desk.Shared.ITEMS, "no-such-table");
    var untold = new DynamoHistory(Desk.Shared.ITEMS, "no-such-table");

    assertUnavailable(() -> nowhere.put(mine));
    assertUnavailable(() -> nowhere.find(Desk.ID));
    assertUnavailable(() -> nowhere.takeOver(mine, mine));
    assertUnavailable(() -> nowhere.complete(ORDER));
    assertUnavailable(() -> nowhere.giveUp(mine));
    assertUnavailable(() -> untold.add(Event.of(ORDER)));
    assertUnavailable(() -> untold.of(Desk.ID));
  }

  @Test
  void failsOnItemsThatOthersWrote() throws IOException {
    try (var service = new LoopbackService();
        var client = service.client(DynamoDbClient.builder())) {
      service.then(200, "{\"Item\":{\"orderId\":{\"S\":\"x\"}}}");

      assertThatThrownBy(() -> new DynamoClaims(client, "t").find(Desk.ID))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("item without claimState: not written by this function");
    }
  }

  private static void assertUnavailable(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Problem.class, e -> assertThat(e.code()).isEqualTo(Code.STORE_UNAVAILABLE))
        .hasMessageContaining("ResourceNotFoundException");
  }
}
