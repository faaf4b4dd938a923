package dev.portcullis.lambda.trading;

import dev.portcullis.lambda.trading.TradeOrder.Side;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table of orders, and its statements; each of them is one transaction. */
final class OrderRows {
  /** Two functions may want the table at once, and PostgreSQL does not make that harmless. */
  private static final String LOCK = "select pg_advisory_xact_lock(7204017)";

  private static final String TABLE =
      """
      create table if not exists trade_order (
        order_id uuid primary key,
        account_id text not null,
        symbol text not null,
        side text not null check (side in ('buy', 'sell')),
        placed_quantity bigint not null,
        placed_price_cents bigint not null,
        quantity bigint not null check (quantity > 0),
        limit_price_cents bigint not null check (limit_price_cents > 0),
        placed_at timestamptz not null,
        version bigint not null default 1,
        changed_by uuid,
        cancelled_at timestamptz)""";

  private static final String INDEX =
      """
      create index if not exists trade_order_of_account
        on trade_order (account_id, placed_at desc, order_id desc)""";

  private static final String INSERT =
      """
      insert into trade_order
        (order_id, account_id, symbol, side, placed_at,
         quantity, limit_price_cents, placed_quantity, placed_price_cents)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (order_id) do nothing""";

  private static final String SELECT = "select * from trade_order where order_id = ?";

  private static final String LIST =
      """
      select * from trade_order
       where account_id = ? and (placed_at, order_id) < (?, ?)%s
       order by placed_at desc, order_id desc limit ?""";

  private static final String AMEND =
      """
      update trade_order
         set quantity = coalesce(?, quantity), limit_price_cents = coalesce(?, limit_price_cents),
             version = version + 1, changed_by = ?
       where order_id = ? and version = ? and cancelled_at is null returning *""";

  private static final String CANCEL =
      """
      update trade_order set cancelled_at = ?, version = version + 1, changed_by = null
       where order_id = ? and version = ? and cancelled_at is null returning *""";

  /** Before whatever was ever placed, for the first page. */
  private static final OrderQuery.Position START =
      new OrderQuery.Position(
          Instant.parse("9999-12-31T00:00:00Z"), "ffffffff-ffff-ffff-ffff-ffffffffffff");

  private OrderRows() {}

  /**
   * An order and the change it was last changed by.
   *
   * @param changedBy key of the amendment; empty when it is as placed, or cancelled
   */
  record Row(TradeOrder order, Optional<String> changedBy) {}

  static void createTable(Connection session) throws SQLException {
    session.setAutoCommit(false);
    try (var statement = session.createStatement()) {
      statement.execute(LOCK);
      statement.execute(TABLE);
      statement.execute(INDEX);
      session.commit();
    } catch (SQLException e) {
      session.rollback();
      throw e;
    } finally {
      session.setAutoCommit(true);
    }
  }

  /** Whether it was inserted: it is not when its id is taken. */
  static boolean insert(Connection session, TradeOrder order) throws SQLException {
    try (var statement = session.prepareStatement(INSERT)) {
      statement.setObject(1, UUID.fromString(order.orderId()));
      statement.setString(2, order.accountId());
      statement.setString(3, order.symbol());
      statement.setString(4, order.side().text());
      statement.setObject(5, timestamp(order.placedAt()));
      statement.setLong(6, order.terms().quantity());
      statement.setLong(7, order.terms().limitPriceCents());
      statement.setLong(8, order.placed().quantity());
      statement.setLong(9, order.placed().limitPriceCents());
      return statement.executeUpdate() == 1;
    }
  }

  static Optional<Row> select(Connection session, String orderId) throws SQLException {
    try (var statement = session.prepareStatement(SELECT)) {
      statement.setObject(1, UUID.fromString(orderId));
      return rows(statement).stream().findFirst();
    }
  }

  /** One more than a page has, if there are so many. */
  static List<TradeOrder> list(Connection session, OrderQuery query) throws SQLException {
    var status =
        query
            .status()
            .map(
                s ->
                    s == TradeOrder.Status.OPEN
                        ? " and cancelled_at is null"
                        : " and cancelled_at is not null")
            .orElse("");
    var after = query.after().orElse(START);
    try (var statement = session.prepareStatement(LIST.formatted(status))) {
      statement.setString(1, query.accountId());
      statement.setObject(2, timestamp(after.placedAt()));
      statement.setObject(3, UUID.fromString(after.orderId()));
      statement.setInt(4, query.limit() + 1);
      return rows(statement).stream().map(Row::order).toList();
    }
  }

  static Optional<Row> amend(
      Connection session, String orderId, long version, Amendment amendment, String key)
      throws SQLException {
    try (var statement = session.prepareStatement(AMEND)) {
      statement.setObject(1, amendment.quantity(), Types.BIGINT);
      statement.setObject(2, amendment.limitPriceCents(), Types.BIGINT);
      statement.setObject(3, UUID.fromString(key));
      statement.setObject(4, UUID.fromString(orderId));
      statement.setLong(5, version);
      return rows(statement).stream().findFirst();
    }
  }

  static Optional<Row> cancel(Connection session, String orderId, long version, Instant now)
      throws SQLException {
    try (var statement = session.prepareStatement(CANCEL)) {
      statement.setObject(1, timestamp(now));
      statement.setObject(2, UUID.fromString(orderId));
      statement.setLong(3, version);
      return rows(statement).stream().findFirst();
    }
  }

  private static List<Row> rows(PreparedStatement statement) throws SQLException {
    try (var rows = statement.executeQuery()) {
      var found = new ArrayList<Row>();
      while (rows.next()) {
        found.add(
            new Row(
                order(rows),
                Optional.<@Nullable UUID>ofNullable(rows.getObject("changed_by", UUID.class))
                    .map(UUID::toString)));
      }
      return found;
    }
  }

  private static TradeOrder order(ResultSet row) throws SQLException {
    return new TradeOrder(
        row.getObject("order_id", UUID.class).toString(),
        row.getString("account_id"),
        row.getString("symbol"),
        row.getString("side").equals("buy") ? Side.BUY : Side.SELL,
        new Terms(row.getLong("placed_quantity"), row.getLong("placed_price_cents")),
        new Terms(row.getLong("quantity"), row.getLong("limit_price_cents")),
        row.getObject("placed_at", OffsetDateTime.class).toInstant(),
        row.getLong("version"),
        Optional.<@Nullable OffsetDateTime>ofNullable(
                row.getObject("cancelled_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant));
  }

  private static OffsetDateTime timestamp(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
