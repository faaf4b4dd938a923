package dev.portcullis.lambda.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What the functions rely on, the peers do: a condition that nobody checks would prove nothing. */
class AwsPeersTest {

  @Test
  void dynamoDbHonoursConditions() {
    var table = DynamoPeer.shared().createTable("id");
    try (var client = DynamoPeer.shared().client()) {
      var item = Map.of("id", AttributeValue.fromS("1"));
      client.putItem(
          r -> r.tableName(table).item(item).conditionExpression("attribute_not_exists(id)"));

      assertThatThrownBy(
              () ->
                  client.putItem(
                      r ->
                          r.tableName(table)
                              .item(item)
                              .conditionExpression("attribute_not_exists(id)")))
          .isInstanceOf(ConditionalCheckFailedException.class);
      assertThat(client.getItem(r -> r.tableName(table).key(item)).item()).isEqualTo(item);
    }
  }

  @Test
  @Tag("moto")
  void s3HonoursPreconditions() {
    try (var client = MotoPeer.shared().client(S3Client.builder().forcePathStyle(true))) {
      client.createBucket(r -> r.bucket("aws-peers"));
      client.putObject(
          r -> r.bucket("aws-peers").key("k").ifNoneMatch("*"), RequestBody.fromString("1"));

      assertThatThrownBy(
              () ->
                  client.putObject(
                      r -> r.bucket("aws-peers").key("k").ifNoneMatch("*"),
                      RequestBody.fromString("2")))
          .isInstanceOfSatisfying(
              S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
    }
  }
}
