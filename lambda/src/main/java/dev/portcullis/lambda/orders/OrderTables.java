package dev.portcullis.lambda.orders;

import dev.portcullis.lambda.orders.OrderBook.Kept;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The two tables of orders, in one session.
 *
 * @param session which is handed back as it came: every statement its own transaction
 * @param committing set while a commit has no answer
 */
record OrderTables(Connection session, AtomicBoolean committing) {
  /** Two functions may want the tables at once, and PostgreSQL does not make that harmless. */
  private static final String LOCK = "select pg_advisory_xact_lock(7204018)";

  private static final String ORDERS =
      """
      create table if not exists customer_order (
        order_id uuid primary key,
        customer_id text not null,
        currency text not null,
        created_at timestamptz not null,
        version integer not null check (version > 0),
        cancelled_at timestamptz)""";

  private static final String LINES =
      """
      create table if not exists order_line (
        order_id uuid not null references customer_order,
        line integer not null,
        sku text not null,
        quantity integer not null check (quantity > 0),
        unit_price_cents bigint not null check (unit_price_cents >= 0),
        primary key (order_id, line))""";

  private static final String INSERT_ORDER =
      """
      insert into customer_order (order_id, customer_id, currency, created_at, version)
      values (?, ?, ?, ?, ?) on conflict (order_id) do nothing""";

  private static final String INSERT_LINES =
      """
      insert into order_line (order_id, line, sku, quantity, unit_price_cents)
      select ?, l.line, l.sku, l.quantity, l.cents
      from unnest(?::text[], ?::integer[], ?::bigint[])
        with ordinality as l (sku, quantity, cents, line)""";

  private static final String SELECT =
      """
      select o.customer_id, o.currency, o.created_at, o.version, o.cancelled_at,
        l.sku, l.quantity, l.unit_price_cents
      from customer_order o join order_line l using (order_id)
      where o.order_id = ? order by l.line""";

  /** Something done in one transaction. */
  @FunctionalInterface
  private interface Steps<T> {
    T take() throws SQLException;
  }

  /** Creates the tables unless they are there. */
  void create() throws SQLException {
    inTransaction(
        () -> {
          try (var statement = session.createStatement()) {
            statement.execute(LOCK);
            statement.execute(ORDERS);
            return statement.execute(LINES);
          }
        });
  }

  /** Inserts the order with its lines, unless there is one with its id. */
  Kept insert(Order order) throws SQLException {
    return inTransaction(
        () -> {
          if (insertOrder(order)) {
            insertLines(order);
            return new Kept(order, true);
          }
          return new Kept(
              select(session, order.orderId())
                  .orElseThrow(() -> new IllegalStateException("an order without lines")),
              false);
        });
  }

  private boolean insertOrder(Order order) throws SQLException {
    try (var statement = session.prepareStatement(INSERT_ORDER)) {
      statement.setObject(1, UUID.fromString(order.orderId()));
      statement.setString(2, order.customerId());
      statement.setString(3, order.currency());
      statement.setObject(4, timestamp(order.createdAt()));
      statement.setInt(5, order.version());
      return statement.executeUpdate() == 1;
    }
  }

  private void insertLines(Order order) throws SQLException {
    var items = order.items();
    try (var statement = session.prepareStatement(INSERT_LINES)) {
      statement.setObject(1, UUID.fromString(order.orderId()));
      statement.setArray(2, array("text", items.stream().map(Order.Item::sku).toArray()));
      statement.setArray(3, array("integer", items.stream().map(Order.Item::quantity).toArray()));
      statement.setArray(
          4, array("bigint", items.stream().map(Order.Item::unitPriceCents).toArray()));
      statement.executeUpdate();
    }
  }

  private Array array(String type, Object[] values) throws SQLException {
    return session.createArrayOf(type, values);
  }

  private <T> T inTransaction(Steps<T> steps) throws SQLException {
    session.setAutoCommit(false);
    try {
      var result = steps.take();
      committing.set(true);
      session.commit();
      session.setAutoCommit(true);
      committing.set(false);
      return result;
    } catch (SQLException | RuntimeException e) {
      undo(e);
      throw e;
    }
  }

  private void undo(Exception cause) {
    try {
      session.rollback();
      session.setAutoCommit(true);
    } catch (SQLException e) {
      // The session is broken, which undoes everything as well.
      cause.addSuppressed(e);
    }
  }

  /** Whether this session takes no writes: so say replicas, and sessions told to be so. */
  static boolean readOnly(Connection session) throws SQLException {
    try (var statement = session.createStatement();
        var rows = statement.executeQuery("show transaction_read_only")) {
      rows.next();
      return rows.getString(1).equals("on");
    }
  }

  /** The order with that id. */
  static Optional<Order> select(Connection session, String orderId) throws SQLException {
    try (var statement = session.prepareStatement(SELECT)) {
      statement.setObject(1, UUID.fromString(orderId));
      try (var rows = statement.executeQuery()) {
        return rows.next() ? Optional.of(order(orderId, rows)) : Optional.empty();
      }
    }
  }

  private static Order order(String orderId, ResultSet rows) throws SQLException {
    var customerId = rows.getString("customer_id");
    var currency = rows.getString("currency");
    var createdAt = rows.getObject("created_at", OffsetDateTime.class).toInstant();
    var version = rows.getInt("version");
    var cancelledAt =
        Optional.<@Nullable OffsetDateTime>ofNullable(
                rows.getObject("cancelled_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant);
    return new Order(orderId, customerId, currency, items(rows), createdAt, version, cancelledAt);
  }

  private static List<Order.Item> items(ResultSet rows) throws SQLException {
    var items = new ArrayList<Order.Item>();
    do {
      items.add(
          new Order.Item(
              rows.getString("sku"), rows.getInt("quantity"), rows.getLong("unit_price_cents")));
    } while (rows.next());
    return items;
  }

  /** An instant as PostgreSQL keeps it. */
  static OffsetDateTime timestamp(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
