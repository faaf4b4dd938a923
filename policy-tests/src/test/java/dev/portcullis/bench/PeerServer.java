package dev.portcullis.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * An OPA server with the bundle, asked as bare as possible: bytes in, bytes out. The gate's own
 * client would add its reading and writing of JSON to the time, and hides the process whose memory
 * is measured.
 */
final class PeerServer implements AutoCloseable {
  private static final byte[] BEFORE =
      "{\"input\":".getBytes(java.nio.charset.StandardCharsets.UTF_8);
  private static final Duration START = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final URI url;

  PeerServer(Tools tools) {
    try {
      int port;
      try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = socket.getLocalPort();
      }
      url = URI.create("http://127.0.0.1:" + port);
      process =
          new ProcessBuilder(
                  List.of(
                      Tools.require("opa"),
                      "run",
                      "--server",
                      "--addr",
                      "127.0.0.1:" + port,
                      "--log-level",
                      "error",
                      "--skip-version-check",
                      "-b",
                      tools.bundle("bundle.tar.gz").toString()))
              .redirectErrorStream(true)
              .redirectOutput(tools.scratch().resolve("opa.log").toFile())
              .start();
      awaitReady();
    } catch (IOException e) {
      throw new IllegalStateException("opa could not be started", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private void awaitReady() throws InterruptedException {
    var request = HttpRequest.newBuilder(url.resolve("/health?bundles")).build();
    var end = System.nanoTime() + START.toNanos();
    while (System.nanoTime() < end && process.isAlive()) {
      try {
        if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException notListeningYet) {
        // Asked again below.
      }
      Thread.sleep(20);
    }
    close();
    throw new IllegalStateException("opa did not become ready; see opa.log");
  }

  /** The request body for a graph. */
  static byte[] body(Path graph) {
    try {
      var bytes = Files.readAllBytes(graph);
      var body = java.util.Arrays.copyOf(BEFORE, BEFORE.length + bytes.length + 1);
      System.arraycopy(bytes, 0, body, BEFORE.length, bytes.length);
      body[body.length - 1] = '}';
      return body;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The bytes of the answer; null when the server needs longer than the limit. */
  byte @org.jspecify.annotations.Nullable [] ask(byte[] body, Duration limit) {
    var request =
        HttpRequest.newBuilder(url.resolve("/v1/data/portcullis/decision/verdicts"))
            .timeout(limit)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try {
      var answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("OPA answered " + answer.statusCode());
      }
      return answer.body();
    } catch (HttpTimeoutException e) {
      return null;
    } catch (IOException e) {
      throw new IllegalStateException("OPA gave no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  double peakMebibytes() {
    return ProcessRun.peakKibibytes(process.pid()).orElse(0) / 1024.0;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
