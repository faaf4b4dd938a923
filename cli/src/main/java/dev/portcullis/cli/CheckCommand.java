package dev.portcullis.cli;

import dev.portcullis.graph.GraphJson;
import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.report.ConsoleReport;
import dev.portcullis.report.Renderer;
import dev.portcullis.report.Renderers;
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
      description =
          "Write the decision in this format too: json, junit or sarif; may be repeated. Without --out"
              + " a single format goes to standard output.")
  private List<String> formats = new ArrayList<>();

  @Option(names = "--quiet", description = "Only findings and the verdict.")
  private boolean quiet;

  CheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    var renderers = renderers();
    terminal.progress("reading the program and the policy");
    // The policy is loaded meanwhile; what is wrong with its options is told first, and at once.
    var reading = Background.start("reading", input::read);
    ResourceGraph graph;
    Decision decision;
    try (var gate = policy.prepare()) {
      graph = reading.result();
      terminal.progress("asking the rules about " + graph.resources().size() + " resources");
      decision = gate.decide(graph);
    } finally {
      terminal.done();
    }
    if (out != null) {
      write(out, graph, decision, renderers);
    } else if (renderers.size() == 1) {
      terminal.out().writeBytes(renderers.get(0).render(decision));
    }
    LastDecision.remember(decision);
    terminal.err().print(ConsoleReport.of(decision, terminal.colour(), quiet));
    return decision.decision().exitCode();
  }

  private List<Renderer> renderers() {
    var asked = formats.stream().distinct().map(Renderers::named).toList();
    if (out == null && asked.size() > 1) {
      throw dev.portcullis.graph.InputException.of(
          "--format",
          "",
          "standard output takes one format, got " + String.join(", ", formats),
          "name a directory with --out");
    }
    return asked;
  }

  private static void write(
      Path directory, ResourceGraph graph, Decision decision, List<Renderer> renderers) {
    var files = new OutputDirectory(directory);
    files.add("graph.json", GraphJson.canonicalBytes(graph));
    var json = Renderers.named("json");
    files.add(json.fileName(), json.render(decision));
    renderers.forEach(renderer -> files.add(renderer.fileName(), renderer.render(decision)));
    files.write();
  }
}
