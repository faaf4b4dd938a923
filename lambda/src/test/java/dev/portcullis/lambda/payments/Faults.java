package dev.portcullis.lambda.payments;

import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * What goes wrong between the real client of the SDK and the real peer: a call that is not sent, a
 * call that is done but whose answer is lost, a service that is not there.
 */
public class Faults implements ExecutionInterceptor {
  private final Set<String> down = ConcurrentHashMap.newKeySet();
  private int calls;
  private int dieAt;
  private boolean afterwards;

  /** The function dies. */
  public static final class Died extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** A client whose calls go through here. */
  public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder, Region region, URI endpoint) {
    return builder
        .region(region)
        .endpointOverride(endpoint)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClient(UrlConnectionHttpClient.create())
        .overrideConfiguration(
            o -> o.retryStrategy(r -> r.maxAttempts(1)).addExecutionInterceptor(this))
        .build();
  }

  /** Dies at that call, counted from one: before it is sent, or after it was done. */
  public void dieAt(int call, boolean done) {
    calls = 0;
    dieAt = call;
    afterwards = done;
  }

  /** All is well again. */
  public void heal() {
    dieAt = 0;
    calls = 0;
    down.clear();
  }

  /**
   * These services do not answer, by the SDK's names: {@code DynamoDb}, {@code S3}, {@code
   * SecretsManager}.
   */
  public void lose(String... services) {
    down.addAll(new HashSet<>(Set.of(services)));
  }

  /** Calls since the count began. */
  public int calls() {
    return calls;
  }

  @Override
  public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes to) {
    var service = to.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
    if (down.contains(service)) {
      throw SdkClientException.create("lost " + service);
    }
    if (++calls == dieAt && !afterwards) {
      throw new Died();
    }
  }

  @Override
  public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes to) {
    if (calls == dieAt && afterwards) {
      throw new Died();
    }
  }
}
