package dev.portcullis.graph.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.graph.GraphJson;
import dev.portcullis.graph.GraphSource;
import dev.portcullis.graph.InputException;
import dev.portcullis.graph.Resource;
import dev.portcullis.graph.ResourceGraph;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PulumiReadersTest {

  @Test
  void readsAPreview() {
    var graph = PreviewReader.read("preview.json", stream(text("preview.json")));
    var cluster = resource(graph, "db");
    var options = cluster.options();

    assertThat(graph.source())
        .isEqualTo(
            new GraphSource(
                GraphSource.Kind.PREVIEW, "shop", "dev", null, Map.of("shop:suffix", "pr1")));
    assertThat(graph.resources()).hasSize(4);
    assertThat(graph.outputs()).isNull();
    assertThat(cluster.region()).isEqualTo("us-west-2");
    assertThat(cluster.inputs().get("kmsKeyId").toString()).isEqualTo("{\"$unknown\":true}");
    assertThat(cluster.inputs().get("masterPassword").toString()).isEqualTo("{\"$secret\":true}");
    assertThat(cluster.propertyDependencies()).containsOnlyKeys("kmsKeyId");
    assertThat(options).isNotNull();
    assertThat(options.ignoreChanges()).containsExactly("engineVersion");
    assertThat(options.customTimeouts()).isEqualTo(Map.of("create", 5400.0));
    assertThat(options.deleteBeforeReplace()).as("a preview does not tell").isNull();
    assertThat(options.aliases()).as("a preview does not tell").isNull();
    assertThat(resource(graph, "key").options().protect()).isTrue();
    assertThat(resource(graph, "key").inputs().has("__defaults")).isFalse();
    assertThat(resource(graph, "primary").id()).isNull();
  }

  @Test
  void readsAnExportedStack() {
    var graph = StateReader.read("state.json", stream(text("state.json")));
    var function = resource(graph, "f");

    assertThat(graph.source().kind()).isEqualTo(GraphSource.Kind.STATE);
    assertThat(graph.resources()).hasSize(4);
    assertThat(graph.outputs().toString())
        .isEqualTo("{\"password\":{\"$secret\":true},\"url\":\"https://example\"}");
    assertThat(function.id()).isEqualTo("f-1234567");
    assertThat(function.region()).isEqualTo("us-west-2");
    assertThat(function.options().retainOnDelete()).isTrue();
    assertThat(function.options().customTimeouts()).isEqualTo(Map.of("create", 600.0));
    assertThat(function.inputs().toString())
        .isEqualTo("{\"code\":{\"$archive\":{\"name\":\"code.zip\",\"sha256\":\"aa\"}}}");
    assertThat(GraphJson.toJson(graph).toString())
        .contains("\"external\":true")
        .doesNotContain("/home/me")
        .doesNotContain("v1:xyz");
  }

  @Test
  void rejectsOtherDocuments() {
    assertThatThrownBy(() -> PreviewReader.read("p.json", stream("{}")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("p.json: /steps: required");
    assertThatThrownBy(() -> StateReader.read("s.json", stream("{\"deployment\":{}}")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("s.json: /deployment: required");
    assertThatThrownBy(
            () -> StateReader.read("s.json", stream("{\"deployment\":{\"resources\":[]}}")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the graph is empty");
    assertThatThrownBy(
            () -> PreviewReader.read("p.json", stream("{\"steps\":[{\"op\":\"create\"}]}")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("/steps/0/newState: required");
  }

  private static Resource resource(ResourceGraph graph, String name) {
    return graph.resources().stream()
        .filter(resource -> resource.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(String name) {
    try (var stream = PulumiReadersTest.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
