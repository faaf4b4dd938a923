package dev.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What cannot be shown: exit 2, one error that names the file and the place, and nothing written.
 */
class BadReportInputTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path shared;
  @TempDir private Path folder;
  private Path out;

  @BeforeAll
  static void decideOnce() {
    var run = Run.of("check", "payments", "--quiet", "--out", shared.toString());
    assertThat(run.status()).as(run.err()).isZero();
  }

  @BeforeEach
  void fillTheFolder() throws IOException {
    out = folder.resolve("there/out");
    Files.createDirectory(folder.resolve("there"));
    var good = shared.resolve("decision.json");
    Files.copy(good, folder.resolve("good.json"));
    Files.copy(shared.resolve("graph.json"), folder.resolve("graph.json"));
    Files.writeString(folder.resolve("words.json"), "allowed, trust me");
    Files.writeString(folder.resolve("half.json"), Files.readString(good).substring(0, 900));
    Files.writeString(folder.resolve("list.json"), "[]");
    var version = (ObjectNode) JSON.readTree(good.toFile());
    JSON.writeValue(folder.resolve("version.json").toFile(), version.put("schemaVersion", "9"));
    var status = (ObjectNode) JSON.readTree(good.toFile());
    ((ObjectNode) status.at("/rules/0")).put("status", "splendid");
    JSON.writeValue(folder.resolve("status.json").toFile(), status);
    var graph = (ObjectNode) JSON.readTree(folder.resolve("graph.json").toFile());
    graph.remove("digest");
    ((ArrayNode) graph.get("resources")).forEach(r -> ((ObjectNode) r).remove("source"));
    ((ObjectNode) graph.get("outputs")).put("other", true);
    JSON.writeValue(folder.resolve("other-graph.json").toFile(), graph);
    Files.createDirectory(folder.resolve("empty"));
    for (var name : List.of("portfolio/a", "portfolio/b", "portfolio/c")) {
      Files.createDirectories(folder.resolve(name));
      Files.copy(good, folder.resolve(name).resolve("decision.json"));
    }
    Files.writeString(folder.resolve("portfolio/b/decision.json"), "{\"schemaVersion\":\"1\"}");
  }

  /** What is given, and what the error must name. */
  static Stream<Arguments> wrong() {
    var wrong = new ArrayList<Arguments>();
    for (var file :
        List.of(
            Map.entry("nowhere.json", "nowhere.json"),
            Map.entry("words.json", "words.json"),
            Map.entry("half.json", "half.json"),
            Map.entry("list.json", "list.json"),
            Map.entry("version.json", "version.json: /schemaVersion"),
            Map.entry("status.json", "status.json: /rules/0/status"),
            Map.entry("graph.json", "graph.json"))) {
      var name = file.getKey();
      var named = file.getValue();
      wrong.add(Arguments.of("report " + name + " --format html,sarif", named));
      wrong.add(Arguments.of("report " + name + " --format json", named));
      wrong.add(Arguments.of("diff good.json " + name + " --format html,markdown", named));
      if (!name.equals("graph.json")) {
        wrong.add(Arguments.of("diff " + name + " good.json --format markdown", named));
      }
    }
    wrong.addAll(
        List.of(
            Arguments.of("report good.json --graph other-graph.json --format html", "/digest"),
            Arguments.of("report good.json --graph good.json --format html", "good.json"),
            Arguments.of("report good.json --graph nowhere.json --format html", "nowhere.json"),
            Arguments.of("report good.json --format html,pdf", "\"pdf\""),
            Arguments.of("report portfolio --format sarif", "markdown, html"),
            Arguments.of("report portfolio --graph graph.json --format html", "--graph"),
            Arguments.of("report portfolio --format html,markdown", "b/decision.json"),
            Arguments.of("report empty --format html,markdown", "no decision in it"),
            Arguments.of("diff good.json good.json --format sarif", "markdown, html"),
            Arguments.of("diff graph.json other-graph.json --format csv", "markdown, html"),
            Arguments.of("diff graph.json words.json --format html", "words.json")));
    return wrong.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrong")
  void rejectsItInOneLineAndWritesNothing(String command, String named) throws IOException {
    var arguments =
        Stream.concat(Stream.of(command.split(" ")), Stream.of("--out", out.toString()))
            .map(a -> Files.exists(folder.resolve(a)) || a.startsWith("nowhere") ? at(a) : a)
            .toArray(String[]::new);
    var run = Run.of(arguments);
    assertThat(run.status()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).contains(named).doesNotContain("\tat ").hasLineCount(1);
    assertThat(run.out()).isEmpty();
    assertThat(folder.resolve("there")).isEmptyDirectory();
  }

  @Test
  void rejectsAFolderThatIsAFile() throws IOException {
    Files.writeString(out, "mine");
    for (var command : List.of("report", "diff")) {
      var run =
          command.equals("report")
              ? Run.of(command, at("good.json"), "--format", "html,csv", "--out", out.toString())
              : Run.of(
                  command,
                  at("good.json"),
                  at("good.json"),
                  "--format",
                  "html",
                  "--out",
                  out.toString());
      assertThat(run.status()).isEqualTo(2);
      assertThat(run.err()).contains("--out", "cannot be written").hasLineCount(1);
      assertThat(out).hasContent("mine");
    }
  }

  @Test
  void failsBeforeTheFirstFileWhenTheLastHasNoPlace() throws IOException {
    Files.createDirectories(out.resolve("report.html/mine"));
    var run =
        Run.of("report", at("good.json"), "--format", "markdown,html", "--out", out.toString());
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("report.html is a folder").hasLineCount(1);
    try (var files = Files.list(out)) {
      assertThat(files).containsExactly(out.resolve("report.html"));
    }
    var check =
        Run.of(
            "check",
            "--graph",
            at("graph.json"),
            "--quiet",
            "--format",
            "html",
            "--out",
            out.toString());
    assertThat(check.status()).isEqualTo(2);
    try (var files = Files.list(out)) {
      assertThat(files).containsExactly(out.resolve("report.html"));
    }
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }
}
