package dev.portcullis.cli;

import dev.portcullis.graph.GraphJson;
import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.report.ConsoleReport;
import dev.portcullis.report.Format;
import dev.portcullis.report.Formats;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code gate check}: captures or reads a graph, decides, reports; the exit code is the decision.
 */
@Command(
    name = "check",
    description = "Decide whether a program may be deployed.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private GraphInput input;
  @Mixin private PolicyOptions policy;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Write graph.json, decision.json and the formats asked for into this directory.")
  private @Nullable Path out;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      split = ",",
      completionCandidates = FormatNames.class,
      description =
          "Write the decision in this format too: ${COMPLETION-CANDIDATES}; may be repeated. Without"
              + " --out a single format goes to standard output.")
  private List<String> formats = new ArrayList<>();

  @Option(names = "--quiet", description = "Only findings and the verdict.")
  private boolean quiet;

  CheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    var asked = formats();
    terminal.progress("reading the program and the policy");
    // The policy is loaded meanwhile; what is wrong with its options is told first, and at once.
    var reading = Background.start("reading", input::read);
    ResourceGraph graph;
    Decision decision;
    try (var gate = policy.prepare(tellsWhatWasRead(asked))) {
      graph = reading.result();
      terminal.progress("asking the rules about " + graph.resources().size() + " resources");
      decision = gate.decide(graph);
    } finally {
      terminal.done();
    }
    if (out != null) {
      write(out, graph, decision, asked);
    } else if (asked.size() == 1) {
      terminal.out().writeBytes(asked.get(0).render(decision, graph));
    }
    LastDecision.remember(decision);
    terminal.err().print(ConsoleReport.of(decision, terminal.colour(), quiet));
    return decision.decision().exitCode();
  }

  private List<Format> formats() {
    var asked = formats.stream().distinct().toList();
    var known = asked.stream().map(Formats::named).toList();
    OutputOptions.requireOneWithoutDirectory(out, asked);
    return known;
  }

  /** A report that shows the graph shows what was read of it. */
  private static boolean tellsWhatWasRead(List<Format> formats) {
    return formats.stream().anyMatch(format -> format.graph() == Format.GraphUse.SHOWN);
  }

  private void write(Path directory, ResourceGraph graph, Decision decision, List<Format> formats) {
    try (var files = new OutputDirectory(directory)) {
      files.add("graph.json", GraphJson.canonicalBytes(graph));
      var json = Formats.named("json");
      files.add(json.fileName(), json.render(decision));
      formats.forEach(format -> files.add(format.fileName(), format.render(decision, graph)));
      if (Files.exists(directory.resolve(json.fileName()))) {
        // Of an earlier check, with reports that are those of another decision.
        files.replace(Formats.all().stream().map(Format::fileName).toList());
      }
      var outdated = files.publish();
      if (!outdated.isEmpty()) {
        terminal
            .err()
            .println("removed from --out, of an earlier check: " + String.join(", ", outdated));
      }
    }
  }
}
