package dev.portcullis.lambda.orders;

import dev.portcullis.lambda.peers.DynamoPeer;
import dev.portcullis.lambda.peers.MotoPeer;
import dev.portcullis.lambda.peers.PostgresPeer;
import dev.portcullis.lambda.postgres.Logins;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;

/** A database, a table and a bucket, all of them real, and what is in them. */
final class World {
  private static final AtomicInteger BUCKETS = new AtomicInteger();

  final Desk.Time time = new Desk.Time();
  final PostgresPeer.Database database = PostgresPeer.shared().createDatabase();
  final String table = DynamoPeer.shared().createTable("orderId", "entry");
  final String bucket = "orders-" + BUCKETS.incrementAndGet();
  private final S3Client objects =
      MotoPeer.shared().client(S3Client.builder().forcePathStyle(true));

  World() {
    objects.createBucket(r -> r.bucket(bucket));
  }

  /** Documents in the bucket. */
  Documents documents() {
    return S3Documents.in(objects, bucket);
  }

  /** An environment of the function. */
  Desk desk() {
    return desk(new CrashPoints(-1));
  }

  /** An environment whose calls to the stores are watched. */
  Desk desk(CrashPoints crash) {
    return desk(crash, UnaryOperator.identity());
  }

  /** An environment whose sessions are of that kind. */
  Desk desk(CrashPoints crash, UnaryOperator<Logins> sessions) {
    var items = Desk.Shared.ITEMS;
    return new Desk(
        time,
        Desk.stores(
            crash.watched(
                OrderBook.class, Desk.book(sessions.apply(database.logins()), database.master())),
            crash.watched(Claims.class, new DynamoClaims(items, table)),
            crash.watched(History.class, new DynamoHistory(items, table)),
            crash.watched(Documents.class, documents())));
  }

  /** Everything there is about an order, in words. */
  Map<String, String> of(String orderId) throws Exception {
    var there = new TreeMap<String, String>();
    there.put("record", Desk.book(database).find(orderId).map(OrderView::of).toString());
    there.put("rows", rows(orderId));
    for (var version = 1; version <= 3; version++) {
      there.put("document " + version, documents().find(orderId, version).toString());
    }
    var items =
        Desk.Shared.ITEMS.query(
            r ->
                r.tableName(table)
                    .keyConditionExpression("orderId = :id")
                    .expressionAttributeValues(Map.of(":id", AttributeValue.fromS(orderId))));
    for (var item : items.items()) {
      var told = new TreeMap<>(item);
      // Whose work it was, and until when, does not count once it is done.
      told.remove("claimedBy");
      told.remove("leaseEnd");
      there.put("item " + Items.text(item, "entry"), told.toString());
    }
    return there;
  }

  private String rows(String orderId) throws SQLException {
    try (var session = database.open();
        var statement =
            session.prepareStatement(
                "select (select count(*) from customer_order where order_id = ?),"
                    + " (select count(*) from order_line where order_id = ?)")) {
      statement.setObject(1, UUID.fromString(orderId));
      statement.setObject(2, UUID.fromString(orderId));
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getInt(1) + " order, " + row.getInt(2) + " lines";
      }
    }
  }
}
