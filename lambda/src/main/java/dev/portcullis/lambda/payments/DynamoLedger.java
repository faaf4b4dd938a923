package dev.portcullis.lambda.payments;

import dev.portcullis.lambda.http.Problem;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Payments in the replica of the global table in the function's own region. The condition holds
 * within a region; that one payment goes to one region at a time is the work of the failover
 * record.
 */
final class DynamoLedger implements Ledger {
  private final DynamoDbClient client;
  private final String table;

  DynamoLedger(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  @Override
  public Optional<Payment> putIfAbsent(Payment payment) throws Problem {
    try {
      client.putItem(
          request ->
              request
                  .tableName(table)
                  .item(item(payment))
                  .conditionExpression("attribute_not_exists(paymentId)")
                  .returnValuesOnConditionCheckFailure(
                      ReturnValuesOnConditionCheckFailure.ALL_OLD));
      return Optional.empty();
    } catch (ConditionalCheckFailedException e) {
      return Optional.of(payment(e.item()));
    } catch (SdkException e) {
      throw Problem.unavailable("ledger", e.getClass().getSimpleName(), e);
    }
  }

  private static Map<String, AttributeValue> item(Payment payment) {
    return Map.of(
        "paymentId", AttributeValue.fromS(payment.paymentId()),
        "merchantId", AttributeValue.fromS(payment.merchantId()),
        "cardToken", AttributeValue.fromS(payment.cardToken()),
        "amountCents", AttributeValue.fromN(Long.toString(payment.amountCents())),
        "currency", AttributeValue.fromS(payment.currency()),
        "region", AttributeValue.fromS(payment.region()),
        "acceptedAt", AttributeValue.fromS(payment.acceptedAt().toString()));
  }

  private static Payment payment(Map<String, AttributeValue> item) {
    return new Payment(
        attribute(item, "paymentId").s(),
        attribute(item, "merchantId").s(),
        attribute(item, "cardToken").s(),
        Long.parseLong(attribute(item, "amountCents").n()),
        attribute(item, "currency").s(),
        attribute(item, "region").s(),
        Instant.parse(attribute(item, "acceptedAt").s()));
  }

  private static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
    var value = item.get(name);
    if (value == null) {
      throw new IllegalStateException("item without " + name + ": not written by this function");
    }
    return value;
  }
}
