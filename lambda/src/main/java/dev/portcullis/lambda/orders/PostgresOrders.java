package dev.portcullis.lambda.orders;

import dev.portcullis.lambda.http.Problem;
import dev.portcullis.lambda.http.Problem.Code;
import dev.portcullis.lambda.platform.Retry;
import dev.portcullis.lambda.postgres.Credentials.MalformedSecret;
import dev.portcullis.lambda.postgres.Database;
import dev.portcullis.lambda.postgres.Database.Work;
import dev.portcullis.lambda.postgres.SqlStates;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.core.exception.SdkException;

/** The record of orders in the PostgreSQL database of the function's own region. */
final class PostgresOrders implements OrderBook {
  private static final String CANCEL =
      "update customer_order set version = version + 1, cancelled_at = ?"
          + " where order_id = ? and version = ? and cancelled_at is null";

  private final Database database;
  private final Retry retry;

  /** Orders in that database; a replica may cancel what is in the way of replication. */
  PostgresOrders(Database database) {
    this.database = database;
    this.retry = Retry.of(3, Duration.ofMillis(50));
  }

  @Override
  public Optional<Order> find(String orderId) throws Problem {
    return answered(unlessTableIsMissing(session -> OrderTables.select(session, orderId)));
  }

  @Override
  public boolean readOnly() throws Problem {
    return answered(OrderTables::readOnly);
  }

  @Override
  public Placing place(Order order) throws Problem {
    // Everything before the commit is undone when the session ends, however it ends: only a commit
    // whose answer is lost leaves a doubt, and a doubt stays whatever a second attempt says.
    var committing = new AtomicBoolean();
    try {
      return run(
          session -> {
            try {
              return new OrderTables(session, committing).insert(order);
            } catch (SQLException e) {
              if (!SqlStates.noSuchTable(e)) {
                throw e;
              }
              new OrderTables(session, new AtomicBoolean()).create();
              return new OrderTables(session, committing).insert(order);
            }
          });
    } catch (SQLException e) {
      return refusedUnless(committing.get(), problem(e));
    } catch (SdkException | MalformedSecret e) {
      return refusedUnless(committing.get(), problem(e));
    }
  }

  private static Placing refusedUnless(boolean inDoubt, Problem problem) throws Problem {
    if (inDoubt) {
      throw problem;
    }
    return new Refused(problem);
  }

  @Override
  public Optional<Order> cancel(String orderId, int version, Instant now) throws Problem {
    return answered(
        unlessTableIsMissing(
            session -> {
              try (var statement = session.prepareStatement(CANCEL)) {
                statement.setObject(1, OrderTables.timestamp(now));
                statement.setObject(2, UUID.fromString(orderId));
                statement.setInt(3, version);
                statement.executeUpdate();
              }
              return OrderTables.select(session, orderId);
            }));
  }

  /** Before the first order there is no table, and so no order. */
  private static Work<Optional<Order>> unlessTableIsMissing(Work<Optional<Order>> work) {
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

  private <T> T answered(Work<T> work) throws Problem {
    try {
      return run(work);
    } catch (SQLException e) {
      throw problem(e);
    } catch (SdkException | MalformedSecret e) {
      throw problem(e);
    }
  }

  private <T> T run(Work<T> work) throws SQLException {
    return retry.call(() -> database.run(work), SQLException.class, SqlStates::gaveWay);
  }

  private static Problem problem(SQLException e) {
    if (SqlStates.readOnly(e)) {
      var problem =
          new Problem(
              Code.READ_ONLY,
              List.of("this region's database follows the other region's and takes no writes now"));
      problem.initCause(e);
      return problem;
    }
    return Problem.unavailable("order book", "SQL state " + e.getSQLState(), e);
  }

  private static Problem problem(RuntimeException e) {
    return Problem.unavailable("secret of the order book", e.getClass().getSimpleName(), e);
  }
}
