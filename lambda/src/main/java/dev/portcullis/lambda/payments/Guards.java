package dev.portcullis.lambda.payments;

import dev.portcullis.lambda.http.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * What a card or account did lately: two kinds of short-lived items in the table. Each is changed
 * by one conditional write that says for which payment, so that the same payment again changes
 * nothing, and two at once cannot both be the last one admitted. The role may change items whose
 * key begins with {@value #VELOCITY} or {@value #RECENT}, and no others: a payment is never
 * changed.
 */
final class Guards {
  private static final String VELOCITY = "velocity#";
  private static final String RECENT = "recent#";

  /** DynamoDB removes items some time after they expire; clocks differ a little. */
  private static final Duration AFTERWARDS = Duration.ofHours(1);

  private final DynamoDbClient client;
  private final String table;
  private final Rules rules;

  Guards(DynamoDbClient client, String table, Rules rules) {
    this.client = client;
    this.table = table;
    this.rules = rules;
  }

  /**
   * Counts a payment for its card or account in the current window, once.
   *
   * @return whether it is among those that may be made in the window
   * @throws Problem {@code store-unavailable} when it is not known whether it was counted
   */
  boolean count(Method method, String paymentId, Instant now) throws Problem {
    var seconds = rules.window().toSeconds();
    var window = now.getEpochSecond() / seconds;
    var end = Instant.ofEpochSecond((window + 1) * seconds);
    try {
      client.updateItem(
          r ->
              r.tableName(table)
                  .key(Items.key(VELOCITY + method.fingerprint() + "#" + window))
                  .updateExpression("ADD payments :these SET expiresAt = :end")
                  .conditionExpression(
                      "attribute_not_exists(payments) OR size(payments) < :most"
                          + " OR contains(payments, :this)")
                  .expressionAttributeValues(
                      Map.of(
                          ":these", AttributeValue.fromSs(List.of(paymentId)),
                          ":this", AttributeValue.fromS(paymentId),
                          ":most", number(rules.paymentsPerWindow()),
                          ":end", number(end.plus(AFTERWARDS).getEpochSecond()))));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    } catch (SdkException e) {
      throw unavailable(e);
    }
  }

  /**
   * Claims that this is the payment of that amount, to that merchant, from that card or account.
   *
   * @return the id of another payment that claimed it minutes ago; empty when the claim is ours
   * @throws Problem {@code store-unavailable} when it is not known whether it is
   */
  Optional<String> claim(Wanted wanted, Method method, Instant now) throws Problem {
    try {
      client.updateItem(
          r -> {
            r.tableName(table)
                .key(Items.key(recentKey(wanted, method)))
                .updateExpression("SET payment = :this, expiresAt = :end")
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
            var end = number(now.plus(rules.repetition()).getEpochSecond());
            var self = AttributeValue.fromS(wanted.paymentId());
            if (wanted.repeatIntended()) {
              r.expressionAttributeValues(Map.of(":this", self, ":end", end));
            } else {
              // Expired items may still be there: DynamoDB takes its time.
              r.conditionExpression(
                      "attribute_not_exists(payment) OR payment = :this OR expiresAt <= :now")
                  .expressionAttributeValues(
                      Map.of(":this", self, ":end", end, ":now", number(now.getEpochSecond())));
            }
          });
      return Optional.empty();
    } catch (ConditionalCheckFailedException e) {
      return Optional.of(Objects.requireNonNull(e.item().get("payment")).s());
    } catch (SdkException e) {
      throw unavailable(e);
    }
  }

  private static String recentKey(Wanted wanted, Method method) {
    return RECENT
        + String.join(
            "#",
            method.fingerprint(),
            wanted.merchantId(),
            wanted.money().currency().getCurrencyCode(),
            Long.toString(wanted.money().minorUnits()));
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  private static Problem unavailable(SdkException e) {
    return Problem.unavailable("store of recent payments", e.getClass().getSimpleName(), e);
  }
}
