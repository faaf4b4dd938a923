package dev.portcullis.lambda.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.lambda.LoopbackService;
import dev.portcullis.lambda.LoopbackService.Call;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

class SecretsManagerVersionsTest {
  private LoopbackService service;
  private SecretVersions secret;

  @BeforeEach
  void start() throws IOException {
    service = new LoopbackService();
    secret = new SecretsManagerVersions(service.client(SecretsManagerClient.builder()), "arn:s");
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void describesStages() {
    service.then(
        200, "{\"RotationEnabled\":true,\"VersionIdsToStages\":{\"v1\":[\"AWSCURRENT\"]}}");

    var description = secret.describe();

    assertThat(description.rotating()).isTrue();
    assertThat(description.stages()).isEqualTo(Map.of("v1", Set.of("AWSCURRENT")));
    assertThat(description.versionAt("AWSCURRENT")).contains("v1");
    assertThat(description.versionAt("AWSPENDING")).isEmpty();
  }

  @Test
  void findsNoValueWhereThereIsNone() {
    service.then(400, "{\"__type\":\"ResourceNotFoundException\"}");

    assertThat(secret.at("AWSPENDING", "v2")).isEmpty();
    assertCall(
        "GetSecretValue",
        "{\"SecretId\":\"arn:s\",\"VersionId\":\"v2\",\"VersionStage\":\"AWSPENDING\"}");
  }

  @Test
  void readsValueOfStage() {
    service.then(200, "{\"SecretString\":\"x\"}");

    assertThat(secret.at("AWSCURRENT")).contains("x");
    assertCall("GetSecretValue", "{\"SecretId\":\"arn:s\",\"VersionStage\":\"AWSCURRENT\"}");
  }

  @Test
  void storesPendingUnderItsToken() {
    service.then(200, "{}");

    secret.putPending("v2-0123456789-0123456789-0123456789", "x");

    assertCall(
        "PutSecretValue",
        "{\"SecretId\":\"arn:s\",\"ClientRequestToken\":\"v2-0123456789-0123456789-0123456789\","
            + "\"SecretString\":\"x\",\"VersionStages\":[\"AWSPENDING\"]}");
  }

  @Test
  void keepsTheValueThatAnotherCallHasStored() {
    service.then(400, "{\"__type\":\"ResourceExistsException\"}");

    secret.putPending("v2-0123456789-0123456789-0123456789", "x");

    assertThat(service.calls()).hasSize(1);
  }

  @Test
  void movesCurrentStage() {
    service.then(200, "{}");

    secret.makeCurrent("v2", Optional.of("v1"));

    assertCall(
        "UpdateSecretVersionStage",
        "{\"SecretId\":\"arn:s\",\"VersionStage\":\"AWSCURRENT\",\"RemoveFromVersionId\":\"v1\","
            + "\"MoveToVersionId\":\"v2\"}");
  }

  private void assertCall(String action, String body) {
    assertThat(service.calls())
        .singleElement()
        .extracting(Call::target, Call::body)
        .containsExactly("secretsmanager." + action, body);
  }
}
