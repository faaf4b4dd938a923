package dev.portcullis.lambda.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.lambda.LoopbackService;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

class SecretCredentialsTest {
  private Instant now = Instant.parse("2026-11-21T08:00:00Z");

  @Test
  void readsSecretOnceInFiveMinutesAndWheneverItWasRefused() {
    var reads = new AtomicInteger();
    InstantSource source = () -> now;
    var credentials =
        new SecretCredentials(
            () -> "{\"username\":\"app\",\"password\":\"p" + reads.incrementAndGet() + "\"}",
            source.withZone(ZoneOffset.UTC));

    assertThat(credentials.known().password()).isEqualTo("p1");
    now = now.plusSeconds(300);
    assertThat(credentials.known().password()).isEqualTo("p1");
    now = now.plusSeconds(1);
    assertThat(credentials.known().password()).isEqualTo("p2");
    assertThat(credentials.renewed().password()).isEqualTo("p3");
    assertThat(credentials.known()).isEqualTo(new Credentials("app", "p3"));
  }

  @Test
  void goesOnWithWhatIsKnownWhileSecretsManagerDoesNotAnswer() {
    var reads = new AtomicInteger();
    InstantSource source = () -> now;
    var credentials =
        new SecretCredentials(
            () -> {
              if (reads.incrementAndGet() > 1) {
                throw SdkClientException.create("down");
              }
              return "{\"username\":\"app\",\"password\":\"p\"}";
            },
            source.withZone(ZoneOffset.UTC));
    credentials.known();
    now = now.plusSeconds(301);

    assertThat(credentials.known()).isEqualTo(new Credentials("app", "p"));
    assertThat(credentials.known()).isEqualTo(new Credentials("app", "p"));
    assertThat(reads).as("it is not asked with every login").hasValue(2);
    assertThatThrownBy(credentials::renewed).isInstanceOf(SdkClientException.class);
  }

  @Test
  void asksForTheSecretByItsArn() throws IOException {
    try (var service = new LoopbackService();
        var client = service.client(SecretsManagerClient.builder())) {
      service.then(
          200, "{\"SecretString\":\"{\\\"username\\\":\\\"a\\\",\\\"password\\\":\\\"b\\\"}\"}");

      assertThat(SecretCredentials.of(client, "arn:s").known())
          .isEqualTo(new Credentials("a", "b"));
      assertThat(service.calls()).hasSize(1);
      assertThat(service.calls().get(0).target()).isEqualTo("secretsmanager.GetSecretValue");
      assertThat(service.calls().get(0).body())
          .isEqualTo("{\"SecretId\":\"arn:s\",\"VersionStage\":\"AWSCURRENT\"}");
    }
  }

  @Test
  void failsWhenTheSecretIsBytes() throws IOException {
    try (var service = new LoopbackService();
        var client = service.client(SecretsManagerClient.builder())) {
      service.then(200, "{\"SecretBinary\":\"cHc=\"}");

      assertThatThrownBy(() -> SecretCredentials.of(client, "arn:s").known())
          .isInstanceOf(Credentials.MalformedSecret.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pw-4711",
        "{\"password\":\"pw-4711\"}",
        "{\"username\":\"pw-4711\",\"password\":\"\"}",
        "{\"username\":{},\"password\":\"pw-4711\"}",
        "{\"password\": pw-4711",
        ""
      })
  void failsWithoutQuotingTheSecret(String secret) {
    assertThatThrownBy(() -> new SecretCredentials(() -> secret, Clock.systemUTC()).known())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageNotContaining("4711")
        .hasNoCause();
  }

  @Test
  void hidesPasswordInItsText() {
    assertThat(new Credentials("app", "pw-4711")).hasToString("Credentials[username=app]");
  }
}
