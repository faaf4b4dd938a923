package dev.portcullis.lambda.objects;

import dev.portcullis.lambda.http.Problem;
import dev.portcullis.lambda.platform.Json;
import dev.portcullis.lambda.platform.Retry;
import java.io.UncheckedIOException;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Objects of the function's own region that are written once, and never over. */
public final class ImmutableObjects {
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int PRECONDITION_FAILED = 412;

  private final S3Client client;
  private final String store;
  private final Retry retry;

  /**
   * Objects.
   *
   * @param store what callers are told does not answer, e.g. {@code store of documents}
   */
  public ImmutableObjects(S3Client client, String store, Retry retry) {
    this.client = client;
    this.store = store;
    this.retry = retry;
  }

  /**
   * Keeps an object unless there is one.
   *
   * @param content as JSON
   * @throws Problem {@code store-unavailable}: whether it is there is not known, and doing it again
   *     is safe
   */
  public void put(String bucket, String key, Object content) throws Problem {
    var body = RequestBody.fromString(Json.text(content));
    try {
      retry.call(
          () ->
              client.putObject(
                  r -> r.bucket(bucket).key(key).ifNoneMatch("*").contentType("application/json"),
                  body),
          RuntimeException.class,
          ImmutableObjects::isWorthAnotherAttempt);
    } catch (S3Exception e) {
      if (e.statusCode() != PRECONDITION_FAILED) {
        throw unavailable(e);
      }
    } catch (SdkException | UncheckedIOException e) {
      throw unavailable(e);
    }
  }

  /**
   * An object as text, if it is there.
   *
   * @throws Problem {@code store-unavailable}
   */
  public Optional<String> find(String bucket, String key) throws Problem {
    try {
      return Optional.of(
          client
              .getObject(r -> r.bucket(bucket).key(key), ResponseTransformer.toBytes())
              .asUtf8String());
    } catch (S3Exception e) {
      if (isAbsent(e)) {
        return Optional.empty();
      }
      throw unavailable(e);
    } catch (SdkException | UncheckedIOException e) {
      throw unavailable(e);
    }
  }

  /** Who may not list a bucket is told that an object is forbidden when there is none. */
  public static boolean isAbsent(S3Exception e) {
    return e.statusCode() == NOT_FOUND || e.statusCode() == FORBIDDEN;
  }

  /**
   * Two puts of one object at once: S3 lets one of them win and has the other try again. And a
   * connection that breaks while S3 is asked whether to go on, for which the SDK has no exception
   * of its own and no other attempt.
   */
  private static boolean isWorthAnotherAttempt(RuntimeException e) {
    return e instanceof UncheckedIOException
        || (e instanceof S3Exception refusal && refusal.statusCode() == CONFLICT);
  }

  private Problem unavailable(RuntimeException e) {
    return Problem.unavailable(store, e.getClass().getSimpleName(), e);
  }
}
