package dev.portcullis.lambda.postgres;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Credentials in a secret of the function's own region. They are kept for five minutes, and read
 * again when they are refused: where one user changes its own password, that is at once after a
 * rotation, and where two take turns, after the next one. While Secrets Manager does not answer,
 * the known ones are as good as ever.
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
        () ->
            // A secret may be bytes instead, and then has no text.
            Objects.requireNonNullElse(
                client
                    .getSecretValue(r -> r.secretId(secretArn).versionStage("AWSCURRENT"))
                    .secretString(),
                ""),
        Clock.systemUTC());
  }

  @Override
  public Credentials known() {
    var kept = read;
    if (kept == null) {
      return renewed();
    }
    if (!clock.instant().isAfter(readAt.plus(KEPT))) {
      return kept;
    }
    try {
      return renewed();
    } catch (SdkException e) {
      // Nobody says that they have changed, and the database says so if they have.
      readAt = clock.instant();
      return kept;
    }
  }

  @Override
  public Credentials renewed() {
    var fresh = Credentials.parse(secret.get());
    read = fresh;
    readAt = clock.instant();
    return fresh;
  }
}
