package dev.portcullis.lambda.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
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
  void noCallOutlastsItsTimeWhereNobodyAnswersTheFirstPacket() throws IOException {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var client =
            Clients.connect(
                RdsClient.builder()
                    .endpointOverride(URI.create("http://127.0.0.1:" + silent.getLocalPort()))
                    .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b"))),
                "eu-west-1")) {
      var waiting = fill(silent);
      var begin = System.nanoTime();

      assertThatThrownBy(client::describeGlobalClusters).isInstanceOf(SdkException.class);

      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
      for (var socket : waiting) {
        socket.close();
      }
    }
  }

  /** Until the queue is full, after which the kernel drops who wants to connect. */
  private static List<Socket> fill(ServerSocket silent) throws IOException {
    var waiting = new ArrayList<Socket>();
    while (waiting.size() < 100) {
      var socket = new Socket();
      waiting.add(socket);
      try {
        socket.connect(silent.getLocalSocketAddress(), 300);
      } catch (SocketTimeoutException e) {
        return waiting;
      }
    }
    throw new AssertionError("the queue is never full");
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
