package dev.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as the pipeline, the auditor and the developer call them. */
class GateCommandTest {
  private static final String AS_OF = "2026-11-21T00:00:00Z";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path shared;
  private static Run captured;

  @TempDir private Path folder;

  @BeforeAll
  static void checkOnce() {
    captured =
        Run.of(
            "check",
            "serverless",
            "--as-of",
            AS_OF,
            "--out",
            shared.toString(),
            "--format",
            "junit,sarif");
  }

  @Test
  void allowsTheBuiltInSystemAndSaysWhatEachRuleExamined() throws IOException {
    assertThat(captured.status()).as(captured.err()).isZero();
    assertThat(captured.out()).isEmpty();
    assertThat(captured.err())
        .contains("KMS-001", "IAM-001", "TAG-001", "DEL-001", "HLT-001")
        .containsPattern("KMS-001 .* \\d+ subjects")
        .containsPattern("\nALLOWED .*\n$");
    try (var files = Files.list(shared)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "graph.json", "decision.json", "decision.junit.xml", "decision.sarif");
    }
  }

  @Test
  void theGraphItWroteGivesTheSameDecision() throws IOException {
    var run =
        Run.of(
            "check", "--graph", graph().toString(), "--as-of", AS_OF, "--out", folder.toString());
    assertThat(run.status()).isZero();
    assertThat(folder.resolve("decision.json"))
        .hasSameBinaryContentAs(shared.resolve("decision.json"));
    assertThat(folder.resolve("graph.json")).hasSameBinaryContentAs(graph());
  }

  @Test
  void noReportOfAnEarlierCheckStaysBesideANewDecision() throws IOException {
    var into = Files.createDirectory(folder.resolve("out"));
    var mine = Files.writeString(into.resolve("report.html"), "mine");
    var out = into.toString();
    Run.of("check", "--graph", graph().toString(), "--out", out, "--format", "csv");
    assertThat(mine).as("not of a check").hasContent("mine");
    Run.of("check", "--graph", graph().toString(), "--out", out, "--format", "html,sarif");
    var other = slowChecks().toString();
    var run = Run.of("check", "--graph", other, "--out", out, "--format", "sarif", "--quiet");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("of an earlier check: report.html\n");
    try (var files = Files.list(into)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("graph.json", "decision.json", "decision.sarif");
    }
  }

  @Test
  void failsWhenADocumentDoesNotArrive() {
    var full =
        new PrintStream(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("No space left on device");
              }
            },
            false,
            StandardCharsets.UTF_8);
    var err = new ByteArrayOutputStream();
    var terminal =
        new Terminal(full, new PrintStream(err, true, StandardCharsets.UTF_8), /* colour= */ false);
    var decision = shared.resolve("decision.json").toString();
    assertThat(GateCommand.run(terminal, "report", decision)).isZero();
    assertThat(GateCommand.run(terminal, "report", decision, "--format", "json")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("standard output: cannot be written");
  }

  @Test
  void deniesABrokenGraphWithRuleSourceLineAndFix() throws IOException {
    var run = Run.of("check", "--graph", slowChecks().toString());
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .contains("HLT-001")
        .containsPattern("source +infra/src/main/java/dev/portcullis/infra/edge/\\w+\\.java:\\d+")
        .contains("found     30", "expected  10", "fix ")
        .containsPattern("because +.*X-05")
        .containsPattern("\nDENIED +HLT-001 fail\n$");
  }

  @Test
  void quietShowsFindingsAndVerdictOnly() throws IOException {
    assertThat(Run.of("check", "--graph", graph().toString(), "--quiet").err().lines()).hasSize(1);
  }

  @Test
  void writesOneFormatToStandardOutput() throws IOException {
    var run = Run.of("check", "--graph", graph().toString(), "--as-of", AS_OF, "--format", "json");
    assertThat(run.out()).isEqualTo(Files.readString(shared.resolve("decision.json")));
    assertThat(Run.of("check", "--graph", graph().toString(), "--format", "json,sarif").status())
        .isEqualTo(2);
  }

  @Test
  void marksAPartialDecision() throws IOException {
    var run =
        Run.of("check", "--graph", graph().toString(), "--only", "KMS-001", "--format", "json");
    assertThat(JSON.readTree(run.out()).at("/partial").asBoolean()).isTrue();
    assertThat(run.err()).contains("partial");
  }

  @Test
  void anUnknownProgramIsJudgedByBaseline() throws IOException {
    var json = (ObjectNode) JSON.readTree(graph().toFile());
    json.remove("digest");
    ((ObjectNode) json.get("source")).putNull("system");
    var file = Files.writeString(folder.resolve("graph.json"), json.toString());
    var run = Run.of("check", "--graph", file.toString(), "--format", "json");
    assertThat(JSON.readTree(run.out()).at("/profile").asText()).isEqualTo("baseline");
    assertThat(run.status()).isZero();
  }

  @Test
  void explainsARule() {
    var run = Run.of("explain", "KMS-001");
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("KMS-001", "fix", "policies/src/main/rego/rules/kms/");
  }

  @Test
  void explainsAFindingOfADecision() throws IOException {
    Run.of("check", "--graph", slowChecks().toString(), "--out", folder.toString());
    var decision = folder.resolve("decision.json");
    var fingerprint = JSON.readTree(decision.toFile()).at("/findings/0/fingerprint").asText();
    var run = Run.of("explain", fingerprint.substring(7, 19), "--decision", decision.toString());
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).contains("/inputs/requestInterval", "30", fingerprint, "HLT-001");
    var nothing = Run.of("explain", "ffffffffffff", "--decision", decision.toString());
    assertThat(nothing.status()).isEqualTo(2);
    assertThat(nothing.err()).contains("ffffffffffff");
  }

  @Test
  void listsTheRulesForPeopleAndForPrograms() throws IOException {
    assertThat(Run.of("rules").out()).contains("KMS-001", "answers", "in part");
    var rules = JSON.readTree(Run.of("rules", "--json").out());
    assertThat(rules)
        .isNotEmpty()
        .allSatisfy(rule -> assertThat(rule.at("/remediation").asText()).isNotBlank());
  }

  @Test
  void writesTheGraphToAFileOrToStandardOutput() throws IOException {
    var file = folder.resolve("g.json");
    assertThat(Run.of("graph", "serverless", "-o", file.toString()).status()).isZero();
    assertThat(file).hasSameBinaryContentAs(graph());
    assertThat(Run.of("graph", "--graph", file.toString(), "-o", "-").out())
        .isEqualTo(Files.readString(file));
  }

  @Test
  void failsWhenTheOpaServerIsNotThere() throws IOException {
    var run =
        Run.of(
            "check",
            "--graph",
            graph().toString(),
            "--engine",
            "opa",
            "--opa-url",
            "http://127.0.0.1:1",
            "--out",
            folder.resolve("o").toString());
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("NOT DECIDED").contains("127.0.0.1:1");
  }

  @Test
  void failsWhenTheOpaServerKeepsSilent() throws IOException {
    var over = new CountDownLatch(1);
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try {
            over.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.close();
        });
    server.start();
    try {
      var url = "http://127.0.0.1:" + server.getAddress().getPort();
      var run =
          Run.of(
              "check",
              "--graph",
              graph().toString(),
              "--engine",
              "opa",
              "--opa-url",
              url,
              "--opa-timeout",
              "1");
      assertThat(run.status()).isEqualTo(2);
      assertThat(run.err()).contains("no answer within 1 s");
    } finally {
      over.countDown();
      server.stop(0);
    }
  }

  @Test
  void failsWhenTheBundleIsNotMadeOfTheSourcesThatStandThere() throws IOException {
    var home = System.getProperty("portcullis.home");
    Files.createDirectories(folder.resolve("policies/src/main/rego/rules"));
    Files.writeString(
        folder.resolve("policies/src/main/rego/rules/mine.rego"), "package rules.mine");
    System.setProperty("portcullis.home", folder.toString());
    try {
      var run = Run.of("check", "--graph", graph().toString());
      assertThat(run.status()).isEqualTo(2);
      assertThat(run.err())
          .contains("stale")
          .contains("rules/mine.rego (new)")
          .contains("policies/build-bundle");
    } finally {
      System.setProperty("portcullis.home", home);
    }
  }

  @Test
  void runsTheCasesOfThePack() {
    var run = Run.of("test", "../policies/src/cases/KMS");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.err()).containsPattern("cases: \\d+ passed, 0 failed");
  }

  private static Path graph() {
    return shared.resolve("graph.json");
  }

  private Path slowChecks() throws IOException {
    var text =
        Files.readString(graph()).replace("\"requestInterval\":10", "\"requestInterval\":30");
    return Files.writeString(
        folder.resolve("slow.json"), text.replaceFirst("\"digest\":\"sha256:[0-9a-f]+\",", ""));
  }
}
