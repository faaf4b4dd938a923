package dev.portcullis.lambda.orders;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.lambda.http.Problem;
import dev.portcullis.lambda.objects.ImmutableObjects;
import dev.portcullis.lambda.platform.Retry;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;

/** Documents as objects of the bucket of the function's own region; none is ever written over. */
final class S3Documents implements Documents {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String STORE = "store of documents";

  private final ImmutableObjects objects;
  private final String bucket;

  S3Documents(S3Client client, String bucket, Retry retry) {
    this.objects = new ImmutableObjects(client, STORE, retry);
    this.bucket = bucket;
  }

  /** Documents in that bucket. */
  static S3Documents in(S3Client client, String bucket) {
    return new S3Documents(client, bucket, Retry.of(3, Duration.ofMillis(100)));
  }

  /** Where the document of a version is. */
  static String key(String orderId, int version) {
    return "orders/" + orderId + "/v" + version + ".json";
  }

  @Override
  public void keep(Order order) throws Problem {
    objects.put(bucket, key(order.orderId(), order.version()), OrderView.of(order));
  }

  @Override
  public Optional<JsonNode> find(String orderId, int version) throws Problem {
    var text = objects.find(bucket, key(orderId, version));
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readTree(text.get()));
    } catch (JsonProcessingException e) {
      throw Problem.unavailable(STORE, e.getClass().getSimpleName(), e);
    }
  }
}
