package dev.portcullis.lambda.orders;

import dev.portcullis.lambda.http.Problem;
import dev.portcullis.lambda.platform.Clients;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** Orders in the DynamoDB table of the function's own region. */
final class DynamoOrderStore implements OrderStore {
  private final DynamoDbClient client;
  private final String table;

  DynamoOrderStore(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  /** Connects to the table of that region; credentials are the execution role's. */
  static DynamoOrderStore in(String region, String table) {
    return new DynamoOrderStore(Clients.connect(DynamoDbClient.builder(), region), table);
  }

  @Override
  public Optional<Order> putIfAbsent(Order order) throws Problem {
    try {
      client.putItem(
          request ->
              request
                  .tableName(table)
                  .item(item(order))
                  .conditionExpression("attribute_not_exists(orderId)")
                  .returnValuesOnConditionCheckFailure(
                      ReturnValuesOnConditionCheckFailure.ALL_OLD));
      return Optional.empty();
    } catch (ConditionalCheckFailedException e) {
      return Optional.of(order(e.item()));
    } catch (SdkException e) {
      throw unavailable(e);
    }
  }

  @Override
  public Optional<Order> find(String orderId) throws Problem {
    try {
      var found =
          client.getItem(
              request ->
                  request
                      .tableName(table)
                      .key(Map.of("orderId", AttributeValue.fromS(orderId)))
                      .consistentRead(true));
      return found.hasItem() ? Optional.of(order(found.item())) : Optional.empty();
    } catch (SdkException e) {
      throw unavailable(e);
    }
  }

  private static Problem unavailable(SdkException cause) {
    return Problem.unavailable("order store", cause.getClass().getSimpleName(), cause);
  }

  private static Map<String, AttributeValue> item(Order order) {
    return Map.of(
        "orderId", AttributeValue.fromS(order.orderId()),
        "customerId", AttributeValue.fromS(order.customerId()),
        "currency", AttributeValue.fromS(order.currency()),
        "items",
            AttributeValue.fromL(order.items().stream().map(DynamoOrderStore::attribute).toList()),
        "createdAt", AttributeValue.fromS(order.createdAt().toString()));
  }

  private static AttributeValue attribute(Order.Item item) {
    return AttributeValue.fromM(
        Map.of(
            "sku", AttributeValue.fromS(item.sku()),
            "quantity", AttributeValue.fromN(Integer.toString(item.quantity())),
            "unitPriceCents", AttributeValue.fromN(Long.toString(item.unitPriceCents()))));
  }

  private static Order order(Map<String, AttributeValue> item) {
    return new Order(
        text(item, "orderId"),
        text(item, "customerId"),
        text(item, "currency"),
        attribute(item, "items").l().stream().map(line -> line(line.m())).toList(),
        Instant.parse(text(item, "createdAt")));
  }

  private static Order.Item line(Map<String, AttributeValue> line) {
    return new Order.Item(
        text(line, "sku"),
        Integer.parseInt(attribute(line, "quantity").n()),
        Long.parseLong(attribute(line, "unitPriceCents").n()));
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    return attribute(item, name).s();
  }

  private static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
    var value = item.get(name);
    if (value == null) {
      throw new IllegalStateException("item without " + name + ": not written by this function");
    }
    return value;
  }
}
