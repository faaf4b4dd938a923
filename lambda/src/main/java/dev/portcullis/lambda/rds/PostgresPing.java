package dev.portcullis.lambda.rds;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Asks a PostgreSQL server whether it takes connections, as {@code pg_isready} does, but over TLS:
 * a session is begun and given up when the server asks for the password. So it needs no
 * credentials, and neither a rotation nor Secrets Manager can make a database look dead.
 */
public final class PostgresPing implements Reachability {
  private static final int SSL_REQUEST = 80_877_103;
  private static final int PROTOCOL_3 = 196_608;
  private static final int MAX_ERROR_BYTES = 8_192;

  /** Starting up, shutting down or recovering: there, but of no use. */
  private static final String CANNOT_CONNECT_NOW = "57P03";

  private final String host;
  private final int port;
  private final String database;
  private final SSLContext trust;
  private final int timeoutMillis;

  /**
   * A question to one server.
   *
   * @param host must be in the server's certificate
   * @param timeout for connecting, and again for each answer
   */
  public PostgresPing(String host, int port, String database, SSLContext trust, Duration timeout) {
    this.host = host;
    this.port = port;
    this.database = database;
    this.trust = trust;
    this.timeoutMillis = Math.toIntExact(timeout.toMillis());
  }

  @Override
  public Answer ask() {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), timeoutMillis);
      socket.setSoTimeout(timeoutMillis);
      var out = new DataOutputStream(socket.getOutputStream());
      out.writeInt(8);
      out.writeInt(SSL_REQUEST);
      out.flush();
      var answer = socket.getInputStream().read();
      return answer == 'S' ? overTls(socket) : new Answer(false, "no TLS");
    } catch (IOException e) {
      return new Answer(false, e.getClass().getSimpleName());
    }
  }

  private Answer overTls(Socket socket) throws IOException {
    try (var tls = (SSLSocket) trust.getSocketFactory().createSocket(socket, host, port, true)) {
      var parameters = tls.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      tls.setSSLParameters(parameters);
      tls.startHandshake();
      var out = tls.getOutputStream();
      out.write(startup());
      out.flush();
      return answer(tls.getInputStream());
    }
  }

  private byte[] startup() throws IOException {
    var pairs = "user\0portcullis_ping\0database\0" + database + "\0\0";
    var text = pairs.getBytes(StandardCharsets.UTF_8);
    var message = new ByteArrayOutputStream();
    var out = new DataOutputStream(message);
    out.writeInt(8 + text.length);
    out.writeInt(PROTOCOL_3);
    out.write(text);
    return message.toByteArray();
  }

  private static Answer answer(InputStream in) throws IOException {
    var data = new DataInputStream(in);
    var type = data.read();
    if (type == 'R') {
      return new Answer(true, "asks for credentials");
    }
    if (type != 'E') {
      return new Answer(false, "not the answer of a PostgreSQL server");
    }
    var state = sqlState(data);
    // Any other refusal is about our session, and comes from a server that takes sessions.
    return new Answer(!state.equals(CANNOT_CONNECT_NOW), "refuses with " + state);
  }

  /** An error is a list of fields: one byte saying which, and a text that ends in a zero. */
  private static String sqlState(DataInputStream in) throws IOException {
    var length = in.readInt() - Integer.BYTES;
    if (length < 0 || length > MAX_ERROR_BYTES) {
      throw new IOException("an error message of " + length + " bytes");
    }
    var fields = new String(in.readNBytes(length), StandardCharsets.UTF_8).split("\0", -1);
    for (var field : fields) {
      if (field.startsWith("C")) {
        return field.substring(1);
      }
    }
    return "no state";
  }
}
