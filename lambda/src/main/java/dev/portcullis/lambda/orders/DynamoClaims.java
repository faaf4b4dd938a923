package dev.portcullis.lambda.orders;

import dev.portcullis.lambda.http.Problem;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Claims in the table of the function's own region, one item for each key. Every write has a
 * condition; the SDK repeats a write whose answer was lost, so an item with our own mark is ours
 * although the condition failed.
 */
final class DynamoClaims implements Claims {
  private static final String ENTRY = "claim";
  private static final String FINGERPRINT = "fingerprint";
  private static final String STATE = "claimState";
  private static final String OWNER = "claimedBy";
  private static final String LEASE_END = "leaseEnd";
  private static final String CREATED_AT = "createdAt";
  private static final String VERSION = "orderVersion";

  private final DynamoDbClient client;
  private final String table;

  DynamoClaims(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  @Override
  public Optional<Claim> put(Claim mine) throws Problem {
    try {
      client.putItem(
          request ->
              request
                  .tableName(table)
                  .item(item(mine))
                  .conditionExpression("attribute_not_exists(orderId)")
                  .returnValuesOnConditionCheckFailure(
                      ReturnValuesOnConditionCheckFailure.ALL_OLD));
      return Optional.empty();
    } catch (ConditionalCheckFailedException e) {
      return Optional.of(claim(e.item())).filter(there -> !there.owner().equals(mine.owner()));
    } catch (SdkException e) {
      throw Items.unavailable(e);
    }
  }

  @Override
  public Optional<Claim> find(String orderId) throws Problem {
    try {
      var found =
          client.getItem(
              request ->
                  request.tableName(table).key(Items.key(orderId, ENTRY)).consistentRead(true));
      return found.hasItem() ? Optional.of(claim(found.item())) : Optional.empty();
    } catch (SdkException e) {
      throw Items.unavailable(e);
    }
  }

  @Override
  public boolean takeOver(Claim seen, Claim mine) throws Problem {
    try {
      client.updateItem(
          request ->
              request
                  .tableName(table)
                  .key(Items.key(mine.orderId(), ENTRY))
                  .updateExpression(
                      "SET claimState = :state, claimedBy = :owner, leaseEnd = :end"
                          + " REMOVE orderVersion, orderStatus")
                  .conditionExpression(
                      "claimState = :seenState AND claimedBy = :seenOwner AND leaseEnd = :seenEnd")
                  .expressionAttributeValues(
                      Map.of(
                          ":state", AttributeValue.fromS(mine.state().text()),
                          ":owner", AttributeValue.fromS(mine.owner()),
                          ":end", Items.number(mine.leaseEnd().toEpochMilli()),
                          ":seenState", AttributeValue.fromS(seen.state().text()),
                          ":seenOwner", AttributeValue.fromS(seen.owner()),
                          ":seenEnd", Items.number(seen.leaseEnd().toEpochMilli())))
                  .returnValuesOnConditionCheckFailure(
                      ReturnValuesOnConditionCheckFailure.ALL_OLD));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return e.hasItem() && Items.text(e.item(), OWNER).equals(mine.owner());
    } catch (SdkException e) {
      throw Items.unavailable(e);
    }
  }

  @Override
  public void complete(Order order) throws Problem {
    try {
      client.updateItem(
          request ->
              request
                  .tableName(table)
                  .key(Items.key(order.orderId(), ENTRY))
                  .updateExpression(
                      "SET claimState = :done, orderVersion = :version, orderStatus = :status")
                  .conditionExpression(
                      "attribute_exists(orderId)"
                          + " AND (attribute_not_exists(orderVersion) OR orderVersion < :version)")
                  .expressionAttributeValues(
                      Map.of(
                          ":done", AttributeValue.fromS(Claim.State.DONE.text()),
                          ":version", Items.number(order.version()),
                          ":status", AttributeValue.fromS(order.status().text()))));
    } catch (ConditionalCheckFailedException e) {
      // Somebody said so before, or of a later version; or there is no claim to say it of.
    } catch (SdkException e) {
      throw Items.unavailable(e);
    }
  }

  @Override
  public void giveUp(Claim mine) throws Problem {
    try {
      client.deleteItem(
          request ->
              request
                  .tableName(table)
                  .key(Items.key(mine.orderId(), ENTRY))
                  .conditionExpression("claimedBy = :owner AND claimState = :state")
                  .expressionAttributeValues(
                      Map.of(
                          ":owner", AttributeValue.fromS(mine.owner()),
                          ":state", AttributeValue.fromS(mine.state().text()))));
    } catch (ConditionalCheckFailedException e) {
      // It is gone, or another's.
    } catch (SdkException e) {
      throw Items.unavailable(e);
    }
  }

  private static Map<String, AttributeValue> item(Claim claim) {
    var item = new HashMap<>(Items.key(claim.orderId(), ENTRY));
    item.put(FINGERPRINT, AttributeValue.fromS(claim.fingerprint()));
    item.put(STATE, AttributeValue.fromS(claim.state().text()));
    item.put(OWNER, AttributeValue.fromS(claim.owner()));
    item.put(LEASE_END, Items.number(claim.leaseEnd().toEpochMilli()));
    item.put(CREATED_AT, AttributeValue.fromS(claim.createdAt().toString()));
    return item;
  }

  private static Claim claim(Map<String, AttributeValue> item) {
    var done = Items.text(item, STATE).equals(Claim.State.DONE.text());
    return new Claim(
        Items.text(item, Items.ORDER),
        Items.text(item, FINGERPRINT),
        done ? Claim.State.DONE : Claim.State.IN_PROGRESS,
        Items.text(item, OWNER),
        Instant.ofEpochMilli(Items.number(item, LEASE_END)),
        Instant.parse(Items.text(item, CREATED_AT)),
        item.containsKey(VERSION) ? Math.toIntExact(Items.number(item, VERSION)) : 0);
  }
}
