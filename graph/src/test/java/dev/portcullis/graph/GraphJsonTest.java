package dev.portcullis.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.portcullis.graph.capture.CaptureRequest;
import dev.portcullis.graph.capture.ProgramCapture;
import dev.portcullis.testprogram.Broken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GraphJsonTest {
  private static final String RESOURCE =
      "{\"urn\":\"a\",\"type\":\"t\",\"name\":\"n\",\"inputs\":{}}";
  private static final JsonSchema SCHEMA = schema();

  @TempDir private Path directory;

  @Test
  void readsWhatIsAbsentAsNotKnown() {
    var graph = read(document(RESOURCE));
    var resource = graph.resources().get(0);

    assertThat(graph.source()).isEqualTo(GraphSource.UNKNOWN);
    assertThat(graph.outputs()).isNull();
    assertThat(resource.custom()).isNull();
    assertThat(resource.outputs()).isNull();
    assertThat(resource.dependencies()).isNull();
    assertThat(resource.propertyDependencies()).isNull();
    assertThat(resource.options()).isNull();
    assertThat(GraphJson.toJson(graph).at("/resources/0/dependencies").isNull()).isTrue();
  }

  @Test
  void digestIsOfTheCanonicalBytesWithoutIt() throws Exception {
    var graph = captured();
    var bytes = new String(GraphJson.canonicalBytes(graph), StandardCharsets.UTF_8);
    var withoutDigest = bytes.replace("\"digest\":\"" + GraphJson.digest(graph) + "\",", "");
    var sha =
        MessageDigest.getInstance("SHA-256").digest(withoutDigest.getBytes(StandardCharsets.UTF_8));

    assertThat(withoutDigest).isNotEqualTo(bytes);
    assertThat(GraphJson.digest(graph)).isEqualTo("sha256:" + HexFormat.of().formatHex(sha));
  }

  @Test
  void readsBackWhatItWrites() throws IOException {
    var graph = captured();
    var file = directory.resolve("new/graph.json");
    GraphJson.write(file, graph);

    assertThat(GraphJson.canonicalBytes(GraphJson.read(file)))
        .isEqualTo(GraphJson.canonicalBytes(graph));
    try (var files = Files.list(file.getParent())) {
      assertThat(files).as("no temporary file stays").containsExactly(file);
    }
  }

  @Test
  void keepsUnknownMembersAndTheirDigest() {
    var document =
        "{\"schemaVersion\":\"1\",\"more\":1,\"source\":{\"also\":[]},\"resources\":["
            + "{\"urn\":\"a\",\"type\":\"t\",\"name\":\"n\",\"inputs\":{},\"x\":{\"y\":1},"
            + "\"options\":{\"deletedWith\":\"a\"},\"location\":{\"file\":\"f\",\"line\":1,\"column\":2}}]}";
    var json = GraphJson.toJson(read(document));

    assertThat(json.at("/more").intValue()).isEqualTo(1);
    assertThat(json.at("/source/also").isArray()).isTrue();
    assertThat(json.at("/resources/0/x/y").intValue()).isEqualTo(1);
    assertThat(json.at("/resources/0/options/deletedWith").textValue()).isEqualTo("a");
    assertThat(json.at("/resources/0/location/column").intValue()).isEqualTo(2);
    assertThat(GraphJson.digest(read(json.toString()))).isEqualTo(json.get("digest").textValue());
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, 1",
    "1e2, 100",
    "-0.0, 0",
    "0.10, 0.1",
    "1E-7, 1E-7",
    "123456789012345678901, 123456789012345678901",
    "1e999, 1E+999",
  })
  void writesNumbersInOneForm(String read, String written) {
    var graph =
        read(document(RESOURCE.replace("\"inputs\":{}", "\"inputs\":{\"n\":" + read + "}")));

    assertThat(new String(GraphJson.canonicalBytes(graph), StandardCharsets.UTF_8))
        .contains("{\"n\":" + written + "}");
  }

  @Test
  void sortsAndDeduplicatesEdges() {
    var graph =
        read(
            document(
                RESOURCE.replace("}}", "},\"dependencies\":[\"b\",\"a\",\"b\"]}"),
                RESOURCE.replace("\"a\"", "\"b\"")));

    assertThat(graph.resources().get(0).dependencies()).containsExactly("a", "b");
    assertThat(graph.find("b")).isPresent();
    assertThat(graph.find("c")).isEmpty();
  }

  static Stream<Arguments> badDocuments() {
    return Stream.of(
        bad("", "expected a JSON object, found nothing", false),
        bad("[]", "expected a JSON object, found the list []", true),
        bad("graph", "line 1, column 6: not JSON", false),
        bad(
            "{\"schemaVersion\":\"1\",\n\"resources\":[",
            "line 2, column 14: the document is truncated",
            false),
        bad("{} {}", "not JSON", false),
        bad("{\"a\":1,\"a\":2}", "duplicate key", false),
        bad("{\"resources\":[" + RESOURCE + "]}", "/schemaVersion: required, but absent", true),
        bad(
            "{\"schemaVersion\":1,\"resources\":[" + RESOURCE + "]}",
            "/schemaVersion: required, but the number 1",
            true),
        bad(
            "{\"schemaVersion\":\"2\",\"resources\":[" + RESOURCE + "]}",
            "/schemaVersion: is the text \"2\", which is not supported",
            true),
        bad("{\"schemaVersion\":\"1\"}", "/resources: required, but absent", true),
        bad(
            "{\"schemaVersion\":\"1\",\"resources\":{}}",
            "/resources: expected a list, found the object {}",
            true),
        bad(document(), "/resources: the graph is empty", true),
        bad(document("7"), "/resources/0: expected an object, found the number 7", true),
        bad(
            document(RESOURCE.replace("\"urn\":\"a\",", "")),
            "/resources/0/urn: required, but absent",
            true),
        bad(
            document(RESOURCE.replace("{}", "[]")),
            "/resources/0/inputs: expected an object, found the list []",
            true),
        bad(
            document(RESOURCE, RESOURCE),
            "/resources/1/urn: duplicate URN a, already used by /resources/0",
            false),
        bad(with("\"parent\":\"gone\""), "/resources/0/parent: refers to gone", false),
        bad(with("\"provider\":\"gone\""), "/resources/0/provider: refers to gone", false),
        bad(
            with("\"dependencies\":[\"gone\"]"),
            "/resources/0/dependencies: refers to gone",
            false),
        bad(with("\"propertyDependencies\":{\"p/q\":[\"gone\"]}"), "refers to gone", false),
        bad(
            with("\"dependencies\":\"a\""),
            "/resources/0/dependencies: expected a list, found the text \"a\"",
            true),
        bad(
            with("\"dependencies\":[1]"),
            "/resources/0/dependencies/0: expected a text, found the number 1",
            true),
        bad(
            with("\"propertyDependencies\":{\"p/q\":null}"),
            "/resources/0/propertyDependencies/p~1q: expected a list",
            true),
        bad(with("\"custom\":\"yes\""), "/resources/0/custom: expected true or false", true),
        bad(
            with("\"options\":{\"protect\":1}"),
            "/resources/0/options/protect: expected true or false",
            true),
        bad(
            with("\"options\":{\"customTimeouts\":{\"create\":\"1h\"}}"),
            "/resources/0/options/customTimeouts/create: expected a number",
            true),
        bad(
            with("\"location\":{\"file\":\"f\"}"),
            "/resources/0/location/line: required, but absent",
            true),
        bad(
            "{\"schemaVersion\":\"1\",\"source\":{\"kind\":\"dream\"},\"resources\":["
                + RESOURCE
                + "]}",
            "/source/kind: unknown kind \"dream\"",
            true),
        bad(
            "{\"schemaVersion\":\"1\",\"source\":{\"config\":{\"k\":1}},\"resources\":["
                + RESOURCE
                + "]}",
            "/source/config/k: expected a text",
            true),
        bad(
            "{\"schemaVersion\":\"1\",\"digest\":\"sha256:0\",\"resources\":[" + RESOURCE + "]}",
            "/digest: \"sha256:0\" does not match",
            false),
        bad(
            with("\"outputs\":{\"x\":" + "[".repeat(300) + "]".repeat(300) + "}"),
            "nested too deeply",
            false),
        bad(
            with("\"outputs\":{\"x\":\"\\ud800\"}")
                .replace("{\"schemaVersion\"", "{\"digest\":\"sha256:0\",\"schemaVersion\""),
            "unpaired surrogate",
            false));
  }

  @ParameterizedTest
  @MethodSource("badDocuments")
  void rejectsInOneClearSentence(String document, String message, boolean seenBySchema)
      throws IOException {
    var error = catchThrowableOfType(InputException.class, () -> read(document));

    assertThat(error).as(document).isNotNull();
    assertThat(error.getMessage())
        .startsWith("graph")
        .contains(message)
        .contains("; ")
        .doesNotContain("\n")
        .hasSizeLessThan(600);
    if (seenBySchema) {
      assertThat(SCHEMA.validate(new JsonMapper().readTree(document))).as(document).isNotEmpty();
    }
  }

  @Test
  void rejectsADocumentBeyondTheLimit() {
    var bytes = document(RESOURCE).getBytes(StandardCharsets.UTF_8);
    var error =
        catchThrowableOfType(
            InputException.class,
            () -> GraphJson.read("graph.json", new ByteArrayInputStream(bytes), bytes.length - 1L));

    assertThat(error.getMessage())
        .contains("longer than the limit of " + (bytes.length - 1))
        .contains("-D" + GraphJson.MAX_BYTES_PROPERTY);
    assertThat(
            GraphJson.read("graph.json", new ByteArrayInputStream(bytes), bytes.length).resources())
        .hasSize(1);
  }

  @Test
  void rejectsAMissingFileWithoutItsDirectory() {
    var error =
        catchThrowableOfType(
            InputException.class, () -> GraphJson.read(directory.resolve("absent.json")));

    assertThat(error.getMessage()).startsWith("absent.json: no such file");
  }

  @Test
  void capturedAndMinimalGraphsFollowTheSchema() throws IOException {
    assertThat(SCHEMA.validate(GraphJson.toJson(captured()))).isEmpty();
    assertThat(SCHEMA.validate(GraphJson.toJson(read(document(RESOURCE))))).isEmpty();
    assertThat(SCHEMA.validate(new JsonMapper().readTree(document(RESOURCE)))).isEmpty();
  }

  private static ResourceGraph captured() {
    return ProgramCapture.capture(CaptureRequest.of("test", "dev"), Broken::withoutRegion);
  }

  private static ResourceGraph read(String document) {
    return GraphJson.read(
        "graph.json", new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)));
  }

  private static String document(String... resources) {
    return "{\"schemaVersion\":\"1\",\"resources\":[" + String.join(",", resources) + "]}";
  }

  private static String with(String member) {
    return document(RESOURCE.replace("\"inputs\"", member + ",\"inputs\""));
  }

  private static Arguments bad(String document, String message, boolean seenBySchema) {
    return Arguments.of(document, message, seenBySchema);
  }

  private static JsonSchema schema() {
    try (var stream = GraphJson.class.getResourceAsStream("resource-graph.schema.json")) {
      JsonNode document = new JsonMapper().readTree(stream);
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
