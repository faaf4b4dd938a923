package dev.portcullis.lambda.orders;

import dev.portcullis.lambda.http.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** History in the table of the function's own region, one item for each version of an order. */
final class DynamoHistory implements History {
  private static final String PREFIX = "event#";
  private static final String VERSION = "orderVersion";
  private static final String TYPE = "eventType";
  private static final String AT = "happenedAt";

  private final DynamoDbClient client;
  private final String table;

  DynamoHistory(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  @Override
  public void add(Event event) throws Problem {
    // Ten digits: as texts they are in the order of the numbers.
    var entry = PREFIX + String.format(Locale.ROOT, "%010d", event.version());
    var item = new HashMap<>(Items.key(event.orderId(), entry));
    item.put(VERSION, Items.number(event.version()));
    item.put(TYPE, AttributeValue.fromS(event.type()));
    item.put(AT, AttributeValue.fromS(event.at().toString()));
    try {
      client.putItem(
          request ->
              request
                  .tableName(table)
                  .item(item)
                  .conditionExpression("attribute_not_exists(orderId)"));
    } catch (ConditionalCheckFailedException e) {
      // It is told already.
    } catch (SdkException e) {
      throw Items.unavailable(e);
    }
  }

  @Override
  public List<Event> of(String orderId) throws Problem {
    var events = new ArrayList<Event>();
    Map<String, AttributeValue> after = Map.of();
    do {
      after = page(orderId, after, events);
    } while (!after.isEmpty());
    return List.copyOf(events);
  }

  private Map<String, AttributeValue> page(
      String orderId, Map<String, AttributeValue> after, List<Event> events) throws Problem {
    try {
      var page =
          client.query(
              request ->
                  request
                      .tableName(table)
                      .consistentRead(true)
                      .keyConditionExpression("orderId = :id AND begins_with(entry, :events)")
                      .expressionAttributeValues(
                          Map.of(
                              ":id", AttributeValue.fromS(orderId),
                              ":events", AttributeValue.fromS(PREFIX)))
                      .exclusiveStartKey(after.isEmpty() ? null : after));
      page.items().forEach(item -> events.add(event(item)));
      return page.lastEvaluatedKey();
    } catch (SdkException e) {
      throw Items.unavailable(e);
    }
  }

  private static Event event(Map<String, AttributeValue> item) {
    return new Event(
        Items.text(item, Items.ORDER),
        Math.toIntExact(Items.number(item, VERSION)),
        Items.text(item, TYPE),
        Instant.parse(Items.text(item, AT)));
  }
}
