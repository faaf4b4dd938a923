package dev.portcullis.cli;

import dev.portcullis.graph.InputException;
import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.report.diff.DecisionDiff;
import dev.portcullis.report.diff.DiffPage;
import dev.portcullis.report.diff.GraphDiff;
import dev.portcullis.report.diff.GraphDiffPage;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * {@code gate diff}: what differs between two decisions, or two graphs. Of decisions the exit code
 * is that of the second: what is better than before is not therefore good.
 */
@Command(
    name = "diff",
    description = {
      "Compare two decisions or two graphs.",
      "Exit code: of decisions that of B; of graphs 0, nothing is decided."
    },
    mixinStandardHelpOptions = true)
final class DiffCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      index = "0",
      paramLabel = "A",
      description = "decision.json or graph.json to compare with.")
  private Path before;

  @Parameters(
      index = "1",
      paramLabel = "B",
      description = "The same of what is new. Formats: markdown, html.")
  private Path after;

  @Mixin private OutputOptions output;

  DiffCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    var asked = output.formats(Pages.FORMATS);
    var a = ComparedFile.read(before);
    var b = ComparedFile.read(after);
    if (a.kind() != b.kind()) {
      throw InputException.of(
          b.name(),
          "",
          "a " + b.kind().words() + ", but A is a " + a.kind().words(),
          "compare two decisions or two graphs");
    }
    return a.kind() == ComparedFile.Kind.GRAPH
        ? graphs(asked, a.graph(), b.graph())
        : decisions(asked, a.decision(), b.decision());
  }

  private int decisions(List<String> asked, Decision a, Decision b) {
    var diff = DecisionDiff.of(a, b);
    Pages.write(output, terminal, asked, "diff", DiffPage.of(diff));
    terminal.err().println(DiffPage.summary(diff));
    return b.decision().exitCode();
  }

  private int graphs(List<String> asked, ResourceGraph a, ResourceGraph b) {
    var diff = GraphDiff.of(a, b);
    Pages.write(output, terminal, asked, "diff", GraphDiffPage.of(diff));
    terminal.err().println(GraphDiffPage.summary(diff));
    return 0;
  }
}
