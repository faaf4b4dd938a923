package dev.portcullis.lambda.trading;

import dev.portcullis.lambda.http.Problem;
import dev.portcullis.lambda.postgres.Database;
import dev.portcullis.lambda.postgres.Database.Work;
import dev.portcullis.lambda.postgres.SqlStates;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/** Orders in PostgreSQL: written where the writer is, read in the region of the function. */
final class PostgresOrderBook implements OrderBook {
  /** Two functions may want the table at once, and PostgreSQL does not make that harmless. */
  private static final String LOCK = "select pg_advisory_xact_lock(7204017)";

  private static final String TABLE =
      """
      create table if not exists trade_order (
        order_id uuid primary key,
        account_id text not null,
        symbol text not null,
        side text not null check (side in ('buy', 'sell')),
        quantity bigint not null check (quantity > 0),
        limit_price_cents bigint not null check (limit_price_cents > 0),
        placed_at timestamptz not null,
        cancelled_at timestamptz)""";

  private static final String INSERT =
      """
      insert into trade_order
        (order_id, account_id, symbol, side, quantity, limit_price_cents, placed_at)
      values (?, ?, ?, ?, ?, ?, ?) on conflict (order_id) do nothing""";

  private static final String SELECT = "select * from trade_order where order_id = ?";

  private static final String CANCEL =
      "update trade_order set cancelled_at = coalesce(cancelled_at, ?) where order_id = ? returning *";

  private final Database writer;
  private final Database reader;

  PostgresOrderBook(Database writer, Database reader) {
    this.writer = writer;
    this.reader = reader;
  }

  @Override
  public Optional<TradeOrder> putIfAbsent(TradeOrder order) throws Problem {
    return answered(
        writer,
        session -> {
          try {
            return insert(session, order);
          } catch (SQLException e) {
            if (!SqlStates.noSuchTable(e)) {
              throw e;
            }
            createTable(session);
            return insert(session, order);
          }
        });
  }

  @Override
  public Optional<TradeOrder> find(String orderId) throws Problem {
    return answered(reader, unlessTableIsMissing(session -> select(session, orderId)));
  }

  @Override
  public Optional<TradeOrder> cancel(String orderId, Instant now) throws Problem {
    return answered(
        writer,
        unlessTableIsMissing(
            session -> {
              try (var statement = session.prepareStatement(CANCEL)) {
                statement.setObject(1, timestamp(now));
                statement.setObject(2, UUID.fromString(orderId));
                return only(statement);
              }
            }));
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

  private static Optional<TradeOrder> insert(Connection session, TradeOrder order)
      throws SQLException {
    try (var statement = session.prepareStatement(INSERT)) {
      statement.setObject(1, UUID.fromString(order.orderId()));
      statement.setString(2, order.accountId());
      statement.setString(3, order.symbol());
      statement.setString(4, order.side().text());
      statement.setLong(5, order.quantity());
      statement.setLong(6, order.limitPriceCents());
      statement.setObject(7, timestamp(order.placedAt()));
      return statement.executeUpdate() == 1 ? Optional.empty() : select(session, order.orderId());
    }
  }

  private static Optional<TradeOrder> select(Connection session, String orderId)
      throws SQLException {
    try (var statement = session.prepareStatement(SELECT)) {
      statement.setObject(1, UUID.fromString(orderId));
      return only(statement);
    }
  }

  private static void createTable(Connection session) throws SQLException {
    session.setAutoCommit(false);
    try (var statement = session.createStatement()) {
      statement.execute(LOCK);
      statement.execute(TABLE);
      session.commit();
    } catch (SQLException e) {
      session.rollback();
      throw e;
    } finally {
      session.setAutoCommit(true);
    }
  }

  private static Optional<TradeOrder> only(PreparedStatement statement) throws SQLException {
    try (var rows = statement.executeQuery()) {
      return rows.next() ? Optional.of(order(rows)) : Optional.empty();
    }
  }

  private static TradeOrder order(ResultSet row) throws SQLException {
    return new TradeOrder(
        row.getObject("order_id", UUID.class).toString(),
        row.getString("account_id"),
        row.getString("symbol"),
        row.getString("side").equals("buy") ? TradeOrder.Side.BUY : TradeOrder.Side.SELL,
        row.getLong("quantity"),
        row.getLong("limit_price_cents"),
        row.getObject("placed_at", OffsetDateTime.class).toInstant(),
        Optional.<@Nullable OffsetDateTime>ofNullable(
                row.getObject("cancelled_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant));
  }

  private static OffsetDateTime timestamp(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /** Before the first order there is no table, and so no order. */
  private static Work<Optional<TradeOrder>> unlessTableIsMissing(Work<Optional<TradeOrder>> work) {
    return session -> {
      try {
        return work.in(session);
      } catch (SQLException e) {
        if (SqlStates.noSuchTable(e)) {
          return Optional.empty();
        }
        throw e;
      }
    };
  }

  private static <T> T answered(Database database, Work<T> work) throws Problem {
    try {
      return database.run(work);
    } catch (SQLException e) {
      throw Problem.unavailable("order book", "SQL state " + e.getSQLState(), e);
    } catch (SdkException e) {
      throw Problem.unavailable("secret of the order book", e.getClass().getSimpleName(), e);
    }
  }
}
