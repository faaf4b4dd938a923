package dev.portcullis.lambda.payments;

import dev.portcullis.lambda.http.Problem;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Accepted payments, in the replica of the global table in the function's own region. The condition
 * holds within a region; that one payment goes to one region at a time is the work of the failover
 * record.
 */
final class Ledger {
  private final DynamoDbClient client;
  private final String table;

  Ledger(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  /**
   * The payment with that id, if this region knows it.
   *
   * @throws Problem {@code store-unavailable}
   */
  Optional<Payment> find(String paymentId) throws Problem {
    try {
      var answer =
          client.getItem(r -> r.tableName(table).key(Items.key(paymentId)).consistentRead(true));
      return answer.hasItem() ? Optional.of(Items.payment(answer.item())) : Optional.empty();
    } catch (SdkException e) {
      throw unavailable(e);
    }
  }

  /**
   * Keeps a payment unless one with its id is there already.
   *
   * @return the payment that was there before; empty when this one was stored
   * @throws Problem {@code store-unavailable} when it is not known whether it was stored: sending
   *     it again is safe
   */
  Optional<Payment> putIfAbsent(Payment payment) throws Problem {
    try {
      client.putItem(
          request ->
              request
                  .tableName(table)
                  .item(Items.of(payment))
                  .conditionExpression("attribute_not_exists(paymentId)")
                  .returnValuesOnConditionCheckFailure(
                      ReturnValuesOnConditionCheckFailure.ALL_OLD));
      return Optional.empty();
    } catch (ConditionalCheckFailedException e) {
      return Optional.of(Items.payment(e.item()));
    } catch (SdkException e) {
      throw unavailable(e);
    }
  }

  private static Problem unavailable(SdkException e) {
    return Problem.unavailable("ledger", e.getClass().getSimpleName(), e);
  }
}
