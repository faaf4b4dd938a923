package dev.portcullis.lambda.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.RdsClient;

class ClientsTest {

  @Test
  void whoeverWaitsBehindALoadBalancerIsAnsweredSoon() {
    try (var client = Clients.connect(RdsClient.builder(), "eu-west-1")) {
      var limits = client.serviceClientConfiguration().overrideConfiguration();
      assertThat(limits.apiCallAttemptTimeout()).contains(Duration.ofSeconds(2));
      assertThat(limits.apiCallTimeout()).contains(Duration.ofSeconds(5));
    }
  }

  @Test
  void aControlPlaneIsGivenTimeButThreeCallsFitIntoAPromotersThirtySeconds() {
    try (var client = Clients.connectPatiently(RdsClient.builder(), "eu-west-1")) {
      var limits = client.serviceClientConfiguration().overrideConfiguration();
      assertThat(limits.apiCallAttemptTimeout()).contains(Duration.ofSeconds(5));
      assertThat(limits.apiCallTimeout().orElseThrow().multipliedBy(3))
          .isLessThan(Duration.ofSeconds(30));
    }
  }
}
