package dev.portcullis.lambda.platform;

import java.time.Duration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/** How every client of the SDK is set up. */
public final class Clients {
  /** Two slow attempts and a pause fit into what a load balancer's client will wait. */
  private static final Duration ATTEMPT = Duration.ofSeconds(2);

  private static final Duration CALL = Duration.ofSeconds(5);

  /** The first time included; between them the SDK's standard strategy waits, with jitter. */
  private static final int ATTEMPTS = 3;

  /** A control plane takes seconds, more so while a region is being lost; nobody waits for it. */
  private static final Duration PATIENT_ATTEMPT = Duration.ofSeconds(5);

  /** Describing, acting and looking again fit into the minute that the promoter has. */
  private static final Duration PATIENT_CALL = Duration.ofSeconds(8);

  /** What others can go on without gets little of their time. */
  private static final Duration BRIEF_ATTEMPT = Duration.ofSeconds(1);

  private static final Duration BRIEF_CALL = Duration.ofMillis(1500);

  private Clients() {}

  /** Connects to the service in that region; credentials are the execution role's. */
  public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C connect(
      B builder, String region) {
    return connect(builder, region, ATTEMPT, CALL);
  }

  /** The same for a service that is asked to change something large, and answers later. */
  public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C>
      C connectPatiently(B builder, String region) {
    return connect(builder, region, PATIENT_ATTEMPT, PATIENT_CALL);
  }

  /** The same for a service that the function can do without while it does not answer. */
  public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C connectBriefly(
      B builder, String region) {
    return connect(builder, region, BRIEF_ATTEMPT, BRIEF_CALL);
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C connect(
      B builder, String region, Duration attempt, Duration call) {
    return builder
        .region(Region.of(region))
        // Connecting cannot be interrupted: where nobody answers, all attempts fit into the call.
        .httpClientBuilder(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(attempt.dividedBy(2))
                .socketTimeout(attempt))
        .overrideConfiguration(
            o ->
                o.apiCallAttemptTimeout(attempt)
                    .apiCallTimeout(call)
                    .retryStrategy(
                        AwsRetryStrategy.standardRetryStrategy().toBuilder()
                            .maxAttempts(ATTEMPTS)
                            .build()))
        .build();
  }
}
