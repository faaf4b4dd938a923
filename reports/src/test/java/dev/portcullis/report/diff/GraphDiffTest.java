package dev.portcullis.report.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.graph.GraphJson;
import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.report.document.MarkdownPage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class GraphDiffTest {

  @Provide
  Arbitrary<ResourceGraph> graphs() {
    var value = Arbitraries.of("1", "\"a\"", "{\"$unknown\":true}", "[1,{\"x/y\":2}]", "{\"b\":3}");
    var edge = Arbitraries.of("[]", "[\"urn:0\"]", "null");
    var resource =
        Combinators.combine(Arbitraries.integers().between(1, 3), value, edge, edge)
            .as(
                (i, v, dependencies, of) ->
                    resource(i, v, dependencies, of.equals("null") ? of : "{\"a\":" + of + "}"));
    return resource.list().ofMaxSize(3).map(GraphDiffTest::graph).withoutEdgeCases();
  }

  @Property(tries = 300)
  void aGraphDoesNotDifferFromItself(@ForAll("graphs") ResourceGraph a) {
    assertThat(GraphDiff.of(a, a).isEmpty()).isTrue();
  }

  @Property(tries = 300)
  void backwardsItIsTheMirrorImage(
      @ForAll("graphs") ResourceGraph a, @ForAll("graphs") ResourceGraph b) {
    assertThat(GraphDiff.of(a, b).mirrored()).isEqualTo(GraphDiff.of(b, a));
  }

  @Property(tries = 300)
  void nothingDiffersOnlyInGraphsThatAreTheSame(
      @ForAll("graphs") ResourceGraph a, @ForAll("graphs") ResourceGraph b) {
    assertThat(GraphDiff.of(a, b).isEmpty()).isEqualTo(a.equals(b));
  }

  @Test
  void tellsWhatWasLostFromWhatIsUnknown() {
    var before = graph(List.of(resource(1, "1", "[\"urn:0\"]", "{\"a\":[\"urn:0\"]}")));
    var after = graph(List.of(resource(1, "{\"$unknown\":true}", "[\"urn:0\"]", "{\"a\":[]}")));
    var change = GraphDiff.of(before, after).resources().get(0);
    assertThat(change.newlyUnknown()).extracting(Change::id).containsExactly("/inputs/a");
    assertThat(change.edges())
        .singleElement()
        .satisfies(
            edge -> {
              assertThat(edge.before()).isEqualTo(new ResourceChange.Edge("a", "urn:0"));
              assertThat(edge.after()).isNull();
            });
    assertThat(GraphDiffPage.summary(GraphDiff.of(before, after)))
        .isEqualTo("0 removed, 0 added, 1 changed resources; 1 newly unknown values, 1 edges lost");
  }

  @Test
  void edgesThatNobodyKnowsAreAChangeOfTheirOwn() {
    var before = graph(List.of(resource(1, "1", "[]", "{}")));
    var after = graph(List.of(resource(1, "1", "null", "{}")));
    assertThat(GraphDiff.of(before, after).resources().get(0).fields())
        .extracting(Change::id)
        .containsExactly("/dependencies");
  }

  @Test
  void namesResourcesThatCameAndWent() {
    var diff =
        GraphDiff.of(
            graph(List.of(resource(1, "1", "[]", "{}"))),
            graph(List.of(resource(2, "1", "[]", "{}"))));
    assertThat(new String(MarkdownPage.render(GraphDiffPage.of(diff)), StandardCharsets.UTF_8))
        .contains("## Removed \\(1\\)", "`urn:1`", "## Added \\(1\\)", "`urn:2`");
  }

  private static String resource(int i, String value, String dependencies, String properties) {
    return """
    {"urn":"urn:%d","type":"t","name":"n","inputs":{"a":%s},"dependencies":%s,
     "propertyDependencies":%s}
    """
        .formatted(i, value, dependencies, properties);
  }

  private static ResourceGraph graph(List<String> resources) {
    var all = new ArrayList<String>();
    all.add("{\"urn\":\"urn:0\",\"type\":\"t\",\"name\":\"zero\",\"inputs\":{}}");
    var urns = new ArrayList<String>();
    for (var resource : resources) {
      var urn = resource.substring(0, 15);
      if (!urns.contains(urn)) {
        urns.add(urn);
        all.add(resource);
      }
    }
    var document = "{\"schemaVersion\":\"1\",\"resources\":[" + String.join(",", all) + "]}";
    return GraphJson.read(
        "graph.json", new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)));
  }
}
