package dev.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code gate sweep} as the pipeline and the developer call it. */
class SweepCommandTest {
  private static final String AS_OF = "2026-11-21T00:00:00Z";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void saysWhatAPersonWantsToKnowAndTheVerdictLast() throws IOException {
    write("fleet/a.json", graph("a", true));
    write("fleet/b.json", graph("b", false));
    var denied = sweep("out", "--as-of", AS_OF);
    assertThat(denied.status()).as(denied.err()).isEqualTo(1);
    assertThat(denied.out()).isEmpty();
    assertThat(denied.err())
        .contains("2 stacks, 2 resources, embedded engine", "as of " + AS_OF)
        .containsPattern("✔ allowed +1\n")
        .containsPattern("✘ denied +1\n")
        .containsPattern("DEL-001 \\w+ +1 +1  No resource has")
        .containsPattern("fleet/b.json  DEL-001 fail\n")
        .endsWith("DENIED  1 stack denied of 2\n")
        .doesNotContain("\u001b", "Not decided");
    Files.delete(folder.resolve("fleet/b.json"));
    assertThat(sweep("allowed").status()).isZero();
    write("fleet/c.json", "{");
    var undecided = sweep("undecided", "--quiet");
    assertThat(undecided.status()).isEqualTo(2);
    assertThat(undecided.err())
        .contains("fleet/c.json: line 1")
        .endsWith("NOT DECIDED  1 of 2 stacks, 0 stacks denied\n");
  }

  @Test
  void takesAListFromStandardInput() throws IOException {
    write("fleet/a.json", graph("a", true));
    write("fleet/b.json", graph("b", false));
    var before = System.in;
    System.setIn(new ByteArrayInputStream(at("fleet/a.json").getBytes(StandardCharsets.UTF_8)));
    try {
      assertThat(Run.of("sweep", "-", "--out", at("out")).status()).isZero();
    } finally {
      System.setIn(before);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sweep --out o|SOURCE",
        "sweep fleet|--out",
        "sweep /nowhere/at/all --out o|no such file",
        "sweep pom.xml --out o --threads 0|--threads",
        "sweep pom.xml --out o --profile nobody|nobody",
        "sweep pom.xml --out pom.xml|--out",
        "sweep pom.xml --out o --only KMS-999|KMS-999"
      })
  void rejectsBadUsage(String arguments, String named) {
    var run = Run.of(arguments.split(" "));
    assertThat(run.status()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).contains(named).doesNotContain("\tat ");
    assertThat(Path.of("o/stacks")).doesNotExist();
  }

  @Test
  void anEngineOfItsOwnForEachThreadDecidesTheSame() throws IOException {
    for (int i = 0; i < 4; i++) {
      write("fleet/s" + i + ".json", graph("s" + i, i != 2));
    }
    assertThat(sweep("plan", "--as-of", AS_OF).status()).isEqualTo(1);
    assertThat(sweep("wasm", "--as-of", AS_OF, "--engine", "wasm", "--threads", "2").status())
        .isEqualTo(1);
    for (var member : List.of("/stacks", "/rules", "/denied", "/findings")) {
      assertThat(summary("wasm").at(member)).isEqualTo(summary("plan").at(member));
    }
  }

  /**
   * A real process, a real signal. The stack in the middle is a pipe: whoever reads it waits for
   * us, so we know where the sweep stands.
   */
  @Test
  @Timeout(180)
  void aSignalEndsItInOrderAndResumeGoesOn() throws Exception {
    fleetWithAPipe();
    var process = start();
    try (var pipe = new FileOutputStream(folder.resolve("fleet/s10.json").toFile())) {
      process.destroy();
      // The handler of the signal is a thread of its own.
      Thread.sleep(1_500);
      pipe.write(graph("s10", true).getBytes(StandardCharsets.UTF_8));
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    var said = Files.readString(folder.resolve("log"));
    assertThat(process.exitValue()).as(said).isEqualTo(2);
    assertThat(said).contains("NOT DECIDED", "--resume");
    assertThat(summary("out").at("/complete").asBoolean()).isFalse();
    assertThat(summary("out").at("/stacks/allow").asInt()).isEqualTo(11);
    assertThat(summary("out").at("/stacks/remaining").asInt()).isEqualTo(9);

    var forgotten = sweep("out");
    assertThat(forgotten.status()).isEqualTo(2);
    assertThat(forgotten.err()).contains("unfinished sweep", "--resume");
    Files.delete(folder.resolve("fleet/s10.json"));
    write("fleet/s10.json", graph("s10", true));
    var resumed = sweep("out", "--resume");
    assertThat(resumed.status()).as(resumed.err()).isZero();
    // The instant is that of the sweep that was interrupted.
    assertThat(resumed.err()).contains("took 11 of 20 stacks", "as of " + AS_OF);
    assertThat(sweep("fresh", "--as-of", AS_OF).status()).isZero();
    assertThat(folder.resolve("out/summary.json"))
        .hasSameBinaryContentAs(folder.resolve("fresh/summary.json"));
    assertThat(folder.resolve("out/stacks/part-00000.parquet"))
        .hasSameBinaryContentAs(folder.resolve("fresh/stacks/part-00000.parquet"));
  }

  @Test
  @Timeout(180)
  void aKillLeavesWhatWasFinishedAndNoHalfPart() throws Exception {
    fleetWithAPipe();
    var process = start();
    try (var pipe = new FileOutputStream(folder.resolve("fleet/s10.json").toFile())) {
      // What was decided before the pipe is written by another thread than the one that waits
      // there.
      awaitLines(11);
      process.destroyForcibly().waitFor();
      assertThat(pipe.getFD().valid()).as("it still waits for us").isTrue();
    }
    assertThat(folder.resolve("out/summary.json")).doesNotExist();
    try (var parts = Files.newDirectoryStream(folder.resolve("out/stacks"), "part-*.parquet")) {
      assertThat(parts).isEmpty();
    }
    Files.delete(folder.resolve("fleet/s10.json"));
    var resumed = sweep("out", "--resume");
    assertThat(resumed.status()).as(resumed.err()).isZero();
    assertThat(resumed.err()).contains("took 10 of 19 stacks");
    try (var files = Files.list(folder.resolve("out/stacks"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactly("part-00000.parquet");
    }
  }

  /** The first line of the journal says who writes. */
  private void awaitLines(int count) throws Exception {
    var journal = folder.resolve("out/.sweep/journal.jsonl");
    while (!Files.exists(journal) || Files.readAllLines(journal).size() < count) {
      Thread.sleep(50);
    }
  }

  private void fleetWithAPipe() throws Exception {
    for (int i = 0; i < 20; i++) {
      write(String.format("fleet/s%02d.json", i), graph("s" + i, true));
    }
    Files.delete(folder.resolve("fleet/s10.json"));
    var made = new ProcessBuilder("mkfifo", at("fleet/s10.json")).inheritIO().start().waitFor();
    assumeThat(made).as("mkfifo").isZero();
  }

  private Process start() throws IOException {
    var path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            path,
            Main.class.getName(),
            "sweep",
            at("fleet"),
            "--out",
            at("out"),
            "--threads",
            "1",
            "--as-of",
            AS_OF)
        .redirectErrorStream(true)
        .redirectOutput(new File(at("log")))
        .start();
  }

  private Run sweep(String out, String... options) {
    var arguments = new java.util.ArrayList<>(List.of("sweep", at("fleet"), "--out", at(out)));
    arguments.addAll(List.of(options));
    return Run.of(arguments.toArray(String[]::new));
  }

  private com.fasterxml.jackson.databind.JsonNode summary(String out) throws IOException {
    return JSON.readTree(folder.resolve(out).resolve("summary.json").toFile());
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private void write(String name, String content) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private static String graph(String stack, boolean allowed) {
    return """
        {"schemaVersion": "1", "source": {"kind": "program", "project": "shop", "stack": "%1$s"},
         "resources": [{"urn": "urn:pulumi:%1$s::shop::aws:ec2/vpc:Vpc::network",
           "type": "aws:ec2/vpc:Vpc", "name": "network", "custom": true,
           "inputs": {"cidrBlock": "10.0.0.0/16", "tags": {"Environment": "prod", "Project": "shop",
             "ManagedBy": "Pulumi", "EnvironmentSuffix": "prod"}},
           "options": {"protect": %2$b, "retainOnDelete": false}}]}
        """
        .formatted(stack, !allowed);
  }
}
