package dev.portcullis.lambda.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.lambda.http.Problem;
import dev.portcullis.lambda.http.Problem.Code;
import dev.portcullis.lambda.orders.OrderBook.Kept;
import dev.portcullis.lambda.orders.OrderBook.Placing;
import dev.portcullis.lambda.orders.OrderBook.Refused;
import dev.portcullis.lambda.peers.PostgresPeer;
import dev.portcullis.lambda.postgres.Database;
import dev.portcullis.lambda.postgres.Logins;
import dev.portcullis.lambda.postgres.PeerLogins;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PostgresOrdersTest {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00.120Z");
  private static final Order ORDER =
      Order.placed(
          Desk.ID,
          "c-1",
          "EUR",
          List.of(new Order.Item("tea", 3, 250), new Order.Item("cup", 1, 100_000_000)),
          NOW);

  private final PostgresPeer.Database database = PostgresPeer.shared().createDatabase();
  private final PostgresOrders book = Desk.book(database);

  @Test
  void findsWhatItKeepsInTheOrderOfItsLines() throws Problem {
    assertThat(book.find(ORDER.orderId())).as("there is no table yet").isEmpty();
    assertThat(book.cancel(ORDER.orderId(), 1, NOW)).isEmpty();

    assertThat(book.place(ORDER)).isEqualTo(new Kept(ORDER, true));
    assertThat(book.find(ORDER.orderId())).contains(ORDER);
    assertThat(book.find(Desk.ID.replace('6', '7'))).isEmpty();
  }

  @Test
  void keepsTheOrderThatWasThereFirst() throws Problem {
    book.place(ORDER);
    var other = Order.placed(ORDER.orderId(), "c-2", "USD", ORDER.items(), NOW.plusSeconds(1));

    assertThat(book.place(other)).isEqualTo(new Kept(ORDER, false));
  }

  @Test
  void cancelsAtTheVersionThatWasSeenAndNotTwice() throws Problem {
    book.place(ORDER);

    assertThat(book.cancel(ORDER.orderId(), 2, NOW)).contains(ORDER);
    var cancelled = book.cancel(ORDER.orderId(), 1, NOW.plusSeconds(1)).orElseThrow();
    assertThat(cancelled.version()).isEqualTo(2);
    assertThat(cancelled.cancelledAt()).contains(NOW.plusSeconds(1));
    assertThat(book.cancel(ORDER.orderId(), 1, NOW.plusSeconds(2))).contains(cancelled);
    assertThat(book.cancel(ORDER.orderId(), 2, NOW.plusSeconds(2))).contains(cancelled);
    assertThat(book.place(ORDER)).isEqualTo(new Kept(cancelled, false));
  }

  @Test
  void knowsWhetherItTakesWrites() throws Problem {
    var reader = Desk.book(Desk.readOnly(database.logins()), database.master());
    book.place(ORDER);

    assertThat(book.readOnly()).isFalse();
    assertThat(reader.readOnly()).isTrue();
    assertThat(reader.find(ORDER.orderId())).contains(ORDER);
    assertRefused(reader.place(other()), Code.READ_ONLY);
    assertThatThrownBy(() -> reader.cancel(ORDER.orderId(), 1, NOW))
        .isInstanceOfSatisfying(Problem.class, e -> assertThat(e.code()).isEqualTo(Code.READ_ONLY));
    assertThat(book.find(ORDER.orderId())).contains(ORDER);
  }

  @Test
  void refusesWhatTheDatabaseRefusesAndGoesOn() throws Problem {
    book.place(ORDER);
    var impossible =
        Order.placed(other().orderId(), "c", "EUR", List.of(new Order.Item("tea", 0, 1)), NOW);

    assertRefused(book.place(impossible), Code.STORE_UNAVAILABLE);
    assertThat(book.find(impossible.orderId())).as("neither the order nor its lines").isEmpty();
    assertThat(book.place(other())).isEqualTo(new Kept(other(), true));
  }

  @Test
  void refusesWhenThereIsNoWayIn() throws Problem {
    Logins nobody =
        credentials -> {
          throw new SQLException("refused", "08001");
        };

    assertRefused(Desk.book(nobody, database.master()).place(ORDER), Code.STORE_UNAVAILABLE);
  }

  @Test
  void refusesDefinitelyWhenItsSecretIsOfNoUse() throws Problem {
    var shut = new PostgresOrders(new Database(database.logins(), PeerLogins.malformed()));

    assertRefused(shut.place(ORDER), Code.STORE_UNAVAILABLE);
    assertThatThrownBy(() -> shut.find(ORDER.orderId()))
        .hasMessageContaining("the secret of the order book does not answer: MalformedSecret");
  }

  @Test
  void goesOnInAnotherSessionWhenTheServerEndsThisOne() throws Problem {
    book.place(ORDER);
    PostgresPeer.shared()
        .asSuperuser(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = '%s'"
                .formatted(database.name()));

    assertThat(book.find(ORDER.orderId())).contains(ORDER);
  }

  @Test
  void triesThreeTimesWhatGaveWayToAnother() throws Problem {
    book.place(ORDER);

    assertThat(givingWay(2, "40001").find(ORDER.orderId())).contains(ORDER);
    assertThat(givingWay(2, "40P01").place(other())).isEqualTo(new Kept(other(), true));
    assertThatThrownBy(() -> givingWay(3, "40001").find(ORDER.orderId()))
        .hasMessageContaining("SQL state 40001");
    assertRefused(givingWay(3, "40P01").place(third()), Code.STORE_UNAVAILABLE);
    assertThat(book.find(third().orderId())).isEmpty();
  }

  /** A book whose first statements are undone. */
  private PostgresOrders givingWay(int times, String state) {
    var left = new AtomicInteger(times);
    return Desk.book(
        credentials -> {
          var session = database.logins().open(credentials);
          return intercepted(
              session,
              method -> {
                if (method.equals("prepareStatement") && left.getAndDecrement() > 0) {
                  throw new SQLException("in the way", state);
                }
              });
        },
        database.master());
  }

  /** What may happen to a commit. */
  enum Commit {
    /** The server never heard of it. */
    LOST,
    /** The server did it, and the answer is lost. */
    UNANSWERED,
    /** All is well. */
    DONE,
    /** There is no session to do it in. */
    NO_SESSION
  }

  @ParameterizedTest
  @EnumSource(names = {"LOST", "UNANSWERED"})
  void asksInAnotherSessionWhatBecameOfACommit(Commit first) throws Problem {
    book.place(other());
    var failing = failing(Commit.DONE, first, Commit.DONE);
    failing.place(other());

    var placing = failing.place(ORDER);

    assertThat(placing).isEqualTo(new Kept(ORDER, first == Commit.LOST));
    assertThat(book.find(ORDER.orderId())).contains(ORDER);
  }

  @ParameterizedTest
  @EnumSource(names = {"LOST", "UNANSWERED"})
  void failsWhenNobodyKnowsWhatBecameOfACommit(Commit first) throws Problem {
    book.place(other());
    var noSession = List.of(Commit.DONE, first, Commit.NO_SESSION, Commit.NO_SESSION);

    for (var script : List.of(List.of(first), List.of(Commit.DONE, first, first), noSession)) {
      var failing = failing(script.toArray(Commit[]::new));
      if (script.get(0) == Commit.DONE) {
        failing.place(other());
      }
      assertThatThrownBy(() -> failing.place(ORDER))
          .as("%s", script)
          .isInstanceOfSatisfying(
              Problem.class, e -> assertThat(e.code()).isEqualTo(Code.STORE_UNAVAILABLE));
    }
    assertThat(book.find(ORDER.orderId()).isPresent()).isEqualTo(first == Commit.UNANSWERED);
  }

  private static Order other() {
    return Order.placed(
        Desk.ID.replace('6', '7'), "c-2", "EUR", List.of(new Order.Item("mug", 1, 0)), NOW);
  }

  private static Order third() {
    return Order.placed(
        Desk.ID.replace('6', '8'), "c-3", "EUR", List.of(new Order.Item("cup", 1, 0)), NOW);
  }

  private static void assertRefused(Placing placing, Code code) {
    assertThat(placing)
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.why().code()).isEqualTo(code));
  }

  /** A book whose commits, and logins before them, end as told, one after the other. */
  private PostgresOrders failing(Commit... endings) {
    Deque<Commit> script = new ArrayDeque<>(List.of(endings));
    return Desk.book(
        credentials -> {
          if (script.element() == Commit.NO_SESSION) {
            script.remove();
            throw new SQLException("refused", "08001");
          }
          return ending(script, database.logins().open(credentials));
        },
        database.master());
  }

  private static Connection ending(Deque<Commit> script, Connection session) {
    return intercepted(
        session,
        method -> {
          var ending = method.equals("commit") ? script.remove() : Commit.DONE;
          if (ending == Commit.DONE) {
            return;
          }
          if (ending == Commit.UNANSWERED) {
            session.commit();
          }
          session.close();
          throw new SQLException("broken", "08006");
        });
  }

  /** What happens before a call of a session, which it may prevent. */
  @FunctionalInterface
  private interface Before {
    void call(String method) throws SQLException;
  }

  private static Connection intercepted(Connection session, Before before) {
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              before.call(method.getName());
              try {
                return method.invoke(session, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
