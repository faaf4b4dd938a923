package dev.portcullis.policy.engine;

import dev.portcullis.policy.bundle.PolicyBundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An OPA server that the gate starts itself, on loopback only, from the verified bundle. Needs
 * {@code opa} on the PATH.
 *
 * <p>The server lives as long as the pipe to it is open, so it ends with the gate however the gate
 * ends, killed included.
 */
public final class ManagedOpaServer implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(20);
  private static final Duration STOP = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(20);

  /**
   * Becomes opa, after leaving behind a reader of the pipe that stops opa when nobody holds the
   * other end any more.
   */
  private static final String UNTIL_PIPE_CLOSES =
      "exec 3<&0; (cat <&3 >/dev/null; kill $$ 2>/dev/null) & exec opa \"$@\" 3<&-";

  private final Process process;
  private final Path folder;

  private ManagedOpaServer(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
  }

  /**
   * Starts a server with that pack and gives the engine that asks it; closing the engine stops the
   * server.
   *
   * @param deadline for each evaluation
   * @throws PolicyEngineException when opa is not there or does not become ready
   */
  public static OpaServerEngine start(PolicyBundle bundle, Duration deadline) {
    try {
      var version = version();
      var folder = Files.createTempDirectory("portcullis-opa");
      var file = Files.write(folder.resolve("bundle.tar.gz"), bundle.serverBundle());
      var address = "127.0.0.1:" + freePort();
      var process =
          new ProcessBuilder(
                  List.of(
                      "sh",
                      "-c",
                      UNTIL_PIPE_CLOSES,
                      "opa",
                      "run",
                      "--server",
                      "--addr",
                      address,
                      "--log-level",
                      "error",
                      "--disable-telemetry",
                      "-b",
                      file.toString()))
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("opa.log").toFile())
              .start();
      var server = new ManagedOpaServer(process, folder);
      var url = URI.create("http://" + address);
      server.awaitReady(url);
      return new OpaServerEngine(url, deadline, version, server);
    } catch (IOException e) {
      throw new PolicyEngineException(
          "opa could not be started: "
              + e.getMessage()
              + "; install opa or name a server with --opa-url",
          e);
    }
  }

  private void awaitReady(URI url) throws IOException {
    var http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    var health =
        HttpRequest.newBuilder(url.resolve("/health?bundles"))
            .timeout(Duration.ofSeconds(1))
            .build();
    var end = System.nanoTime() + START.toNanos();
    try {
      while (System.nanoTime() < end && process.isAlive()) {
        if (isReady(http, health)) {
          return;
        }
        Thread.sleep(POLL.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    var log = Files.readString(folder.resolve("opa.log"), StandardCharsets.UTF_8).strip();
    close();
    throw new PolicyEngineException(
        "opa did not become ready: " + (log.isEmpty() ? "no output" : log));
  }

  private static boolean isReady(HttpClient http, HttpRequest health) throws InterruptedException {
    try {
      return http.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notListeningYet) {
      return false;
    }
  }

  /**
   * Another process may take the port in between: then opa ends, or another policy answers and its
   * echo is refused.
   */
  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String version() throws IOException {
    var process = new ProcessBuilder("opa", "version").redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return output.lines().findFirst().orElse("").replace("Version: ", "opa ");
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    for (var name : List.of("bundle.tar.gz", "opa.log", "")) {
      // What cannot be deleted is in the temporary folder and holds nothing secret.
      var unused = folder.resolve(name).toFile().delete();
    }
  }
}
