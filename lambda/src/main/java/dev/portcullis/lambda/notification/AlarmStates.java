package dev.portcullis.lambda.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * What was last heard and said of each alarm, in items of the table whose key begins with {@value
 * #PREFIX}; the role may change no others. An alarm is of one region, and so are the changes of its
 * item.
 */
final class AlarmStates {
  private static final String PREFIX = "alarm#";

  /** Longer than the function may run: who claimed that long ago is dead. */
  static final Duration LEASE = Duration.ofSeconds(45);

  /** Not changed yet, or a change before this one, or this one without anybody having said so. */
  private static final String IS_NEWS =
      "(attribute_not_exists(changedAt) OR changedAt < :at"
          + " OR (changedAt = :at AND (attribute_not_exists(saidAt) OR saidAt < :at)))";

  private static final String IS_FREE = "(attribute_not_exists(leaseUntil) OR leaseUntil < :now)";

  private final DynamoDbClient client;
  private final String table;

  AlarmStates(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  /** How a claim ended. */
  enum Claim {
    /** It is news, and ours to tell. */
    OURS,
    /** It is ours, and no news: nobody was told of anything else. */
    NOBODY_WORRIES,
    /** It was told. */
    TOLD,
    /** Something later happened. */
    OUT_OF_DATE,
    /** Another call is telling something of the alarm at this moment. */
    BUSY
  }

  /** Claims the change, to tell of it. */
  Claim claim(AlarmChange change, Instant now) {
    var values = new HashMap<String, AttributeValue>();
    values.put(":at", millis(change.at()));
    values.put(":now", millis(now));
    values.put(":until", millis(now.plus(LEASE)));
    values.put(":state", AttributeValue.fromS(change.state().name()));
    var told = "SET changedAt = :at, alarmState = :state, leaseUntil = :until";
    if (change.isRed()) {
      values.put(":red", AttributeValue.fromBool(true));
      told += ", worried = :red";
    }
    var expression = told;
    try {
      var item =
          client
              .updateItem(
                  r ->
                      r.tableName(table)
                          .key(key(change))
                          .updateExpression(expression)
                          .conditionExpression(IS_NEWS + " AND " + IS_FREE)
                          .expressionAttributeValues(values)
                          .returnValues(ReturnValue.ALL_NEW)
                          .returnValuesOnConditionCheckFailure(
                              ReturnValuesOnConditionCheckFailure.ALL_OLD))
              .attributes();
      var worried = item.get("worried");
      return worried != null && worried.bool() ? Claim.OURS : Claim.NOBODY_WORRIES;
    } catch (ConditionalCheckFailedException e) {
      return refused(change, e.item());
    }
  }

  private static Claim refused(AlarmChange change, Map<String, AttributeValue> item) {
    var at = change.at().toEpochMilli();
    if (millis(item, "changedAt") > at) {
      return Claim.OUT_OF_DATE;
    }
    return millis(item, "saidAt") == at ? Claim.TOLD : Claim.BUSY;
  }

  /** Marks the change as told, and gives the claim back. */
  void told(AlarmChange change) {
    var values = new HashMap<String, AttributeValue>();
    values.put(":at", millis(change.at()));
    var told = "SET saidAt = :at";
    if (!change.isRed()) {
      values.put(":red", AttributeValue.fromBool(false));
      told += ", worried = :red";
    }
    var expression = told + " REMOVE leaseUntil";
    try {
      client.updateItem(
          r ->
              r.tableName(table)
                  .key(key(change))
                  .updateExpression(expression)
                  .conditionExpression("changedAt = :at")
                  .expressionAttributeValues(values));
    } catch (ConditionalCheckFailedException e) {
      // It took longer than the claim, and something later happened: that is told by its own event.
    }
  }

  private static Map<String, AttributeValue> key(AlarmChange change) {
    return Map.of("paymentId", AttributeValue.fromS(PREFIX + change.alarmName()));
  }

  private static AttributeValue millis(Instant instant) {
    return AttributeValue.fromN(Long.toString(instant.toEpochMilli()));
  }

  private static long millis(Map<String, AttributeValue> item, String name) {
    var value = item.get(name);
    return value == null ? Long.MIN_VALUE : Long.parseLong(value.n());
  }
}
