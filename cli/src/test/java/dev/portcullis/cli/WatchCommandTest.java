package dev.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A watch as a process of its own: what Ctrl-C leaves. */
@Timeout(120)
class WatchCommandTest {
  @TempDir private Path folder;

  @Test
  void aSignalEndsItWithTheExitCodeOfTheLastDecision() throws Exception {
    var graph = folder.resolve("graph.json");
    assertThat(Run.of("graph", "serverless", "-o", graph.toString()).status()).isZero();
    var allowed = Files.readString(graph);
    var process = watch("--graph", graph.toString());
    try (var heard = process.errorReader(StandardCharsets.UTF_8)) {
      until(heard, "ALLOWED");
      until(heard, "watching");
      Files.writeString(
          graph,
          allowed
              .replace("\"requestInterval\":10", "\"requestInterval\":30")
              .replaceFirst("\"digest\":\"sha256:[0-9a-f]+\",", ""));
      until(heard, "DENIED");
      until(heard, "new, ");
      end(process);
      assertThat(process.waitFor()).isEqualTo(1);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aSignalAfterABrokenInputIsNoPermission() throws Exception {
    var graph = Files.writeString(folder.resolve("graph.json"), "{");
    var process = watch("--graph", graph.toString());
    try (var heard = process.errorReader(StandardCharsets.UTF_8)) {
      until(heard, "nothing is decided yet");
      until(heard, "watching");
      end(process);
      assertThat(process.waitFor()).isEqualTo(2);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void rejectsToWatchNothing() {
    var run = Run.of("watch");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("name exactly one of SYSTEM");
  }

  private static Process watch(String... arguments) throws IOException {
    var command =
        new java.util.ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "watch"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static void until(BufferedReader heard, String text) throws IOException {
    var all = new StringBuilder();
    for (var line = heard.readLine(); line != null; line = heard.readLine()) {
      all.append(line).append('\n');
      if (line.contains(text)) {
        return;
      }
    }
    throw new AssertionError("never said \"" + text + "\" but\n" + all);
  }

  /**
   * A signal that ends it as Ctrl-C does, and that unlike the one of Ctrl-C is not ignored by what
   * a shell starts in the background.
   */
  private static void end(Process process) {
    assumeTrue(process.supportsNormalTermination(), "no signals on this system");
    process.destroy();
  }
}
