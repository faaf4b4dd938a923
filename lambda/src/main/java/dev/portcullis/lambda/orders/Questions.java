package dev.portcullis.lambda.orders;

import dev.portcullis.lambda.objects.ImmutableObjects;
import dev.portcullis.lambda.postgres.Database;
import java.time.Duration;
import java.util.concurrent.Callable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What dependencies are asked for their health: the cheapest that the function may do anyway. */
final class Questions {
  private static final Duration PATIENCE = Duration.ofMillis(1_200);
  private static final String NAME = "health";
  private static final String OBJECT = "health/probe.json";

  private Questions() {}

  /**
   * A session and one statement; says whether writes are {@code accepted} or {@code refused}.
   *
   * @param database of its own, because a question may outlast the request that asked it
   */
  static Dependency database(Database database) {
    return new Dependency(
        "database",
        () -> database.run(session -> OrderTables.readOnly(session) ? "refused" : "accepted"));
  }

  /** An item that nobody writes. */
  static Dependency table(DynamoDbClient client, String table) {
    return new Dependency(
        "table",
        () -> {
          client.getItem(
              request ->
                  request
                      .tableName(table)
                      .key(Items.key(NAME, NAME))
                      .overrideConfiguration(o -> o.apiCallTimeout(PATIENCE)));
          return "";
        });
  }

  /**
   * An object that the first question writes: who may not list a bucket cannot tell an object that
   * is not there from one it may not read.
   */
  static Dependency bucket(S3Client client, String bucket) {
    Callable<String> question =
        () -> {
          try {
            client.getObject(
                request ->
                    request
                        .bucket(bucket)
                        .key(OBJECT)
                        .overrideConfiguration(o -> o.apiCallTimeout(PATIENCE)),
                ResponseTransformer.toBytes());
          } catch (S3Exception e) {
            if (!ImmutableObjects.isAbsent(e)) {
              throw e;
            }
            client.putObject(
                request ->
                    request
                        .bucket(bucket)
                        .key(OBJECT)
                        .ifNoneMatch("*")
                        .contentType("application/json")
                        .overrideConfiguration(o -> o.apiCallTimeout(PATIENCE)),
                RequestBody.fromString("{}"));
          }
          return "";
        };
    return new Dependency("bucket", question);
  }
}
