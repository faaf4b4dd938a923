package dev.portcullis.lambda.rotation;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** The secret in Secrets Manager. */
final class SecretsManagerVersions implements SecretVersions {
  private final SecretsManagerClient client;
  private final String secretArn;

  SecretsManagerVersions(SecretsManagerClient client, String secretArn) {
    this.client = client;
    this.secretArn = secretArn;
  }

  @Override
  public Description describe() {
    var secret = client.describeSecret(r -> r.secretId(secretArn));
    return new Description(
        Boolean.TRUE.equals(secret.rotationEnabled()),
        secret.versionIdsToStages().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> Set.copyOf(entry.getValue()))));
  }

  @Override
  public Optional<String> at(String stage) {
    return value(GetSecretValueRequest.builder().versionStage(stage));
  }

  @Override
  public Optional<String> at(String stage, String version) {
    return value(GetSecretValueRequest.builder().versionStage(stage).versionId(version));
  }

  private Optional<String> value(GetSecretValueRequest.Builder request) {
    try {
      return Optional.of(client.getSecretValue(request.secretId(secretArn).build()).secretString());
    } catch (ResourceNotFoundException e) {
      return Optional.empty();
    }
  }

  @Override
  public void putPending(String version, String value) {
    try {
      client.putSecretValue(
          r ->
              r.secretId(secretArn)
                  .clientRequestToken(version)
                  .secretString(value)
                  .versionStages(PENDING));
    } catch (ResourceExistsException e) {
      // Called twice at once: the value of the other call stays, and every later step reads it.
    }
  }

  @Override
  public void makeCurrent(String version, Optional<String> insteadOf) {
    client.updateSecretVersionStage(
        r ->
            r.secretId(secretArn)
                .versionStage(CURRENT)
                .moveToVersionId(version)
                .removeFromVersionId(insteadOf.orElse(null)));
  }
}
