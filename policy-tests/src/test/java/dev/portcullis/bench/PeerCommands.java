package dev.portcullis.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command lines that are compared: the same rules over the same file. */
record PeerCommands(Tools tools) {
  private static final ObjectMapper JSON = new ObjectMapper();

  List<String> gate(int size) {
    return List.of(tools.gate(), "check", "--graph", tools.graph(size).toString(), "--quiet");
  }

  List<String> conftest(int size) {
    var command =
        new ArrayList<>(
            List.of(
                Tools.require("conftest"),
                "test",
                "--parser",
                "json",
                "-n",
                "portcullis.conftest"));
    for (var folder : List.of("lib", "rules", "portcullis")) {
      command.addAll(List.of("-p", tools.rego().resolve(folder).toString()));
    }
    // Conftest does not prefix data with its folder: it gets the tree that the bundle carries.
    command.addAll(
        List.of("-d", tools.bundle("data.json").toString(), tools.graph(size).toString()));
    return command;
  }

  List<String> opaEval(int size) {
    return List.of(
        Tools.require("opa"),
        "eval",
        "-b",
        tools.bundle("bundle.tar.gz").toString(),
        "-i",
        tools.graph(size).toString(),
        "--format",
        "json",
        "--metrics",
        "data.portcullis.decision.verdicts");
  }

  /** Seconds that {@code opa eval} spent evaluating, by its own account. */
  static double evaluationSeconds(Path output) {
    try {
      var metrics = JSON.readTree(output.toFile()).path("metrics");
      return metrics.required("timer_rego_query_eval_ns").asLong() / 1e9;
    } catch (IOException e) {
      throw new UncheckedIOException("opa eval left no metrics", e);
    }
  }
}
