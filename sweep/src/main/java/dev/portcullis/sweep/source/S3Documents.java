package dev.portcullis.sweep.source;

import dev.portcullis.graph.InputException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Objects of S3, by the default credentials chain of the AWS SDK. The one class that knows it. */
final class S3Documents implements AutoCloseable {
  private final S3Client client;

  S3Documents() {
    this.client =
        S3Client.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .region(region())
            .crossRegionAccessEnabled(true)
            .build();
  }

  /** Where nobody says which region: the bucket's own is found by asking any. */
  private static Region region() {
    try {
      return new DefaultAwsRegionProviderChain().getRegion();
    } catch (SdkClientException unknown) {
      return Region.US_EAST_1;
    }
  }

  /** The object of exactly that key, else every {@code *.json} below the prefix. */
  List<Source> list(String uri) {
    var rest = uri.substring("s3://".length());
    var slash = rest.indexOf('/');
    var bucket = slash < 0 ? rest : rest.substring(0, slash);
    var prefix = slash < 0 ? "" : rest.substring(slash + 1);
    if (bucket.isEmpty()) {
      throw InputException.of(uri, "", "it names no bucket", "write s3://bucket/prefix");
    }
    var keys =
        told(
            uri,
            () ->
                client
                    .listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix))
                    .contents()
                    .stream()
                    .map(S3Object::key)
                    .filter(key -> isDocument(key, prefix))
                    .toList());
    return keys.stream().map(key -> source(bucket, key)).toList();
  }

  /** {@code s3://bucket/team} means what is below team, not what is below team-b. */
  private static boolean isDocument(String key, String prefix) {
    if (key.equals(prefix)) {
      return !key.endsWith("/");
    }
    var below = prefix.isEmpty() || prefix.endsWith("/") || key.startsWith(prefix + "/");
    return below && key.endsWith(".json");
  }

  /** The key is escaped in the location and stays readable in the name. */
  private static Source source(String bucket, String key) {
    var escaped = URLEncoder.encode(key, StandardCharsets.UTF_8);
    return new Source("s3://" + bucket + "/" + key, "s3://" + bucket + "/" + escaped);
  }

  InputStream open(Source source) {
    var location = URI.create(source.location());
    var key = URLDecoder.decode(location.getRawPath().substring(1), StandardCharsets.UTF_8);
    return told(
        source.name(),
        () -> client.getObject(request -> request.bucket(location.getAuthority()).key(key)));
  }

  private static <T> T told(String name, Supplier<T> call) {
    try {
      return call.get();
    } catch (S3Exception e) {
      var detail = e.awsErrorDetails();
      var code = detail == null ? "" : " " + detail.errorCode();
      throw InputException.of(
          name,
          "",
          "S3 refused with status " + e.statusCode() + code,
          "check bucket, key and the rights s3:ListBucket and s3:GetObject",
          e);
    } catch (SdkException e) {
      var missing = String.valueOf(e.getMessage()).contains("credentials");
      throw InputException.of(
          name,
          "",
          missing ? "no AWS credentials were found" : "S3 gave no answer: " + reason(e),
          missing
              ? "set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or use a role"
              : "check network, proxy and AWS_REGION",
          e);
    }
  }

  private static String reason(SdkException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  @Override
  public void close() {
    client.close();
  }
}
