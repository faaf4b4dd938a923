package dev.portcullis.lambda.trading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.lambda.http.Problem;
import dev.portcullis.lambda.http.Problem.Code;
import dev.portcullis.lambda.platform.Retry;
import dev.portcullis.lambda.postgres.Database;
import dev.portcullis.lambda.postgres.PeerLogins;
import dev.portcullis.lambda.trading.TradeOrder.Side;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Against a real PostgreSQL: many at once, answers that get lost, a writer that moves. */
class PostgresOrderBookTest {
  private static final int MANY = 12;
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00.123Z");

  private final TradingPeer peer = new TradingPeer();
  private final OrderBook book = peer.book();

  @Test
  void storesOneOrderHoweverManyTryAtOnce() throws Exception {
    var order = order("a");

    // There is not even a table yet, so all of them want to create it.
    var before = atOnce(i -> () -> peer.book().putIfAbsent(order));

    assertThat(before).filteredOn(found -> found.isEmpty()).hasSize(1);
    assertThat(before)
        .filteredOn(found -> found.isPresent())
        .allSatisfy(found -> assertThat(found).contains(order));
    assertThat(peer.number("select count(*) from trade_order")).isEqualTo(1);
  }

  @Test
  void oneOfManyAmendmentsOfAVersionWins() throws Exception {
    var order = placed();

    // The same terms for all: it is not the terms that tell them apart.
    var changes = atOnce(i -> () -> peer.book().amend(order.orderId(), 1, amendment(7), key()));

    assertThat(changes).filteredOn(Change.Made.class::isInstance).hasSize(1);
    assertThat(changes).filteredOn(new Change.Stale(2)::equals).hasSize(MANY - 1);
    assertThat(book.find(order.orderId()).orElseThrow().version()).isEqualTo(2);
  }

  @Test
  void amendmentAndCancellationOfAVersionExcludeEachOther() throws Exception {
    var order = placed();

    var changes =
        atOnce(
            i ->
                i % 2 == 0
                    ? () -> peer.book().amend(order.orderId(), 1, amendment(i + 1), key())
                    : () -> peer.book().cancel(order.orderId(), 1, NOW));

    var after = book.find(order.orderId()).orElseThrow();
    assertThat(after.version()).isEqualTo(2);
    assertThat(changes)
        .allSatisfy(change -> assertThat(change).isIn(new Change.Made(after), new Change.Stale(2)));
    assertThat(changes).contains(new Change.Made(after));
  }

  @Test
  void manyThatCancelCancelOnce() throws Exception {
    var order = placed();

    var changes = atOnce(i -> () -> peer.book().cancel(order.orderId(), 1, NOW.plusSeconds(i)));

    assertThat(changes).containsOnly(new Change.Made(book.find(order.orderId()).orElseThrow()));
    assertThat(book.find(order.orderId()).orElseThrow().version()).isEqualTo(2);
  }

  @Test
  void changesTheVersionThatIsMeantAndNoOther() throws Problem {
    var order = placed();

    var amended = made(book.amend(order.orderId(), 1, amendment(7), key()));
    assertThat(amended.terms()).isEqualTo(new Terms(7, 1250));
    assertThat(amended.placed()).isEqualTo(new Terms(10, 1250));
    assertThat(amended.repeats(order)).isTrue();
    assertThat(book.amend(order.orderId(), 1, amendment(8), key())).isEqualTo(new Change.Stale(2));
    assertThat(book.amend(order.orderId(), 3, amendment(8), key())).isEqualTo(new Change.Stale(2));
    assertThat(book.cancel(order.orderId(), 1, NOW)).isEqualTo(new Change.Stale(2));

    var cancelled = made(book.cancel(order.orderId(), 2, NOW));
    assertThat(cancelled.cancelledAt()).contains(NOW);
    assertThat(made(book.cancel(order.orderId(), 2, NOW.plusSeconds(9)))).isEqualTo(cancelled);
    assertThat(made(book.cancel(order.orderId(), 3, NOW.plusSeconds(9)))).isEqualTo(cancelled);
    assertThat(book.cancel(order.orderId(), 1, NOW)).isEqualTo(new Change.Stale(3));
    assertThat(book.amend(order.orderId(), 3, amendment(8), key())).isEqualTo(new Change.Closed());
  }

  @Test
  void knowsARepeatedAmendmentByItsKey() throws Problem {
    var order = placed();
    var key = key();
    var amended = book.amend(order.orderId(), 1, amendment(7), key);

    assertThat(book.amend(order.orderId(), 1, amendment(7), key)).isEqualTo(amended);
    assertThat(book.amend(order.orderId(), 1, amendment(8), key)).isEqualTo(new Change.KeyReused());

    made(book.cancel(order.orderId(), 2, NOW));
    assertThat(book.amend(order.orderId(), 1, amendment(7), key)).isEqualTo(new Change.Stale(3));
  }

  @Test
  void findsNothingBeforeTheFirstOrder() throws Problem {
    var query = OrderQuery.of(Map.of("accountId", "a"));

    assertThat(book.find(key())).isEmpty();
    assertThat(book.list(query).orders()).isEmpty();
    assertThat(book.amend(key(), 1, amendment(1), key())).isEqualTo(new Change.Missing());
    assertThat(book.cancel(key(), 1, NOW)).isEqualTo(new Change.Missing());
    placed();
    assertThat(book.cancel(key(), 1, NOW)).isEqualTo(new Change.Missing());
  }

  @Test
  void pagesHoldEveryOrderOnceEvenWhenOthersAreAddedMeanwhile() throws Problem {
    var wanted = new ArrayList<String>();
    for (int i = 0; i < 10; i++) {
      // Several in one millisecond, so that the id decides.
      var order = order("a", NOW.plusMillis(i / 3));
      book.putIfAbsent(order);
      wanted.add(order.orderId());
      book.putIfAbsent(order("b", NOW));
    }
    var seen = new ArrayList<TradeOrder>();
    var parameters = new java.util.HashMap<>(Map.of("accountId", "a", "limit", "3"));
    while (true) {
      var page = book.list(OrderQuery.of(parameters));
      seen.addAll(page.orders());
      if (page.next().isEmpty()) {
        break;
      }
      assertThat(page.orders()).hasSize(3);
      parameters.put("after", page.next().get().text());
      book.putIfAbsent(order("a", NOW.plusSeconds(60)));
    }

    assertThat(seen).extracting(TradeOrder::orderId).containsExactlyInAnyOrderElementsOf(wanted);
    assertThat(seen)
        .extracting(TradeOrder::placedAt)
        .isSortedAccordingTo(java.util.Comparator.reverseOrder());
  }

  @Test
  void pagesHoldOnlyOrdersOfTheStatusThatIsAskedFor() throws Problem {
    var open = placed();
    var cancelled = placed();
    book.cancel(cancelled.orderId(), 1, NOW);

    assertThat(listed("status", "open")).containsExactly(open.orderId());
    assertThat(listed("status", "cancelled")).containsExactly(cancelled.orderId());
    assertThat(listed("limit", "2")).hasSize(2);
  }

  private List<String> listed(String name, String value) throws Problem {
    var page = book.list(OrderQuery.of(Map.of("accountId", "a", name, value)));
    assertThat(page.next()).isEmpty();
    return page.orders().stream().map(TradeOrder::orderId).toList();
  }

  @Test
  void doesNothingTwiceWhenTheAnswerIsLost() throws Exception {
    var logins = new BreakingLogins(peer.database.logins());
    var shaky = peer.book(logins, logins);
    var order = placed();

    logins.losing = 1;
    var second = order("a");
    assertThat(shaky.putIfAbsent(second)).contains(second);
    logins.losing = 1;
    var amended = made(shaky.amend(order.orderId(), 1, amendment(7), key()));
    assertThat(amended.version()).isEqualTo(2);
    logins.losing = 1;
    assertThat(made(shaky.cancel(order.orderId(), 2, NOW)).version()).isEqualTo(3);

    assertThat(peer.number("select count(*) from trade_order")).isEqualTo(2);
    assertThat(peer.number("select max(version) from trade_order")).isEqualTo(3);
  }

  @Test
  void saysThatItsSecretIsOfNoUse() {
    var locked = new Database(peer.database.logins(), PeerLogins.malformed());
    var shut = new PostgresOrderBook(locked, locked, Retry.of(1, Duration.ZERO), Clock.systemUTC());

    assertProblem(Code.STORE_UNAVAILABLE, () -> shut.putIfAbsent(order("a")));
  }

  @Test
  void readsAgainWhatGaveWayToReplication() throws Exception {
    var order = placed();
    var logins = new BreakingLogins(peer.database.logins());
    var reader = peer.book(logins, logins);
    logins.state = "40001";
    logins.losing = 1;

    assertThat(reader.find(order.orderId())).contains(order);
    assertThat(logins.opened).as("the session is as good as before").isEqualTo(1);
  }

  @Test
  void givesUpOnAnswersThatKeepGettingLost() throws Exception {
    placed();
    var logins = new BreakingLogins(peer.database.logins());
    logins.losing = Integer.MAX_VALUE;
    var order = order("a");

    assertProblem(Code.STORE_UNAVAILABLE, () -> peer.book(logins, logins).putIfAbsent(order));

    assertThat(logins.opened).isEqualTo(3);
    assertThat(book.putIfAbsent(order)).contains(order);
  }

  @Test
  void goesOnWhenTheServerEndsItsSession() throws Exception {
    var order = placed();

    peer.run(
        "select pg_terminate_backend(pid) from pg_stat_activity"
            + " where datname = current_database() and pid <> pg_backend_pid()");

    assertThat(made(book.cancel(order.orderId(), 1, NOW)).version()).isEqualTo(2);
  }

  @Test
  void saysReadOnlyWhileTheWriterIsAReader() throws Exception {
    var order = placed();
    var name = peer.database.name();
    peer.run("alter database " + name + " set default_transaction_read_only = on");
    var moved = peer.book();

    assertProblem(Code.READ_ONLY, () -> moved.putIfAbsent(order("a")));
    assertProblem(Code.READ_ONLY, () -> moved.cancel(order.orderId(), 1, NOW));
    assertProblem(Code.READ_ONLY, () -> moved.amend(order.orderId(), 1, amendment(1), key()));
    assertThat(moved.find(order.orderId())).contains(order);
    moved.ping();

    peer.run("set transaction read write; alter database " + name + " reset all");
    // The same environment of the function: its session is of no use any more.
    assertThat(made(moved.cancel(order.orderId(), 1, NOW)).version()).isEqualTo(2);
    assertThat(peer.number("select count(*) from trade_order")).isEqualTo(1);
  }

  @Test
  void readsWhereItStandsWhileTheWriterIsGone() throws Exception {
    var order = placed();
    int free;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    var secondary =
        peer.book(PeerLogins.on("localhost", free, peer.database.name()), peer.database.logins());

    assertProblem(Code.STORE_UNAVAILABLE, () -> secondary.putIfAbsent(order("a")));
    assertThat(secondary.find(order.orderId())).contains(order);
    assertThat(secondary.list(OrderQuery.of(Map.of("accountId", "a"))).orders())
        .containsExactly(order);
    secondary.ping();
  }

  private TradeOrder placed() throws Problem {
    var order = order("a");
    assertThat(book.putIfAbsent(order)).isEmpty();
    return order;
  }

  private static TradeOrder order(String accountId) {
    return order(accountId, NOW);
  }

  private static TradeOrder order(String accountId, Instant now) {
    return TradeOrder.place(key(), accountId, "ACME", Side.BUY, new Terms(10, 1250), now);
  }

  private static Amendment amendment(long quantity) {
    return new Amendment(quantity, null, null);
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }

  private static TradeOrder made(Change change) {
    assertThat(change).isInstanceOf(Change.Made.class);
    return ((Change.Made) change).order();
  }

  private static void assertProblem(Code code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
  }

  private static <T> List<T> atOnce(IntFunction<Callable<T>> call) throws Exception {
    var threads = Executors.newFixedThreadPool(MANY);
    try {
      var calls = new ArrayList<Callable<T>>();
      for (int i = 0; i < MANY; i++) {
        calls.add(call.apply(i));
      }
      var results = new ArrayList<T>();
      for (var done : threads.invokeAll(calls)) {
        results.add(done.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
