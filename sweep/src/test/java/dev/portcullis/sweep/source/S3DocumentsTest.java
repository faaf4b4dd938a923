package dev.portcullis.sweep.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.portcullis.graph.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Against a server on loopback that speaks what is asked of S3 here: ListObjectsV2 in pages, and
 * GetObject.
 */
class S3DocumentsTest {
  private static final Map<String, String> SETTINGS =
      Map.of("aws.region", "eu-west-1", "aws.accessKeyId", "key", "aws.secretAccessKey", "secret");

  private final TreeMap<String, String> objects = new TreeMap<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    SETTINGS.forEach(System::setProperty);
    System.setProperty("aws.endpointUrlS3", "http://127.0.0.1:" + server.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    server.stop(0);
    SETTINGS.keySet().forEach(System::clearProperty);
    System.clearProperty("aws.endpointUrlS3");
  }

  @Test
  void listsEveryPageBelowThePrefixAndReadsTheObjects() {
    for (var key :
        List.of(
            "team/a.json",
            "team/b c+d%.json",
            "team/deep/\u00e9.json",
            "team/x.txt",
            "team-b/a.json")) {
      objects.put(key, "content of " + key);
    }
    try (var documents = new Documents()) {
      var sources = expand(documents, "s3://stacks/team");
      assertThat(sources.stream().map(Source::name))
          .containsExactly(
              "s3://stacks/team/a.json",
              "s3://stacks/team/b c+d%.json",
              "s3://stacks/team/deep/\u00e9.json");
      assertThat(sources)
          .allSatisfy(
              source ->
                  assertThat(new String(documents.read(source).content(), StandardCharsets.UTF_8))
                      .isEqualTo("content of " + source.name().substring("s3://stacks/".length())));
      assertThat(expand(documents, "s3://stacks/team/x.txt")).hasSize(1);
      assertThat(expand(documents, "s3://stacks")).hasSize(4);
    }
  }

  @Test
  void rejectsWhatS3Refuses() {
    objects.put("a.json", "");
    try (var documents = new Documents()) {
      var source = expand(documents, "s3://stacks/a.json").get(0);
      objects.clear();
      assertThatThrownBy(() -> documents.read(source))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("s3://stacks/a.json")
          .hasMessageContaining("404 NoSuchKey");
      assertThatThrownBy(() -> expand(documents, "s3://stacks/none"))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("no document");
      assertThatThrownBy(() -> expand(documents, "s3://forbidden/x"))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("403 AccessDenied")
          .hasMessageContaining("s3:ListBucket");
      assertThatThrownBy(() -> expand(documents, "s3:///x"))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("no bucket");
    }
  }

  private static List<Source> expand(Documents documents, String uri) {
    return new SourceArguments(InputStream.nullInputStream(), null, documents).expand(List.of(uri));
  }

  private void answer(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    var query = exchange.getRequestURI().getRawQuery();
    assertThat(exchange.getRequestHeaders().getFirst("Authorization")).contains("AWS4-HMAC-SHA256");
    if (path.startsWith("/forbidden")) {
      send(exchange, 403, "<Error><Code>AccessDenied</Code></Error>");
    } else if (query != null && query.contains("list-type=2")) {
      send(exchange, 200, page(parameters(query)));
    } else if (objects.containsKey(path.substring("/stacks/".length()))) {
      send(exchange, 200, objects.get(path.substring("/stacks/".length())));
    } else {
      send(exchange, 404, "<Error><Code>NoSuchKey</Code></Error>");
    }
  }

  /** Two keys a page. */
  private String page(Map<String, String> parameters) {
    var after = parameters.getOrDefault("continuation-token", "");
    var keys =
        objects.keySet().stream()
            .filter(key -> key.startsWith(parameters.getOrDefault("prefix", "")))
            .filter(key -> key.compareTo(after) > 0)
            .toList();
    var page = keys.subList(0, Math.min(2, keys.size()));
    var more = keys.size() > 2;
    return "<ListBucketResult><IsTruncated>"
        + more
        + "</IsTruncated>"
        + (more ? "<NextContinuationToken>" + page.get(1) + "</NextContinuationToken>" : "")
        + page.stream()
            .map(key -> "<Contents><Key>" + key + "</Key></Contents>")
            .collect(Collectors.joining())
        + "</ListBucketResult>";
  }

  private static Map<String, String> parameters(String query) {
    var parameters = new TreeMap<String, String>();
    for (var pair : query.split("&", -1)) {
      var parts = pair.split("=", 2);
      parameters.put(
          parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return parameters;
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
