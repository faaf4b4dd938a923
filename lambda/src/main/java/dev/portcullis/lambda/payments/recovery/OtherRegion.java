package dev.portcullis.lambda.payments.recovery;

import dev.portcullis.lambda.objects.ImmutableObjects;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The data of the other region. It is asked for what this one does not know (yet): replication is
 * behind by seconds, and a failover makes that the moment everybody asks. When it does not answer,
 * it is left alone for half a minute, because it may be why we are asked.
 */
public final class OtherRegion {
  private static final Duration PAUSE = Duration.ofSeconds(30);

  private final DynamoDbClient dynamoDb;
  private final S3Client s3;
  private final Supplier<? extends AwsCredentials> role;
  private final Place place;
  private final Clock clock;
  private Instant askAgain = Instant.MIN;

  /**
   * What there is.
   *
   * @param table the table, by the same name as here
   * @param receiptsBucket the bucket of receipts there
   */
  public record Place(String table, String receiptsBucket) {}

  /** It does not answer, or did not a moment ago. */
  public static final class NoAnswer extends Exception {
    private static final long serialVersionUID = 1L;

    NoAnswer(String kind) {
      super(kind);
    }

    NoAnswer(SdkException cause) {
      super(cause.getClass().getSimpleName(), cause);
    }
  }

  /**
   * The other region.
   *
   * @param dynamoDb talks to the other region
   * @param s3 talks to the other region
   * @param role credentials of the recovery role
   */
  public OtherRegion(
      DynamoDbClient dynamoDb,
      S3Client s3,
      Supplier<? extends AwsCredentials> role,
      Place place,
      Clock clock) {
    this.dynamoDb = dynamoDb;
    this.s3 = s3;
    this.role = role;
    this.place = place;
    this.clock = clock;
  }

  /** The item with that key, if it is there; calls {@code dynamodb:GetItem}. */
  public Optional<Map<String, AttributeValue>> item(Map<String, AttributeValue> key)
      throws NoAnswer {
    mayBeAsked();
    try {
      var answer =
          dynamoDb.getItem(
              r ->
                  r.tableName(place.table())
                      .key(key)
                      .consistentRead(true)
                      .overrideConfiguration(asRole()));
      return answer.hasItem() ? Optional.of(answer.item()) : Optional.empty();
    } catch (SdkException e) {
      throw noAnswer(e);
    }
  }

  /** The receipt with that key, if it is there; calls {@code s3:GetObject}. */
  public Optional<String> receipt(String key) throws NoAnswer {
    mayBeAsked();
    try {
      return Optional.of(
          s3.getObject(
                  r -> r.bucket(place.receiptsBucket()).key(key).overrideConfiguration(asRole()),
                  ResponseTransformer.toBytes())
              .asUtf8String());
    } catch (S3Exception e) {
      if (ImmutableObjects.isAbsent(e)) {
        return Optional.empty();
      }
      throw noAnswer(e);
    } catch (SdkException e) {
      throw noAnswer(e);
    }
  }

  private AwsRequestOverrideConfiguration asRole() {
    return AwsRequestOverrideConfiguration.builder()
        .credentialsProvider(StaticCredentialsProvider.create(role.get()))
        .build();
  }

  private void mayBeAsked() throws NoAnswer {
    if (clock.instant().isBefore(askAgain)) {
      throw new NoAnswer("did not answer a moment ago");
    }
  }

  private NoAnswer noAnswer(SdkException e) {
    askAgain = clock.instant().plus(PAUSE);
    return new NoAnswer(e);
  }
}
