package dev.portcullis.lambda.peers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * DynamoDB Local, AWS's own, in memory. Module {@code dynamodb-local} brings it with all it needs;
 * it lives as long as the tests do.
 */
public final class DynamoPeer {
  private static final AtomicInteger TABLES = new AtomicInteger();

  private final Service service;

  private DynamoPeer(Service service) {
    this.service = service;
  }

  private static final class Shared {
    private static final DynamoPeer PEER = new DynamoPeer(start());
  }

  /** The service of all tests of this process. */
  public static DynamoPeer shared() {
    return Shared.PEER;
  }

  /** A client in us-east-1. */
  public DynamoDbClient client() {
    return client(Region.US_EAST_1);
  }

  /** A client in that region; each region has tables of its own, and nothing replicates them. */
  public DynamoDbClient client(Region region) {
    return service.client(DynamoDbClient.builder(), region);
  }

  /** A new table in us-east-1, whose keys are texts; gives its name. */
  public String createTable(String hashKey) {
    return create(Region.US_EAST_1, List.of(hashKey));
  }

  /** A new table with a sort key. */
  public String createTable(String hashKey, String rangeKey) {
    return create(Region.US_EAST_1, List.of(hashKey, rangeKey));
  }

  /** A new table in that region. */
  public String createTable(Region region, String hashKey) {
    return create(region, List.of(hashKey));
  }

  private String create(Region region, List<String> keys) {
    var name = "table-" + TABLES.incrementAndGet();
    var schema = new ArrayList<KeySchemaElement>();
    for (var key : keys) {
      var type = schema.isEmpty() ? KeyType.HASH : KeyType.RANGE;
      schema.add(KeySchemaElement.builder().attributeName(key).keyType(type).build());
    }
    try (var client = client(region)) {
      client.createTable(
          r ->
              r.tableName(name)
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  .keySchema(schema)
                  .attributeDefinitions(
                      keys.stream()
                          .map(
                              key ->
                                  AttributeDefinition.builder()
                                      .attributeName(key)
                                      .attributeType(ScalarAttributeType.S)
                                      .build())
                          .toList()));
    }
    return name;
  }

  private static Service start() {
    var folder =
        Path.of(System.getProperty("portcullis.root"), "dynamodb-local", "target", "lib")
            .toString();
    return Service.start(
        "dynamodb-local",
        port ->
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                // Its store is native code beside the jars.
                "-Dsqlite4java.library.path=" + folder,
                "-cp",
                Path.of(folder, "*").toString(),
                "com.amazonaws.services.dynamodbv2.local.main.ServerRunner",
                "-inMemory",
                "-disableTelemetry",
                "-port",
                Integer.toString(port)));
  }
}
