package dev.portcullis.lambda.payments;

import dev.portcullis.lambda.http.Problem;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * The key of the fingerprints, from the secret of the function's own region: both regions have the
 * same one. It never changes, so it is read once; until that worked, no payment is accepted.
 */
final class FingerprintKey {
  private final Supplier<String> secret;
  private @Nullable Fingerprints read;

  FingerprintKey(Supplier<String> secret) {
    this.secret = secret;
  }

  /** The key in that secret; calls {@code secretsmanager:GetSecretValue}. */
  static FingerprintKey of(SecretsManagerClient client, String secretArn) {
    return new FingerprintKey(
        () -> client.getSecretValue(r -> r.secretId(secretArn)).secretString());
  }

  /**
   * Fingerprints with the key.
   *
   * @throws Problem {@code store-unavailable} when it cannot be read, or is none
   */
  Fingerprints fingerprints() throws Problem {
    var known = read;
    if (known == null) {
      try {
        known = new Fingerprints(secret.get());
      } catch (SdkException | IllegalArgumentException e) {
        throw Problem.unavailable("key of the fingerprints", e.getClass().getSimpleName(), e);
      }
      read = known;
    }
    return known;
  }
}
