package dev.portcullis.lambda.trading;

import dev.portcullis.lambda.http.Problem;
import dev.portcullis.lambda.platform.Retry;
import dev.portcullis.lambda.postgres.Credentials.MalformedSecret;
import dev.portcullis.lambda.postgres.Database;
import dev.portcullis.lambda.postgres.Database.Work;
import dev.portcullis.lambda.postgres.SqlStates;
import dev.portcullis.lambda.trading.OrderQuery.Position;
import dev.portcullis.lambda.trading.OrderRows.Row;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/** Orders in PostgreSQL: written where the writer is, read in the region of the function. */
final class PostgresOrderBook implements OrderBook {
  /**
   * A server that says no says so at once, one that is gone takes seconds: after those, nobody is
   * left to wait for another attempt.
   */
  private static final Duration AGAIN_WITHIN = Duration.ofSeconds(2);

  private final Database writer;
  private final Database reader;
  private final Retry retry;
  private final Clock clock;

  /**
   * A book.
   *
   * @param writer where orders are changed
   * @param reader where they are looked up; may be the writer
   * @param retry for a database that is being moved
   */
  PostgresOrderBook(Database writer, Database reader, Retry retry, Clock clock) {
    this.writer = writer;
    this.reader = reader;
    this.retry = retry;
    this.clock = clock;
  }

  @Override
  public Optional<TradeOrder> putIfAbsent(TradeOrder order) throws Problem {
    return answered(
        writer,
        session -> {
          boolean inserted;
          try {
            inserted = OrderRows.insert(session, order);
          } catch (SQLException e) {
            if (!SqlStates.noSuchTable(e)) {
              throw e;
            }
            OrderRows.createTable(session);
            inserted = OrderRows.insert(session, order);
          }
          return inserted
              ? Optional.empty()
              : OrderRows.select(session, order.orderId()).map(Row::order);
        });
  }

  @Override
  public Optional<TradeOrder> find(String orderId) throws Problem {
    return answered(
        reader,
        withTable(session -> OrderRows.select(session, orderId).map(Row::order), Optional.empty()));
  }

  @Override
  public OrderQuery.Page list(OrderQuery query) throws Problem {
    List<TradeOrder> found =
        answered(reader, withTable(session -> OrderRows.list(session, query), List.of()));
    if (found.size() <= query.limit()) {
      return new OrderQuery.Page(found, Optional.empty());
    }
    var page = found.subList(0, query.limit());
    return new OrderQuery.Page(page, Optional.of(Position.of(page.get(page.size() - 1))));
  }

  @Override
  public Change amend(String orderId, long version, Amendment amendment, String key)
      throws Problem {
    return answered(
        writer,
        withTable(
            session -> {
              var made = OrderRows.amend(session, orderId, version, amendment, key);
              if (made.isPresent()) {
                return new Change.Made(made.get().order());
              }
              // A version only grows, so what is read now says why.
              return OrderRows.select(session, orderId)
                  .map(row -> notAmended(row, version, amendment, key))
                  .orElseGet(Change.Missing::new);
            },
            new Change.Missing()));
  }

  private static Change notAmended(Row row, long version, Amendment amendment, String key) {
    var order = row.order();
    if (order.version() == version + 1 && row.changedBy().filter(key::equals).isPresent()) {
      return amendment.of(order.terms()).equals(order.terms())
          ? new Change.Made(order)
          : new Change.KeyReused();
    }
    return order.version() == version && order.cancelledAt().isPresent()
        ? new Change.Closed()
        : new Change.Stale(order.version());
  }

  @Override
  public Change cancel(String orderId, long version, Instant now) throws Problem {
    return answered(
        writer,
        withTable(
            session -> {
              var made = OrderRows.cancel(session, orderId, version, now);
              if (made.isPresent()) {
                return new Change.Made(made.get().order());
              }
              return OrderRows.select(session, orderId)
                  .map(row -> notCancelled(row.order(), version))
                  .orElseGet(Change.Missing::new);
            },
            new Change.Missing()));
  }

  private static Change notCancelled(TradeOrder order, long version) {
    // Cancelling was the last change, so both versions name the same cancellation.
    var same = order.version() == version || order.version() == version + 1;
    return order.cancelledAt().isPresent() && same
        ? new Change.Made(order)
        : new Change.Stale(order.version());
  }

  @Override
  public void ping() throws Problem {
    answered(
        reader,
        session -> {
          try (var statement = session.prepareStatement("select 1")) {
            return statement.execute();
          }
        });
  }

  /** Before the first order there is no table, and so no order. */
  private static <T> Work<T> withTable(Work<T> work, T without) {
    return session -> {
      try {
        return work.in(session);
      } catch (SQLException e) {
        if (SqlStates.noSuchTable(e)) {
          return without;
        }
        throw e;
      }
    };
  }

  private <T> T answered(Database database, Work<T> work) throws Problem {
    var end = clock.instant().plus(AGAIN_WITHIN);
    try {
      return retry.call(
          () -> database.run(work),
          SQLException.class,
          e ->
              (SqlStates.sessionIsOver(e) || SqlStates.gaveWay(e))
                  && clock.instant().isBefore(end));
    } catch (SQLException e) {
      throw SqlStates.readOnly(e)
          ? Problem.readOnly("order book", e)
          : Problem.unavailable("order book", "SQL state " + e.getSQLState(), e);
    } catch (SdkException | MalformedSecret e) {
      throw Problem.unavailable("secret of the order book", e.getClass().getSimpleName(), e);
    }
  }
}
