package dev.portcullis.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the tests in {@code node/test} against what is in {@code healthcare.zip}. */
@Tag("node")
class NodeFunctionsTest {
  private static final int OLDEST = 20;

  @Test
  void passTheirTests(@TempDir Path folder) throws Exception {
    needsNode(folder);
    try (var zip = new ZipFile(Path.of("target", "healthcare.zip").toFile())) {
      for (var entry : zip.stream().filter(e -> !e.isDirectory()).toList()) {
        try (var in = zip.getInputStream(entry)) {
          copy(in.readAllBytes(), folder.resolve(entry.getName()));
        }
      }
    }
    var tests = Path.of("node", "test");
    try (var files = Files.walk(tests)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        copy(Files.readAllBytes(file), folder.resolve("test").resolve(tests.relativize(file)));
      }
    }
    copy(Files.readAllBytes(Path.of("functions.json")), folder.resolve("functions.json"));

    var run =
        run(
            folder,
            List.of(
                "node",
                "--import",
                "./test/fakes/register.mjs",
                "--test",
                "--test-reporter=tap",
                "test/"));

    assertThat(run.status()).as(run.output()).isZero();
    assertThat(run.output()).contains("# fail 0").containsPattern("# pass [1-9]\\d");
  }

  private static void needsNode(Path folder) throws InterruptedException {
    var version = "none";
    try {
      version = run(folder, List.of("node", "--version")).output().strip();
    } catch (IOException e) {
      // There is no such program.
    }
    var major = version.matches("v\\d+\\..*") ? version.substring(1, version.indexOf('.')) : "0";
    if (Integer.parseInt(major) < OLDEST) {
      if (System.getenv("PORTCULLIS_REQUIRE_TOOLS") != null) {
        throw new AssertionError("node " + OLDEST + " or later is required, found " + version);
      }
      System.err.println(
          "NOT RUN: NodeFunctionsTest needs node "
              + OLDEST
              + " or later on the PATH; the functions of healthcare are not tested on this machine");
      assumeTrue(false, "node is not on the PATH, or too old");
    }
  }

  private record Run(int status, String output) {}

  private static Run run(Path folder, List<String> command)
      throws IOException, InterruptedException {
    var output = Files.createTempFile(folder, "output", ".txt");
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().remove("NODE_OPTIONS");
    var process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return new Run(process.waitFor(), Files.readString(output, StandardCharsets.UTF_8));
  }

  private static void copy(byte[] content, Path target) throws IOException {
    Files.createDirectories(target.getParent());
    Files.write(target, content);
  }
}
