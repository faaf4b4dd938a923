package dev.portcullis.lambda.trading;

import dev.portcullis.lambda.peers.PostgresPeer;
import dev.portcullis.lambda.platform.Retry;
import dev.portcullis.lambda.postgres.Database;
import dev.portcullis.lambda.postgres.Logins;
import dev.portcullis.lambda.postgres.PeerLogins;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;

/** An order book over a real PostgreSQL, as one environment of the function has it. */
final class TradingPeer {
  /** A database of its own. */
  final PostgresPeer.Database database = PostgresPeer.shared().createDatabase();

  /** A book whose sessions come from these logins. */
  OrderBook book(Logins writer, Logins reader) {
    return new PostgresOrderBook(
        new Database(writer, PeerLogins.always(database.master())),
        new Database(reader, PeerLogins.always(database.master())),
        new Retry(3, Duration.ofMillis(1), duration -> {}, () -> 1L),
        Clock.systemUTC());
  }

  /** A book that reads where it writes. */
  OrderBook book() {
    return book(database.logins(), database.logins());
  }

  /** Does that as the owner of the database. */
  void run(String... statements) throws SQLException {
    try (var session = database.open();
        var statement = session.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** The number that a query gives. */
  long number(String sql) throws SQLException {
    try (var session = database.open();
        var statement = session.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
