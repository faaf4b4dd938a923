package dev.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decisions shown again, compared, and gathered. */
class ReportCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path shared;
  private static Path allowed;
  private static Path denied;

  @TempDir private Path folder;

  @BeforeAll
  static void decideTwice() throws IOException {
    allowed = shared.resolve("1/decision.json");
    denied = shared.resolve("2/decision.json");
    var good =
        Run.of(
            "check",
            "serverless",
            "--as-of",
            "2026-11-20T00:00:00Z",
            "--out",
            shared.resolve("1").toString(),
            "--format",
            "sarif,markdown");
    assertThat(good.status()).as(good.err()).isZero();
    var text =
        Files.readString(shared.resolve("1/graph.json"))
            .replace("\"requestInterval\":10", "\"requestInterval\":30")
            .replaceFirst("\"digest\":\"sha256:[0-9a-f]+\",", "");
    var slow = Files.writeString(shared.resolve("slow.json"), text);
    var bad =
        Run.of(
            "check",
            "--graph",
            slow.toString(),
            "--as-of",
            "2026-11-21T00:00:00Z",
            "--out",
            shared.resolve("2").toString());
    assertThat(bad.status()).as(bad.err()).isEqualTo(1);
  }

  @Test
  void showsADecisionAgainInTheBytesOfTheCheck() throws IOException {
    var run =
        Run.of(
            "report",
            allowed.toString(),
            "--format",
            "json,sarif,markdown",
            "--out",
            folder.toString());
    assertThat(run.status()).as(run.err()).isZero();
    for (var file : List.of("decision.json", "decision.sarif", "decision.md")) {
      assertThat(folder.resolve(file)).hasSameBinaryContentAs(allowed.resolveSibling(file));
    }
  }

  @Test
  void theHtmlOfADecisionIsTheOneOfItsCheck() throws IOException {
    var checked = folder.resolve("checked");
    var graph = denied.resolveSibling("graph.json").toString();
    var check = Run.of("check", "--graph", graph, "--format", "html", "--out", checked.toString());
    assertThat(check.status()).isEqualTo(1);
    var decision = checked.resolve("decision.json").toString();
    var again = folder.resolve("again").toString();
    assertThat(Run.of("report", decision, "--format", "html", "--out", again).status())
        .isEqualTo(1);
    assertThat(folder.resolve("again/report.html"))
        .hasSameBinaryContentAs(checked.resolve("report.html"));

    var alone = Files.copy(Path.of(decision), folder.resolve("alone.json")).toString();
    assertThat(Run.of("report", alone, "--graph", graph, "--format", "html").out())
        .isEqualTo(Files.readString(checked.resolve("report.html")));
    assertThat(Run.of("report", alone, "--format", "html").out())
        .as("without the graph")
        .isNotEqualTo(Files.readString(checked.resolve("report.html")));
  }

  @Test
  void whatWasReadIsFollowedForTheHtmlReportUnlessTheUserSaysNo() throws IOException {
    assertThat(isTraced("--format", "sarif")).isFalse();
    assertThat(isTraced("--format", "sarif", "--trace")).isTrue();
    assertThat(isTraced("--format", "sarif,html")).isTrue();
    assertThat(isTraced("--format", "html", "--no-trace")).isFalse();
    assertThat(isTraced("--format", "html", "--engine", "wasm")).isFalse();
  }

  private boolean isTraced(String... options) throws IOException {
    var graph = allowed.resolveSibling("graph.json").toString();
    var check = List.of("check", "--graph", graph, "--quiet", "--out", folder.toString());
    var run = Run.of(Stream.concat(check.stream(), Stream.of(options)).toArray(String[]::new));
    assertThat(run.status()).as(run.err()).isZero();
    return JSON.readTree(folder.resolve("decision.json").toFile()).has("provenance");
  }

  @Test
  void exitsAsTheDecisionSays() {
    var run = Run.of("report", denied.toString());
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("HLT-001").containsPattern("\nDENIED +HLT-001 fail\n$");
  }

  @Test
  void keepsWhatItDoesNotKnow() throws IOException {
    var tree = (ObjectNode) JSON.readTree(allowed.toFile());
    tree.put("signature", "of a later gate");
    var file = Files.writeString(folder.resolve("decision.json"), tree.toString());
    var run = Run.of("report", file.toString(), "--format", "json");
    assertThat(JSON.readTree(run.out())).isEqualTo(tree);
  }

  @Test
  void rejectsADecisionThatSaysAllowedAndIsNot() throws IOException {
    var forged =
        Files.readString(denied).replace("\"decision\" : \"deny\"", "\"decision\" : \"allow\"");
    var file = Files.writeString(folder.resolve("forged.json"), forged);
    var out = folder.resolve("out");
    var run = Run.of("report", file.toString(), "--format", "csv", "--out", out.toString());
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("forged.json: /decision", "HLT-001").hasLineCount(1);
    assertThat(out).doesNotExist();
  }

  @Test
  void rejectsTheGraphOfAnotherDecision() {
    var other = denied.resolveSibling("graph.json").toString();
    var run = Run.of("report", allowed.toString(), "--graph", other, "--format", "markdown");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("graph.json: /digest");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void comparesDecisions() {
    var worse = Run.of("diff", allowed.toString(), denied.toString(), "--format", "markdown");
    assertThat(worse.status()).as("the exit code of B").isEqualTo(1);
    assertThat(worse.err()).startsWith("allowed -> denied; ").contains(" new");
    assertThat(worse.out())
        .contains("## New \\(", "HLT-001", "the subject passes", "`30`")
        .contains("graph digest");
    var better = Run.of("diff", denied.toString(), allowed.toString(), "--format", "html");
    assertThat(better.status()).isZero();
    assertThat(better.out()).startsWith("<!DOCTYPE html>").contains("<h2>Fixed (");
    var same = Run.of("diff", allowed.toString(), allowed.toString());
    assertThat(same.err()).isEqualTo("allowed -> allowed; the same was decided\n");
    assertThat(same.out()).isEmpty();
  }

  @Test
  void comparesGraphs() {
    var a = allowed.resolveSibling("graph.json").toString();
    var b = denied.resolveSibling("graph.json").toString();
    var run = Run.of("diff", a, b, "--format", "markdown");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.err()).startsWith("0 removed, 0 added, ");
    assertThat(run.out()).contains("`/inputs/requestInterval` | `10` | `30`");
  }

  @Test
  void rejectsADecisionBesideAGraph() {
    var run = Run.of("diff", allowed.toString(), allowed.resolveSibling("graph.json").toString());
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("graph.json", "a graph, but A is a decision").hasLineCount(1);
  }

  @Test
  void gathersTheDecisionsOfAFolder() throws IOException {
    var out = folder.resolve("out");
    var arguments =
        new String[] {
          "report", shared.toString(), "--format", "markdown,html", "--out", out.toString()
        };
    var run = Run.of(arguments);
    assertThat(run.status()).as("the last decision of the stack is denied").isEqualTo(1);
    assertThat(run.err()).startsWith("1 stack (1 denied), 2 decisions, ");
    var markdown = Files.readString(out.resolve("portfolio.md"));
    assertThat(markdown).contains("`1/decision.json`", "`2/decision.json`", "HLT-001");
    Run.of(arguments);
    assertThat(out.resolve("portfolio.md")).hasContent(markdown);
  }

  @Test
  void thePortfolioLeadsToTheReportOfEachDecision() throws IOException {
    var odd = Files.createDirectories(folder.resolve("in/50% #1: \"a\""));
    Files.copy(allowed, odd.resolve("july.decision.json"));
    Files.copy(allowed.resolveSibling("graph.json"), odd.resolve("july.graph.json"));
    Files.copy(denied, odd.resolve("august.decision.json"));
    var out = folder.resolve("out");
    var run =
        Run.of(
            "report",
            folder.resolve("in").toString(),
            "--format",
            "markdown,html",
            "--out",
            out.toString());
    assertThat(run.status()).as(run.err()).isEqualTo(1);
    assertThat(run.err()).contains("1 report has no picture").hasLineCount(2);
    var reports = out.resolve(odd.getFileName().toString());
    var one = Run.of("report", odd.resolve("july.decision.json").toString(), "--format", "html");
    assertThat(reports.resolve("july.report.html")).hasContent(one.out());
    assertThat(reports.resolve("august.report.html")).exists();
    var links =
        Pattern.compile("href=\"([^\"]+)\"")
            .matcher(Files.readString(out.resolve("portfolio.html")))
            .results()
            .map(link -> link.group(1))
            .toList();
    assertThat(links)
        .as("the last of the stack, and each of its decisions")
        .hasSize(3)
        .allSatisfy(link -> assertThat(Path.of(out.toUri().resolve(link))).exists());
    assertThat(out.resolve("portfolio.md")).content().contains("august.report.html");
  }

  @Test
  void theFolderMayBeALinkAndWhatAnotherGateWritesInItIsNoDecision() throws IOException {
    var decisions = Files.createDirectories(folder.resolve("decisions"));
    Files.copy(allowed, decisions.resolve("decision.json"));
    var half = Files.createDirectory(decisions.resolve(".gate-4711"));
    Files.writeString(half.resolve("decision.json"), "{\"schemaVersion\":");
    var link = Files.createSymbolicLink(folder.resolve("link"), decisions);
    for (var named : List.of(decisions, link)) {
      var run = Run.of("report", named.toString(), "--format", "markdown");
      assertThat(run.status()).as(run.err()).isZero();
      assertThat(run.out()).contains("`decision.json`");
    }
  }

  @Test
  void namesTheGraphInTheFolderThatCannotBeRead() throws IOException {
    Files.createDirectories(folder.resolve("in/x"));
    Files.copy(allowed, folder.resolve("in/x/decision.json"));
    Files.writeString(folder.resolve("in/x/graph.json"), "half");
    var out = folder.resolve("out").toString();
    var run = Run.of("report", folder.resolve("in").toString(), "--out", out);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).startsWith("gate: x/graph.json: line 1").hasLineCount(1);
  }

  @Test
  void withoutAFormatAFolderHasThePages() throws IOException {
    for (var command :
        List.of(
            List.of("report", denied.toString()),
            List.of("report", shared.toString()),
            List.of("diff", allowed.toString(), denied.toString()))) {
      var out = folder.resolve(command.get(0) + command.get(1).length());
      var arguments = Stream.concat(command.stream(), Stream.of("--out", out.toString()));
      var run = Run.of(arguments.toArray(String[]::new));
      assertThat(run.status()).as(run.err()).isEqualTo(1);
      try (var files = Files.list(out)) {
        assertThat(files.filter(Files::isRegularFile).map(Path::toString))
            .hasSize(2)
            .anyMatch(file -> file.endsWith(".html"))
            .anyMatch(file -> file.endsWith(".md"));
      }
    }
  }

  @Test
  void comparesWhatComesOutOfAPipe() throws Exception {
    assumeThat(Path.of("/bin/sh")).isExecutable();
    for (var file : List.of("decision.json", "graph.json")) {
      var pipe = folder.resolve("pipe-" + file);
      assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
      var original = allowed.resolveSibling(file).toString();
      var writer = new ProcessBuilder("cp", original, pipe.toString()).start();
      var run = Run.of("diff", pipe.toString(), original);
      assertThat(writer.waitFor()).isZero();
      assertThat(run.status()).as(run.err()).isZero();
    }
  }

  @Test
  void failsWhenOneOfTheFolderCannotBeRead() throws IOException {
    Files.createDirectories(folder.resolve("x"));
    Files.copy(allowed, folder.resolve("good.decision.json"));
    Files.writeString(folder.resolve("x/decision.json"), "{\"schemaVersion\":\"1\"}");
    var run = Run.of("report", folder.toString(), "--format", "html");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("x/decision.json").hasLineCount(1);
    assertThat(run.out()).isEmpty();
  }
}
