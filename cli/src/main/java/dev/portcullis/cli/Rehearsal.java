package dev.portcullis.cli;

import dev.portcullis.infra.system.BuiltInSystems;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;

/**
 * An ordinary day of the gate in one process: the launcher runs it once after a build, so that the
 * JVM leaves an archive of all the classes that the commands load one by one otherwise.
 */
public final class Rehearsal {
  private final Terminal silent =
      new Terminal(
          new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
          new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
          false);

  private Rehearsal() {}

  /** Runs the commands; what they say and decide is nobody's business. */
  public static void main(String[] args) throws IOException {
    var folder = Files.createTempDirectory("portcullis-rehearsal-");
    try {
      new Rehearsal().play(folder);
    } finally {
      delete(folder);
    }
    // As Main does: the SDK's threads would keep the process alive.
    Runtime.getRuntime().halt(0);
  }

  private void play(Path folder) {
    var graphs = new ArrayList<Path>();
    for (var system : BuiltInSystems.names()) {
      var graph = folder.resolve(system + ".json");
      run("graph", system, "-o", graph.toString());
      graphs.add(graph);
    }
    run("sweep", folder.toString(), "--out", folder.resolve("swept").toString(), "--quiet");
    run("rules", "--json");
    run("--version");
    // Outside of a source tree nothing is remembered: the last decision of the user stays his.
    System.clearProperty("portcullis.home");
    var out = folder.resolve("out").toString();
    for (var graph : graphs) {
      run("check", "--graph", graph.toString(), "--out", out, "--format", "junit,sarif");
    }
    // Another system's profile, so that there are findings to tell of.
    run("check", "--graph", graphs.get(0).toString(), "--profile", "healthcare", "--quiet");
  }

  private void run(String... arguments) {
    GateCommand.run(silent, arguments);
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
