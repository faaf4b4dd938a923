package dev.portcullis.cli;

import dev.portcullis.graph.GraphJson;
import dev.portcullis.graph.InputException;
import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.graph.read.PreviewReader;
import dev.portcullis.graph.read.StateReader;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Where the graph comes from: exactly one of a built-in system, a file, or a program. Shared by the
 * commands that need a graph.
 */
final class GraphInput {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "SYSTEM",
      description = "Capture a built-in system: serverless, trading, healthcare or payments.")
  private @Nullable String system;

  @Option(names = "--graph", paramLabel = "FILE", description = "Read a resource graph.")
  private @Nullable Path graph;

  @Option(
      names = "--preview",
      paramLabel = "FILE",
      description = "Read the output of `pulumi preview --json`.")
  private @Nullable Path preview;

  @Option(
      names = "--state",
      paramLabel = "FILE",
      description = "Read the output of `pulumi stack export`.")
  private @Nullable Path state;

  @Option(
      names = "--program",
      paramLabel = "CLASSPATH:MAIN",
      description =
          "Run the main class of a Pulumi Java program in a JVM of its own and capture it.")
  private @Nullable String program;

  @Option(
      names = "--suffix",
      paramLabel = "ID",
      description =
          "Environment suffix of the captured system (configuration key environmentSuffix).")
  private @Nullable String suffix;

  @Option(
      names = "--config",
      paramLabel = "key=value",
      description = "Configuration of the captured program; may be repeated.")
  private Map<String, String> config = new LinkedHashMap<>();

  /** Reads or captures the graph. */
  ResourceGraph read() {
    check();
    if (graph != null) {
      return GraphJson.read(graph);
    }
    if (preview != null) {
      return PreviewReader.read(preview);
    }
    if (state != null) {
      return StateReader.read(state);
    }
    return system != null
        ? Capture.system(system, suffix, config)
        : Capture.program(Objects.requireNonNull(program), suffix, config);
  }

  /**
   * The same graph, made again and again.
   *
   * @param nanos clock for durations
   */
  WatchedGraph watched(LongSupplier nanos) {
    check();
    if (system != null) {
      var home = System.getProperty("portcullis.home", "");
      return new WatchedSystem(system, suffix, config, Path.of(home), nanos);
    }
    if (program != null) {
      return new WatchedFile(classPath(program), this::read);
    }
    var file = Stream.of(graph, preview, state).filter(Objects::nonNull).findFirst();
    return new WatchedFile(List.of(file.orElseThrow()), this::read);
  }

  /** Files and folders of the class path of {@code CLASSPATH:MAIN}, those that are there. */
  private static List<Path> classPath(String program) {
    var entries = program.substring(0, Math.max(0, program.lastIndexOf(':')));
    var there =
        Stream.of(entries.split(File.pathSeparator))
            .map(entry -> entry.endsWith("/*") ? entry.substring(0, entry.length() - 2) : entry)
            .map(Path::of)
            .filter(Files::exists)
            .toList();
    if (there.isEmpty()) {
      throw InputException.of(
          "--program",
          "",
          "nothing of the class path \"" + entries + "\" is there",
          "name existing folders and jars");
    }
    return there;
  }

  private void check() {
    var given = Stream.of(system, graph, preview, state, program).filter(x -> x != null).count();
    if (given != 1) {
      throw InputException.of(
          "arguments",
          "",
          given == 0 ? "nothing to examine was named" : "more than one thing to examine was named",
          "name exactly one of SYSTEM, --graph, --preview, --state, --program");
    }
    if (system == null && program == null && (suffix != null || !config.isEmpty())) {
      throw InputException.of(
          suffix != null ? "--suffix" : "--config",
          "",
          "a graph that is read has its configuration already",
          "use it with SYSTEM or --program only");
    }
  }
}
