package dev.portcullis.lambda.payments;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.lambda.Invocation;
import dev.portcullis.lambda.payments.recovery.OtherRegion;
import dev.portcullis.lambda.peers.DynamoPeer;
import dev.portcullis.lambda.peers.MotoPeer;
import dev.portcullis.lambda.platform.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * The payment API over real peers: DynamoDB Local with a table in each region, moto's S3 and
 * Secrets Manager. Nothing replicates: a test that wants the other region to know something puts it
 * there.
 */
final class PaymentDesk {
  static final String KEY = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ01";
  static final String CARD = "4111111111111111";
  static final String IBAN = "DE89370400440532013000";
  static final int MOST = 5;

  private static final ObjectMapper JSON = new ObjectMapper();

  final Faults faults = new Faults();
  final Faults otherFaults = new Faults();
  final Invocation invocation = new Invocation();
  final ManualClock clock = new ManualClock(Instant.parse("2026-11-21T08:00:00.123Z"));

  private final URI moto = MotoPeer.shared().endpoint();
  private final URI dynamo =
      DynamoPeer.shared().client().serviceClientConfiguration().endpointOverride().orElseThrow();
  private final String table = DynamoPeer.shared().createTable("paymentId");
  private final String otherTable = DynamoPeer.shared().createTable(Region.US_EAST_2, "paymentId");
  private final String name = "desk-" + UUID.randomUUID();
  private final S3Client objects = s3(new Faults());
  private final String secretArn;
  private PaymentApiHandler handler;
  OptionalLong merchantLimit = OptionalLong.empty();
  boolean databaseDown;
  String correlation = Invocation.REQUEST_ID;

  PaymentDesk() {
    for (var bucket : List.of("audit", "receipts", "other-receipts")) {
      objects.createBucket(r -> r.bucket(bucket(bucket)));
    }
    secretArn =
        MotoPeer.shared()
            .client(SecretsManagerClient.builder())
            .createSecret(r -> r.name(name).secretString(KEY))
            .arn();
    handler = newHandler(invocation);
  }

  /** Another environment of the function: with nothing in memory, over the same stores. */
  PaymentApiHandler newHandler(Invocation heard) {
    var client = faults.client(DynamoDbClient.builder(), Region.US_EAST_1, dynamo);
    var rules =
        new Rules(
            Rules.limits("EUR=5000.00,JPY=800000,KWD=100.000"),
            MOST,
            Duration.ofMinutes(10),
            Duration.ofMinutes(10));
    var log = heard.log();
    var ledger = new Ledger(client, table);
    var evidence = new Evidence(s3(faults), bucket("audit"), bucket("receipts"));
    var other =
        new OtherRegion(
            otherFaults.client(DynamoDbClient.builder(), Region.US_EAST_2, dynamo),
            s3(otherFaults),
            () -> AwsSessionCredentials.create("test", "test", "token"),
            new OtherRegion.Place(otherTable, bucket("other-receipts")),
            clock);
    var payments = new Payments(ledger, evidence, other, log);
    var secrets = faults.client(SecretsManagerClient.builder(), Region.US_EAST_1, moto);
    var stores =
        new Acceptance.Stores(
            FingerprintKey.of(secrets, secretArn),
            payments,
            new Limits(
                rules,
                (merchant, currency) -> {
                  if (databaseDown) {
                    throw new MerchantLimits.NotKnown("SQL state 08001", new IOException());
                  }
                  return merchantLimit;
                },
                clock,
                log),
            new Guards(client, table, rules),
            ledger,
            evidence);
    var acceptance = new Acceptance(stores, "us-east-1", clock, UUID::randomUUID, log);
    return new PaymentApiHandler(
        new PaymentApi(
            new Environment(Map.of(), List.of()),
            Optional.of(new PaymentApi.Desk(acceptance, payments))),
        log);
  }

  /** Forgets what the function remembered. */
  void restart() {
    handler = newHandler(invocation);
  }

  APIGatewayProxyResponseEvent post(String body) {
    return post(handler, body);
  }

  APIGatewayProxyResponseEvent post(PaymentApiHandler by, String body) {
    return by.handleRequest(
        new APIGatewayProxyRequestEvent()
            .withHttpMethod("POST")
            .withPath("/payments")
            .withHeaders(
                Map.of("Content-Type", "application/json", "X-Correlation-Id", correlation))
            .withBody(body),
        invocation.context());
  }

  APIGatewayProxyResponseEvent get(String path) {
    return handler.handleRequest(
        new APIGatewayProxyRequestEvent().withHttpMethod("GET").withPath(path),
        invocation.context());
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Items of the region's table whose key begins so, by key. */
  Map<String, Map<String, AttributeValue>> items(String prefix) {
    var items = new TreeMap<String, Map<String, AttributeValue>>();
    for (var item : DynamoPeer.shared().client().scan(r -> r.tableName(table)).items()) {
      var key = item.get("paymentId").s();
      if (key.startsWith(prefix)) {
        items.put(key, item);
      }
    }
    return items;
  }

  /** Payments in the region's table. */
  List<Payment> payments() {
    return items("").values().stream()
        .filter(item -> !item.get("paymentId").s().contains("#"))
        .map(Items::payment)
        .toList();
  }

  /** Moves a payment to the other region, as if it had not been replicated yet. */
  void moveToOtherRegion(String paymentId, boolean withReceipt) {
    var item = items(paymentId).get(paymentId);
    DynamoPeer.shared().client(Region.US_EAST_2).putItem(r -> r.tableName(otherTable).item(item));
    DynamoPeer.shared().client().deleteItem(r -> r.tableName(table).key(Items.key(paymentId)));
    var key = Evidence.receiptKey(paymentId);
    var receipt = objects("receipts").get(key);
    objects.deleteObject(r -> r.bucket(bucket("receipts")).key(key));
    if (withReceipt) {
      objects.putObject(
          r -> r.bucket(bucket("other-receipts")).key(key), RequestBody.fromString(receipt));
    }
  }

  /** Objects of a bucket, by key. */
  Map<String, String> objects(String bucket) {
    var found = new TreeMap<String, String>();
    for (var object : objects.listObjectsV2(r -> r.bucket(bucket(bucket))).contents()) {
      found.put(
          object.key(),
          objects.getObjectAsBytes(r -> r.bucket(bucket(bucket)).key(object.key())).asUtf8String());
    }
    return found;
  }

  /** Puts something else in the place of an object. */
  void replace(String bucket, String key, String text) {
    objects.putObject(r -> r.bucket(bucket(bucket)).key(key), RequestBody.fromString(text));
  }

  /** Everything that was kept or logged anywhere. */
  String everything() {
    return items("") + " " + objects("audit") + objects("receipts") + invocation.logged();
  }

  private String bucket(String role) {
    return name + "-" + role;
  }

  private S3Client s3(Faults through) {
    return through.client(S3Client.builder().forcePathStyle(true), Region.US_EAST_1, moto);
  }

  /** A payment by card. */
  static String card(String id, String amount) {
    return """
        {"paymentId":"%s","merchantId":"m-1","amount":"%s","currency":"EUR",
         "card":{"number":"%s","expiryMonth":12,"expiryYear":2028}}"""
        .formatted(id, amount, CARD);
  }

  /** A payment from an account. */
  static String iban(String id, String amount) {
    return """
        {"paymentId":"%s","merchantId":"m-1","amount":"%s","currency":"EUR","iban":"%s"}"""
        .formatted(id, amount, IBAN);
  }

  /** An id. */
  static String id(int number) {
    return "6f1c1b0e-93cd-4a0e-9d0a-%012d".formatted(number);
  }
}
