package dev.portcullis.lambda.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.portcullis.lambda.http.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The real client against a server on loopback that keeps items as they were sent. It proves the
 * mapping and the condition that is asked for, not DynamoDB's own behaviour.
 */
class DynamoOrderStoreTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Order ORDER =
      new Order(
          "6f1c1b0e-93cd-4a0e-9d0a-0a8a3e0f7a11",
          "c-1",
          "EUR",
          List.of(new Order.Item("tea", 3, 250), new Order.Item("cup", 1, 100_000_000)),
          Instant.parse("2026-11-21T08:00:00.123Z"));

  private final Map<String, JsonNode> table = new HashMap<>();
  private final List<JsonNode> requests = new ArrayList<>();
  private boolean broken;
  private HttpServer server;
  private DynamoDbClient client;
  private DynamoOrderStore store;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    client =
        DynamoDbClient.builder()
            .region(Region.US_EAST_1)
            .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .httpClient(UrlConnectionHttpClient.create())
            .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1)))
            .build();
    store = new DynamoOrderStore(client, "orders");
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  @Test
  void findsWhatItStored() throws Exception {
    assertThat(store.putIfAbsent(ORDER)).isEmpty();
    assertThat(store.find(ORDER.orderId())).contains(ORDER);
    assertThat(requests.get(1).path("ConsistentRead").asBoolean()).isTrue();
    assertThat(requests)
        .allSatisfy(r -> assertThat(r.path("TableName").asText()).isEqualTo("orders"));
  }

  @Test
  void findsNothingUnderUnknownId() throws Exception {
    assertThat(store.find(ORDER.orderId())).isEmpty();
  }

  @Test
  void keepsTheOrderThatWasThereFirst() throws Exception {
    store.putIfAbsent(ORDER);
    var other = new Order(ORDER.orderId(), "c-2", "USD", ORDER.items(), ORDER.createdAt());

    assertThat(store.putIfAbsent(other)).contains(ORDER);
    assertThat(requests)
        .allSatisfy(
            r ->
                assertThat(r.path("ConditionExpression").asText())
                    .isEqualTo("attribute_not_exists(orderId)"));
  }

  @Test
  void failsWithProblemWhenTheTableDoesNotAnswer() {
    broken = true;

    assertThatThrownBy(() -> store.find(ORDER.orderId()))
        .isInstanceOfSatisfying(
            Problem.class, p -> assertThat(p.code()).isEqualTo(Problem.Code.STORE_UNAVAILABLE))
        .hasMessageContaining("DynamoDbException");
  }

  private void answer(HttpExchange exchange) throws IOException {
    var request = JSON.readTree(exchange.getRequestBody());
    requests.add(request);
    if (broken) {
      reply(exchange, 500, "{\"__type\":\"com.amazon.coral.service#Broken\"}");
      return;
    }
    var target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    switch (target) {
      case "DynamoDB_20120810.PutItem" -> {
        var item = request.path("Item");
        var before = table.putIfAbsent(item.path("orderId").path("S").asText(), item);
        if (before == null) {
          reply(exchange, 200, "{}");
        } else {
          reply(
              exchange,
              400,
              "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException\","
                  + "\"Item\":"
                  + before
                  + "}");
        }
      }
      case "DynamoDB_20120810.GetItem" -> {
        var item = table.get(request.path("Key").path("orderId").path("S").asText());
        reply(exchange, 200, item == null ? "{}" : "{\"Item\":" + item + "}");
      }
      default -> throw new IOException("unexpected " + target);
    }
  }

  private static void reply(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
