package dev.portcullis.lambda.orders;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerRequestEvent;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerResponseEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.lambda.Invocation;
import dev.portcullis.lambda.peers.DynamoPeer;
import dev.portcullis.lambda.peers.PostgresPeer;
import dev.portcullis.lambda.platform.Environment;
import dev.portcullis.lambda.postgres.Credentials;
import dev.portcullis.lambda.postgres.Database;
import dev.portcullis.lambda.postgres.Logins;
import dev.portcullis.lambda.postgres.PeerLogins;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * One environment of the function: sessions of its own, on a database and a table that others may
 * share. The database and the table are real.
 */
final class Desk {
  static final String ID = "6f1c1b0e-93cd-4a0e-9d0a-0a8a3e0f7a11";
  static final String BODY =
      """
      {"customerId":"c-1","currency":"EUR",
       "items":[{"sku":"tea","quantity":3,"unitPriceCents":250},{"sku":"cup","quantity":1,"unitPriceCents":900}]}""";
  static final Instant START = Instant.parse("2026-11-21T08:00:00.123456Z");

  /** Where the time is told, for all environments of a test. */
  static final class Time implements InstantSource {
    private volatile Instant now = START;

    @Override
    public Instant instant() {
      return now;
    }

    void pass(Duration duration) {
      now = now.plus(duration);
    }

    Clock clock() {
      return withZone(ZoneOffset.UTC);
    }
  }

  static final class Shared {
    static final DynamoDbClient ITEMS = DynamoPeer.shared().client();
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  final Time time;
  final OrderApi.Stores stores;
  final Invocation invocation = new Invocation();
  private final OrderApiHandler handler;

  Desk(Time time, OrderApi.Stores stores) {
    this.time = time;
    this.stores = stores;
    // One log: what is begun in the handler is told in what it calls.
    var log = invocation.log();
    this.handler =
        new OrderApiHandler(
            new OrderApi(
                new Environment(Map.of(), List.of()),
                Optional.of(stores),
                time.clock(),
                () -> UUID.randomUUID().toString(),
                log),
            log);
  }

  /** Stores over these three, with a health that only the database decides about. */
  static OrderApi.Stores stores(
      OrderBook book, DynamoDbClient items, String table, Documents documents) {
    return stores(book, new DynamoClaims(items, table), new DynamoHistory(items, table), documents);
  }

  static OrderApi.Stores stores(
      OrderBook book, Claims claims, History history, Documents documents) {
    return new OrderApi.Stores(
        book,
        claims,
        history,
        documents,
        new Health(
            new Dependency("database", () -> book.readOnly() ? "refused" : "accepted"),
            List.of(),
            Clock.systemUTC(),
            new Invocation().log()));
  }

  /** The record in that database, through a session of its own. */
  static PostgresOrders book(PostgresPeer.Database database) {
    return book(database.logins(), database.master());
  }

  static PostgresOrders book(Logins logins, Credentials credentials) {
    return new PostgresOrders(new Database(logins, PeerLogins.always(credentials)));
  }

  /** Logins whose sessions take no writes, as those of a replica. */
  static Logins readOnly(Logins logins) {
    return credentials -> {
      var session = logins.open(credentials);
      try (var statement = session.createStatement()) {
        statement.execute("set session characteristics as transaction read only");
      }
      return session;
    };
  }

  ApplicationLoadBalancerResponseEvent place(String key, String body) {
    return send("POST", "/orders", Map.of("Idempotency-Key", key), body);
  }

  ApplicationLoadBalancerResponseEvent cancel(String id, int version) {
    return send("DELETE", "/orders/" + id, Map.of("If-Match", "\"" + version + "\""), null);
  }

  ApplicationLoadBalancerResponseEvent get(String path) {
    return send("GET", path, Map.of(), null);
  }

  ApplicationLoadBalancerResponseEvent send(
      String method, String path, Map<String, String> headers, String body) {
    var event = new ApplicationLoadBalancerRequestEvent();
    event.setHttpMethod(method);
    event.setPath(path);
    var all = new HashMap<>(Map.of("Content-Type", "application/json"));
    all.putAll(headers);
    event.setHeaders(all);
    event.setBody(body);
    return handle(event);
  }

  ApplicationLoadBalancerResponseEvent handle(ApplicationLoadBalancerRequestEvent event) {
    return handler.handleRequest(event, invocation.context());
  }

  /** The body, read. */
  static JsonNode json(ApplicationLoadBalancerResponseEvent reply) {
    try {
      return JSON.readTree(reply.getBody());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static void assertProblem(ApplicationLoadBalancerResponseEvent reply, int status, String code) {
    assertThat(reply.getBody()).contains("\"code\":\"" + code + "\",\"details\":[");
    assertThat(reply.getStatusCode()).isEqualTo(status);
  }
}
