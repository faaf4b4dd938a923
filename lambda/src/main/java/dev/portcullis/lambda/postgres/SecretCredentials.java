package dev.portcullis.lambda.postgres;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Credentials in a secret of the function's own region. They are kept for five minutes: after a
 * rotation the previous password is refused at once, which is when they are read again.
 */
public final class SecretCredentials implements CredentialSource {
  private static final Duration KEPT = Duration.ofMinutes(5);

  private final Supplier<String> secret;
  private final Clock clock;
  private @Nullable Credentials read;
  private Instant readAt = Instant.MIN;

  SecretCredentials(Supplier<String> secret, Clock clock) {
    this.secret = secret;
    this.clock = clock;
  }

  /** Credentials of that secret; calls {@code secretsmanager:GetSecretValue}. */
  public static SecretCredentials of(SecretsManagerClient client, String secretArn) {
    return new SecretCredentials(
        () -> client.getSecretValue(r -> r.secretId(secretArn)).secretString(), Clock.systemUTC());
  }

  @Override
  public Credentials known() {
    var kept = read;
    return kept == null || clock.instant().isAfter(readAt.plus(KEPT)) ? renewed() : kept;
  }

  @Override
  public Credentials renewed() {
    var fresh = Credentials.parse(secret.get());
    read = fresh;
    readAt = clock.instant();
    return fresh;
  }
}
