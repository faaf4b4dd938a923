package dev.portcullis.cli;

import dev.portcullis.graph.GraphJson;
import dev.portcullis.graph.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gate graph}: writes the resource graph and decides nothing. */
@Command(
    name = "graph",
    description = "Write the resource graph of a program.",
    mixinStandardHelpOptions = true)
final class GraphCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private GraphInput input;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      defaultValue = "-",
      description = "File to write; - is standard output (default).")
  private String output;

  GraphCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    var graph = input.read();
    var bytes = GraphJson.canonicalBytes(graph);
    if (output.equals("-")) {
      terminal.out().writeBytes(bytes);
      return 0;
    }
    try {
      OutputDirectory.writeAtomically(Path.of(output), bytes);
    } catch (IOException e) {
      throw InputException.of(
          "-o " + output, "", "cannot be written: " + e, "name a file in a writable directory", e);
    }
    terminal
        .err()
        .println(
            graph.resources().size()
                + " resources, "
                + GraphJson.digest(graph)
                + ", written to "
                + output);
    return 0;
  }
}
