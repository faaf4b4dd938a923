package dev.portcullis.cli;

import dev.portcullis.graph.GraphJson;
import dev.portcullis.graph.InputException;
import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.policy.decision.DecisionDocument;
import dev.portcullis.report.ConsoleReport;
import dev.portcullis.report.Format;
import dev.portcullis.report.Formats;
import dev.portcullis.report.portfolio.Portfolio;
import dev.portcullis.report.portfolio.PortfolioPage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code gate report}: shows a decision again, or many at a glance. Nothing is evaluated; the exit
 * code is that of the decision shown, or of the worst of those that are the last of their stack.
 */
@Command(
    name = "report",
    description = {
      "Show a decision again, or the decisions in a folder at a glance.",
      "Exit code: that of the decision; of a folder, the worst of the last of each stack."
    },
    mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      paramLabel = "DECISION|DIR",
      description =
          "A decision.json, or a folder with many: formats of one are ${COMPLETION-CANDIDATES};"
              + " of a folder markdown, html.",
      completionCandidates = FormatNames.class)
  private Path subject;

  @Mixin private OutputOptions output;

  @Option(
      names = "--graph",
      paramLabel = "FILE",
      description =
          "Graph of the decision, for the formats that show it; default is the graph.json beside"
              + " it, if it is the one.")
  private @Nullable Path graph;

  @Option(names = "--quiet", description = "Only findings and the verdict.")
  private boolean quiet;

  ReportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    return Files.isDirectory(subject) ? portfolio() : decision();
  }

  private int portfolio() {
    if (graph != null) {
      throw InputException.of(
          "--graph", "", "a folder has many decisions", "name one decision, or leave it out");
    }
    var asked = output.formats(Pages.FORMATS);
    var portfolio = asked.contains("html") && output.toDirectory() ? linked(asked) : alone(asked);
    terminal.err().println(PortfolioPage.summary(portfolio));
    return portfolio.verdict().exitCode();
  }

  /** The page with the report of every decision, for a reader who wants to know more. */
  private Portfolio linked(List<String> asked) {
    try (var files = output.open()) {
      var reports = new PortfolioReports(files);
      var portfolio = DecisionFolder.read(subject, reports);
      Pages.add(files, asked, "portfolio", PortfolioPage.of(portfolio, reports::report));
      files.publish();
      if (reports.withoutPicture() > 0) {
        terminal.err().println(withoutPicture(reports.withoutPicture()));
      }
      return portfolio;
    }
  }

  private static String withoutPicture(int reports) {
    return (reports == 1 ? "1 report has" : reports + " reports have")
        + " no picture: the graph of the decision does not lie beside it";
  }

  private Portfolio alone(List<String> asked) {
    var portfolio = DecisionFolder.read(subject, (file, name, decision) -> {});
    Pages.write(output, terminal, asked, "portfolio", PortfolioPage.of(portfolio));
    return portfolio;
  }

  private int decision() {
    var asked = output.formats(Formats.names());
    var document = DecisionDocument.read(subject);
    var decision = document.decision();
    var resources = resources(decision.graph().digest(), asked);
    output.write(
        terminal,
        asked,
        name -> Formats.named(name).fileName(),
        name -> rendered(Formats.named(name), document, resources));
    terminal.err().print(ConsoleReport.of(decision, terminal.colour(), quiet));
    return decision.decision().exitCode();
  }

  private static byte[] rendered(
      Format format, DecisionDocument document, @Nullable ResourceGraph resources) {
    // The document may hold what the model does not know, and it is not ours to leave it out.
    return format.name().equals("json")
        ? document.bytes()
        : format.render(document.decision(), resources);
  }

  private @Nullable ResourceGraph resources(String digest, List<String> asked) {
    if (graph != null) {
      var read = GraphJson.read(graph);
      if (!GraphJson.digest(read).equals(digest)) {
        throw InputException.of(
            GraphJson.sourceName(graph),
            "/digest",
            "this is graph " + GraphJson.digest(read),
            "give the graph that was decided on, " + digest);
      }
      return read;
    }
    if (asked.stream().noneMatch(ReportCommand::showsGraph)) {
      return null;
    }
    var beside = GraphBeside.of(subject, String.valueOf(subject.getFileName()), digest);
    if (beside.others()) {
      terminal.err().println("the graph.json beside the decision is another one and is not shown");
    }
    return beside.graph();
  }

  private static boolean showsGraph(String format) {
    return Formats.named(format).graph() == Format.GraphUse.SHOWN;
  }
}
