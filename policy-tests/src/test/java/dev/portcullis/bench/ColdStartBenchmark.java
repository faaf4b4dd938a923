package dev.portcullis.bench;

import dev.portcullis.policy.engine.OnPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Time from starting the process to its exit, which is what a pipeline waits for: the gate
 * capturing the built-in program, the gate reading its graph, and conftest with the same rules over
 * the same graph. The commands take turns, so that a machine that slows down slows them all; quote
 * the ratios. Run by {@code mvn -Pbench verify}; rounds by {@code -Dbench.rounds}.
 */
public final class ColdStartBenchmark {
  private static final String SYSTEM = "serverless";

  private final Path root = Path.of(System.getProperty("portcullis.root"));
  private final Path work;
  private final Map<String, List<String>> commands = new LinkedHashMap<>();

  private ColdStartBenchmark(Path work) {
    this.work = work;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    var work = Files.createTempDirectory("portcullis-bench");
    new ColdStartBenchmark(work).run(Integer.getInteger("bench.rounds", 5));
  }

  private void run(int rounds) throws IOException, InterruptedException {
    var gate = root.resolve("gate").toString();
    // Builds the gate and its class archive if needed, and leaves the graph that the others read.
    exitOf(List.of(gate, "check", SYSTEM, "--quiet", "--out", work.toString()));
    var graph = work.resolve("graph.json").toString();
    commands.put("gate check " + SYSTEM, List.of(gate, "check", SYSTEM, "--quiet"));
    commands.put("gate check --graph", List.of(gate, "check", "--graph", graph, "--quiet"));
    OnPath.find("conftest")
        .ifPresent(tool -> commands.put("conftest test", conftestCommand(tool, graph)));

    var times = new LinkedHashMap<String, double[]>();
    for (int round = -1; round < rounds; round++) {
      for (var command : commands.entrySet()) {
        var start = System.nanoTime();
        var status = exitOf(command.getValue());
        if (status != 0) {
          throw new IllegalStateException(command.getKey() + " exited " + status);
        }
        if (round >= 0) {
          times.computeIfAbsent(command.getKey(), c -> new double[rounds])[round] =
              (System.nanoTime() - start) / 1e9;
        }
      }
    }
    print(times, rounds);
  }

  private void print(Map<String, double[]> times, int rounds) {
    var peer = times.get("conftest test");
    System.out.printf(
        Locale.ROOT,
        "%nCold process to exit, %d interleaved rounds after one warm-up, %d cores, Java %s%n",
        rounds,
        Runtime.getRuntime().availableProcessors(),
        Runtime.version());
    System.out.printf(
        "%-24s %10s %10s %10s %14s%n", "command", "median s", "min s", "max s", "/ conftest");
    times.forEach(
        (command, values) ->
            System.out.printf(
                Locale.ROOT,
                "%-24s %10.2f %10.2f %10.2f %14s%n",
                command,
                median(values),
                Arrays.stream(values).min().orElseThrow(),
                Arrays.stream(values).max().orElseThrow(),
                peer == null
                    ? "-"
                    : String.format(Locale.ROOT, "%.1f", medianRatio(values, peer))));
    if (peer == null) {
      System.out.println(
          "conftest is not on the PATH: no peer was measured (.ci/tools/build conftest builds it)");
    }
  }

  private static double median(double[] values) {
    var sorted = values.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  /**
   * Median of the ratios pair by pair, not ratio of the medians: both of a pair ran on the same
   * machine load.
   */
  private static double medianRatio(double[] values, double[] peer) {
    var ratios = new double[values.length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = values[i] / peer[i];
    }
    return median(ratios);
  }

  private List<String> conftestCommand(Path tool, String graph) {
    var rego = root.resolve("policies/src/main/rego");
    var command =
        new ArrayList<>(
            List.of(tool.toString(), "test", "--parser", "json", "-n", "portcullis.conftest"));
    for (var folder : List.of("lib", "rules", "portcullis")) {
      command.addAll(List.of("-p", rego.resolve(folder).toString()));
    }
    // Conftest does not prefix data with its folder: it gets the tree that the bundle carries.
    command.addAll(
        List.of(
            "-d",
            root.resolve("policies/src/main/resources/dev/portcullis/policy/bundle/data.json")
                .toString(),
            graph));
    return command;
  }

  private int exitOf(List<String> command) throws IOException, InterruptedException {
    var output = work.resolve("output.txt").toFile();
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
    return process.waitFor();
  }
}
