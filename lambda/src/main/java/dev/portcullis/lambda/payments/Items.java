package dev.portcullis.lambda.payments;

import java.time.Instant;
import java.util.Currency;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Payments as items of the table. */
final class Items {
  /** The table's key. */
  static final String KEY = "paymentId";

  private Items() {}

  /** The key of one item. */
  static Map<String, AttributeValue> key(String value) {
    return Map.of(KEY, AttributeValue.fromS(value));
  }

  /** The item of a payment. */
  static Map<String, AttributeValue> of(Payment payment) {
    var item = new TreeMap<String, AttributeValue>();
    var method = payment.method();
    item.put(KEY, AttributeValue.fromS(payment.paymentId()));
    item.put("merchantId", AttributeValue.fromS(payment.merchantId()));
    item.put("amountMinorUnits", AttributeValue.fromN(Long.toString(payment.money().minorUnits())));
    item.put("currency", AttributeValue.fromS(payment.money().currency().getCurrencyCode()));
    item.put("methodKind", AttributeValue.fromS(method.kind().text()));
    item.put("methodBrand", AttributeValue.fromS(method.brand()));
    item.put("methodLastFour", AttributeValue.fromS(method.lastFour()));
    item.put("fingerprint", AttributeValue.fromS(method.fingerprint()));
    item.put("repeatIntended", AttributeValue.fromBool(payment.repeatIntended()));
    item.put("limit", AttributeValue.fromS(payment.limit().text()));
    item.put("region", AttributeValue.fromS(payment.region()));
    item.put("acceptedAt", AttributeValue.fromS(payment.acceptedAt().toString()));
    return item;
  }

  /**
   * The payment of an item.
   *
   * @throws IllegalStateException if it is none
   */
  static Payment payment(Map<String, AttributeValue> item) {
    // Not only those of today: a runtime learns one morning that a country has the euro now.
    var currency = Currency.getInstance(text(item, "currency"));
    return new Payment(
        text(item, KEY),
        text(item, "merchantId"),
        new Money(Long.parseLong(attribute(item, "amountMinorUnits").n()), currency),
        new Method(
            Instrument.Kind.of(text(item, "methodKind")),
            text(item, "methodBrand"),
            text(item, "methodLastFour"),
            text(item, "fingerprint")),
        attribute(item, "repeatIntended").bool(),
        Limit.Source.of(text(item, "limit")),
        text(item, "region"),
        Instant.parse(text(item, "acceptedAt")));
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
