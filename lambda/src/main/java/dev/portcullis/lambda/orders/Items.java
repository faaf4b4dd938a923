package dev.portcullis.lambda.orders;

import dev.portcullis.lambda.http.Problem;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The shape of the orders table: its keys, and how its items are read. */
final class Items {
  /** Partition key: the id of an order. */
  static final String ORDER = "orderId";

  /** Sort key: which of the entries of the order. */
  static final String ENTRY = "entry";

  private Items() {}

  /** The key of one entry. */
  static Map<String, AttributeValue> key(String orderId, String entry) {
    return Map.of(ORDER, AttributeValue.fromS(orderId), ENTRY, AttributeValue.fromS(entry));
  }

  /** A text of an item. */
  static String text(Map<String, AttributeValue> item, String name) {
    return attribute(item, name).s();
  }

  /** A number of an item. */
  static long number(Map<String, AttributeValue> item, String name) {
    return Long.parseLong(attribute(item, name).n());
  }

  /** A number. */
  static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  /** The table does not answer. */
  static Problem unavailable(SdkException cause) {
    return Problem.unavailable("table of orders", cause.getClass().getSimpleName(), cause);
  }

  private static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
    var value = item.get(name);
    if (value == null) {
      throw new IllegalStateException("item without " + name + ": not written by this function");
    }
    return value;
  }
}
