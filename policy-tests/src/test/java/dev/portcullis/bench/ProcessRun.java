package dev.portcullis.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * A whole process, from its start to its exit.
 *
 * @param seconds wall clock; the limit if it was cut off
 * @param peakMebibytes largest resident set, 0 where the system does not tell
 * @param exit status; meaningless if it was cut off
 * @param cutOff whether it was ended for reaching the limit
 * @param output file with what it wrote to standard output
 */
record ProcessRun(double seconds, double peakMebibytes, int exit, boolean cutOff, Path output) {
  private static final int POLL_MILLIS = 20;
  private static final String PEAK = "VmHWM:";

  /**
   * Runs a command. Its errors go to a file beside its output.
   *
   * @param environment added to that of this JVM
   * @param folder where it is started
   * @param scratch folder for its output
   */
  static ProcessRun of(
      List<String> command,
      Map<String, String> environment,
      Path folder,
      Path scratch,
      Duration limit) {
    var output = scratch.resolve("out.txt");
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(output.toFile())
            .redirectError(scratch.resolve("err.txt").toFile());
    builder.environment().putAll(environment);
    try {
      var start = System.nanoTime();
      var process = builder.start();
      var peak = 0L;
      while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)
          && System.nanoTime() - start < limit.toNanos()) {
        // The kernel keeps the maximum, so only what is added in the last milliseconds is missed.
        peak = Math.max(peak, peakKibibytes(process.pid()).orElse(0));
      }
      var seconds = (System.nanoTime() - start) / 1e9;
      var cutOff = process.isAlive();
      if (cutOff) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
      return new ProcessRun(seconds, peak / 1024.0, process.exitValue(), cutOff, output);
    } catch (IOException e) {
      throw new IllegalStateException(command.get(0) + " could not be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Largest resident set of a living process so far; empty without a /proc. */
  static OptionalLong peakKibibytes(long pid) {
    try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith(PEAK))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst();
    } catch (IOException | java.io.UncheckedIOException gone) {
      return OptionalLong.empty();
    }
  }

  /** This run, if it ended as expected or not at all. */
  ProcessRun expecting(int status) {
    if (!cutOff && exit != status) {
      throw new IllegalStateException(
          "exit " + exit + ", expected " + status + ": " + errors().strip());
    }
    return this;
  }

  private String errors() {
    try {
      return Files.readString(output.resolveSibling("err.txt"), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
