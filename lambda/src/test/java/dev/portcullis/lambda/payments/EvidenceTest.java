package dev.portcullis.lambda.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.lambda.http.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A connection that breaks; what S3 makes of requests is in the tests against moto. */
class EvidenceTest {
  private static final Refusal REFUSAL =
      new Refusal(
          PaymentDesk.id(2),
          new Problem(Problem.Code.INVALID_PAYMENT, List.of("amount: more than zero")),
          new Refusal.Subject(
              Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
          "us-east-1",
          Instant.parse("2026-11-21T08:00:00.120Z"));

  @Test
  void triesAgainAndThenSaysSoWhenConnectionsBreak() throws IOException {
    var connections = new AtomicInteger();
    try (var broken = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var client = client(broken.getLocalPort())) {
      var hangingUp = new Thread(() -> hangUp(broken, connections));
      hangingUp.setDaemon(true);
      hangingUp.start();

      assertThatThrownBy(() -> new Evidence(client, "audit", "receipts").keep(REFUSAL))
          .isInstanceOfSatisfying(
              Problem.class, e -> assertThat(e.code()).isEqualTo(Problem.Code.STORE_UNAVAILABLE));
      assertThat(connections).hasValueGreaterThanOrEqualTo(3);
    }
  }

  private static S3Client client(int port) {
    return new Faults()
        .client(
            S3Client.builder().forcePathStyle(true),
            Region.US_EAST_1,
            URI.create("http://127.0.0.1:" + port));
  }

  private static void hangUp(ServerSocket server, AtomicInteger connections) {
    while (!server.isClosed()) {
      try (var connection = server.accept()) {
        connections.incrementAndGet();
        connection.getInputStream().read();
      } catch (IOException e) {
        // The test is over.
      }
    }
  }
}
