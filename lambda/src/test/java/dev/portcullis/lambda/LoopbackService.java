package dev.portcullis.lambda;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * A server on loopback that keeps what the real client of the SDK sends and answers from a script.
 * It proves what is asked for and how answers are read, not how the service behaves.
 */
public final class LoopbackService implements AutoCloseable {
  private final HttpServer server;
  private final List<Call> calls = new ArrayList<>();
  private final Deque<Answer> script = new ArrayDeque<>();

  /** What was sent. */
  public record Call(
      String method, String path, Optional<String> ifNoneMatch, String target, String body) {}

  private record Answer(int status, String body) {}

  /** Starts the server. */
  public LoopbackService() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /** A client of the service that talks to this server, once for each call. */
  public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
    return builder
        .region(Region.US_EAST_1)
        .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClient(UrlConnectionHttpClient.create())
        .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1)))
        .build();
  }

  /** The next answer. */
  public LoopbackService then(int status, String body) {
    script.add(new Answer(status, body));
    return this;
  }

  /** What was sent so far. */
  public List<Call> calls() {
    return List.copyOf(calls);
  }

  private void answer(HttpExchange exchange) throws IOException {
    var headers = exchange.getRequestHeaders();
    calls.add(
        new Call(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getPath(),
            Optional.ofNullable(headers.getFirst("If-None-Match")),
            Optional.ofNullable(headers.getFirst("X-Amz-Target")).orElse(""),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    var answer = script.remove();
    var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    var type = answer.body().startsWith("<") ? "text/xml" : "application/x-amz-json-1.1";
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
