package dev.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Wrong input: exit 2, one clear error that names the file, the place, the value and the fix, and
 * no file left behind.
 */
class BadInputTest {
  private static final String URN = "urn:pulumi:dev::p::aws:sqs/queue:Queue::q";
  private static final String QUEUE =
      "{\"urn\":\"" + URN + "\",\"type\":\"aws:sqs/queue:Queue\",\"name\":\"q\",\"inputs\":{}}";

  @TempDir private Path folder;

  static Stream<Arguments> brokenGraphs() {
    return Stream.of(
        Arguments.of("not JSON", "resources: []", "graph.json"),
        Arguments.of("empty file", "", "graph.json"),
        Arguments.of("truncated", graph(QUEUE).substring(0, 120), "line 1"),
        Arguments.of(
            "wrong schema version", graph(QUEUE).replace("\"1\"", "\"7\""), "/schemaVersion"),
        Arguments.of(
            "no schema version",
            graph(QUEUE).replace("\"schemaVersion\":\"1\",", ""),
            "schemaVersion"),
        Arguments.of("duplicate URN", graph(QUEUE + "," + QUEUE), URN),
        Arguments.of(
            "dangling dependency",
            graph(QUEUE.replace("\"inputs\"", "\"dependencies\":[\"urn:nobody\"],\"inputs\"")),
            "urn:nobody"),
        Arguments.of("empty graph", graph(""), "resources"),
        Arguments.of(
            "resource without type",
            graph("{\"urn\":\"u\",\"name\":\"n\",\"inputs\":{}}"),
            "/resources/0"),
        Arguments.of(
            "inputs of the wrong kind",
            graph(QUEUE.replace("\"inputs\":{}", "\"inputs\":[]")),
            "/resources/0/inputs"),
        Arguments.of(
            "digest of another graph",
            graph(QUEUE)
                .replace(
                    "\"resources\"", "\"digest\":\"sha256:" + "0".repeat(64) + "\",\"resources\""),
            "digest"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenGraphs")
  void rejectsBrokenGraph(String what, String content, String named) throws IOException {
    var file = Files.writeString(folder.resolve("graph.json"), content);
    var out = folder.resolve("out");
    var run = Run.of("check", "--graph", file.toString(), "--out", out.toString());
    assertThat(run.status()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).contains("graph.json").contains(named).doesNotContain("\tat ");
    assertThat(run.err().lines()).hasSizeLessThanOrEqualTo(3);
    assertThat(run.out()).isEmpty();
    assertThat(out).doesNotExist();
  }

  @Test
  void rejectsADocumentBeyondTheLimit() throws IOException {
    var file = folder.resolve("large.json");
    try (var large = new RandomAccessFile(file.toFile(), "rw")) {
      large.writeBytes("{\"schemaVersion\":\"1\",");
      large.setLength((512L << 20) + 1);
    }
    var run = Run.of("check", "--graph", file.toString());
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .contains("large.json")
        .contains("limit of 536870912 bytes")
        .contains("raise it");
  }

  @Test
  void rejectsMissingFile() {
    var run = Run.of("check", "--graph", folder.resolve("nothing.json").toString());
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("nothing.json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "check nowhere|serverless",
        "check|SYSTEM, --graph",
        "check serverless --graph g.json|more than one",
        "check --graph g.json --suffix a|--suffix",
        "check serverless --suffix Not_Valid|environmentSuffix",
        "check serverless --config nonsense=1|nonsense",
        "check serverless --config dbInstanceClass=|dbInstanceClass",
        "check serverless --config primaryRegion=eu-north-1|primaryRegion",
        "check serverless --profile nobody|nobody",
        "check serverless --only KMS-999|KMS-999",
        "check serverless --format word|word",
        "check serverless --as-of yesterday|yesterday",
        "check serverless --engine magic|magic",
        "check serverless --nonsense|--nonsense",
        "check serverless --bundle /nowhere/at/all|bundle",
        "check serverless --waivers /nowhere/w.yaml|w.yaml",
        "check serverless --params /nowhere/p.yaml|p.yaml",
        "explain XYZ-123|XYZ-123",
        "deploy serverless --stack prod|not there yet",
        "diff /nowhere/a.json /nowhere/b.json|a.json",
        "diff a.json|B",
        "report|DECISION",
        "report /nowhere/d.json|d.json",
        "report /nowhere/d.json --format word|word",
        "report /nowhere/d.json --format csv,json|--out",
        "report . --format sarif|markdown, html",
        "report ../graph/src/main|no decision in it",
        "report /nowhere/d.json --out x|d.json",
        "nonsense|nonsense"
      })
  void rejectsBadUsage(String arguments, String named) {
    var run = Run.of(arguments.split(" "));
    assertThat(run.status()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).contains(named).doesNotContain("\tat ");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void reportsAllConfigurationErrorsAtOnce() {
    var run =
        Run.of(
            "check",
            "serverless",
            "--suffix",
            "-x-",
            "--config",
            "azCount=one",
            "--config",
            "unheard=1");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("environmentSuffix").contains("azCount").contains("unheard");
  }

  private static String graph(String resources) {
    return "{\"schemaVersion\":\"1\",\"source\":{\"kind\":\"program\",\"project\":\"p\",\"stack\":\"dev\",\"system\":null,\"config\":{}},"
        + "\"resources\":["
        + resources
        + "],\"outputs\":{}}";
  }
}
