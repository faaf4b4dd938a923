package dev.portcullis.policy.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The ways an OPA server fails open, and the ways it just fails: each is an exception, never an
 * empty verdict.
 */
class OpaServerEngineTest {
  private final CountDownLatch over = new CountDownLatch(1);
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "no result, as when the bundle is not active|200|{}",
        "result null|200|{\"result\":null}",
        "result is no object|200|{\"result\":[]}",
        "garbage|200|not json",
        "empty body|200|''",
        "server error|500|{\"code\":\"internal_error\"}",
        "bad request|400|{\"code\":\"invalid_parameter\"}"
      })
  void rejectsAnswerWithoutVerdicts(String what, int status, String body) {
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          var bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    try (var engine = engine(Duration.ofSeconds(10))) {
      assertThatThrownBy(() -> engine.evaluate(JsonNodeFactory.instance.objectNode()))
          .isInstanceOf(PolicyEngineException.class)
          .hasMessageContaining("OPA server");
    }
  }

  @Test
  void rejectsSilentServerAtTheDeadline() {
    server.createContext(
        "/",
        exchange -> {
          try {
            over.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.close();
        });
    try (var engine = engine(Duration.ofMillis(300))) {
      assertThatThrownBy(() -> engine.evaluate(JsonNodeFactory.instance.objectNode()))
          .isInstanceOf(PolicyEngineException.class)
          .hasMessageContaining("no answer within");
    }
  }

  @Test
  void rejectsUnreachableServer() {
    var port = server.getAddress().getPort();
    server.stop(0);
    try (var engine =
        new OpaServerEngine(URI.create("http://127.0.0.1:" + port), Duration.ofSeconds(10))) {
      assertThatThrownBy(() -> engine.evaluate(JsonNodeFactory.instance.objectNode()))
          .isInstanceOf(PolicyEngineException.class)
          .hasMessageContaining("could not be asked");
    }
  }

  private OpaServerEngine engine(Duration deadline) {
    return new OpaServerEngine(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort()), deadline);
  }
}
