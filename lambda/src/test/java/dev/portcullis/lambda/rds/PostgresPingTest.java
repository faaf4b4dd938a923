package dev.portcullis.lambda.rds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server of our own that speaks the first three messages, over TLS with its own key. */
class PostgresPingTest {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static SSLContext serverSide;
  private static SSLContext trusted;

  @BeforeAll
  static void makeKey(@TempDir Path folder) throws Exception {
    var store = folder.resolve("key.p12").toString();
    var pem = folder.resolve("key.pem").toString();
    var password = new String(PASSWORD);
    keytool(
        "-genkeypair",
        "-keyalg",
        "EC",
        "-alias",
        "k",
        "-dname",
        "CN=localhost",
        "-ext",
        "san=dns:localhost",
        "-keystore",
        store,
        "-storepass",
        password);
    keytool(
        "-exportcert",
        "-rfc",
        "-alias",
        "k",
        "-file",
        pem,
        "-keystore",
        store,
        "-storepass",
        password);
    var keys = KeyStore.getInstance(Path.of(store).toFile(), PASSWORD);
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    serverSide = SSLContext.getInstance("TLS");
    serverSide.init(managers.getKeyManagers(), null, null);
    try (var in = Files.newInputStream(Path.of(pem))) {
      trusted = RdsAuthorities.context(in);
    }
  }

  @Test
  void reachesServerThatAsksForCredentials() throws IOException {
    try (var server = new FakeServer('S', message('R', new byte[] {0, 0, 0, 10}))) {
      assertThat(ping(server, "localhost", trusted))
          .isEqualTo(new Reachability.Answer(true, "asks for credentials"));
      assertThat(server.startup)
          .isEqualTo("user\0portcullis_ping\0database\0payments\0\0".getBytes(UTF_8));
    }
  }

  @Test
  void reachesServerThatRefusesOnlyUs() throws IOException {
    try (var server = new FakeServer('S', error("28000"))) {
      assertThat(ping(server, "localhost", trusted))
          .isEqualTo(new Reachability.Answer(true, "refuses with 28000"));
    }
  }

  @Test
  void failsWhileTheServerStartsUp() throws IOException {
    try (var server = new FakeServer('S', error("57P03"))) {
      assertThat(ping(server, "localhost", trusted))
          .isEqualTo(new Reachability.Answer(false, "refuses with 57P03"));
    }
  }

  @Test
  void failsWithoutTls() throws IOException {
    try (var server = new FakeServer('N', new byte[0])) {
      assertThat(ping(server, "localhost", trusted).detail()).isEqualTo("no TLS");
    }
  }

  @Test
  void failsWhenTheCertificateIsNotTrustedOrOfAnother() throws IOException {
    try (var server = new FakeServer('S', new byte[0])) {
      assertThat(ping(server, "localhost", RdsAuthorities.context()))
          .isEqualTo(new Reachability.Answer(false, "SSLHandshakeException"));
    }
    try (var server = new FakeServer('S', new byte[0])) {
      assertThat(ping(server, "127.0.0.1", trusted))
          .isEqualTo(new Reachability.Answer(false, "SSLHandshakeException"));
    }
  }

  @Test
  void failsWhenNobodyListensOrTheServerIsSilent() throws IOException {
    int port;
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = silent.getLocalPort();
      var ping = new PostgresPing("localhost", port, "payments", trusted, Duration.ofMillis(200));
      assertThat(ping.ask().detail()).isEqualTo("SocketTimeoutException");
    }
    var ping = new PostgresPing("localhost", port, "payments", trusted, Duration.ofMillis(200));
    assertThat(ping.ask().detail()).isEqualTo("ConnectException");
  }

  private static Reachability.Answer ping(FakeServer server, String host, SSLContext trust) {
    return new PostgresPing(host, server.port(), "payments", trust, Duration.ofSeconds(5)).ask();
  }

  private static byte[] error(String state) throws IOException {
    return message('E', ("SFATAL\0C" + state + "\0Mno\0\0").getBytes(UTF_8));
  }

  private static byte[] message(char type, byte[] content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.writeByte(type);
    out.writeInt(Integer.BYTES + content.length);
    out.write(content);
    return bytes.toByteArray();
  }

  private static void keytool(String... arguments) throws IOException, InterruptedException {
    var command = new java.util.ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(java.util.List.of(arguments));
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor()).isZero();
  }

  /** Serves one session. */
  private static final class FakeServer implements AutoCloseable {
    private final ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final Thread thread;
    private byte @Nullable [] startup;

    FakeServer(char toSslRequest, byte[] toStartup) throws IOException {
      thread = new Thread(() -> serve(toSslRequest, toStartup));
      thread.start();
    }

    int port() {
      return listening.getLocalPort();
    }

    private void serve(char toSslRequest, byte[] toStartup) {
      try (var plain = listening.accept()) {
        var request = new DataInputStream(plain.getInputStream());
        assertThat(request.readInt()).isEqualTo(8);
        assertThat(request.readInt()).isEqualTo(1234 << 16 | 5679);
        plain.getOutputStream().write(toSslRequest);
        if (toSslRequest == 'S') {
          serveOverTls(plain, toStartup);
        }
      } catch (IOException e) {
        // The other side may break off; what it made of that is what is tested.
      }
    }

    private void serveOverTls(Socket plain, byte[] toStartup) throws IOException {
      try (var tls =
          (SSLSocket) serverSide.getSocketFactory().createSocket(plain, null, -1, true)) {
        tls.setUseClientMode(false);
        var in = new DataInputStream(tls.getInputStream());
        var length = in.readInt();
        assertThat(in.readInt()).isEqualTo(3 << 16);
        startup = in.readNBytes(length - 2 * Integer.BYTES);
        tls.getOutputStream().write(toStartup);
        // The answer is read before the connection closes.
        assertThat(in.read()).isNegative();
      }
    }

    @Override
    public void close() {
      try {
        thread.join(5_000);
        listening.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
