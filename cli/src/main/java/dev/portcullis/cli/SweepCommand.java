package dev.portcullis.cli;

import dev.portcullis.graph.InputException;
import dev.portcullis.policy.engine.PolicyEngineException;
import dev.portcullis.report.Version;
import dev.portcullis.sweep.Engines;
import dev.portcullis.sweep.Sweep;
import dev.portcullis.sweep.SweepDirectory;
import dev.portcullis.sweep.SweepPolicy;
import dev.portcullis.sweep.SweepReport;
import dev.portcullis.sweep.source.Documents;
import dev.portcullis.sweep.source.Source;
import dev.portcullis.sweep.source.SourceArguments;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gate sweep}: decides on many stacks; the exit code is the worst of their decisions. */
@Command(
    name = "sweep",
    description = "Decide on many stacks in one run; results as Parquet and a summary.",
    mixinStandardHelpOptions = true)
final class SweepCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      arity = "1..*",
      paramLabel = "SOURCE",
      description =
          "Files, folders (their *.json), globs, s3://bucket/prefix; - reads a list from standard"
              + " input. Resource graphs, previews and stack exports are told apart by content.")
  private List<String> sources = new ArrayList<>();

  @Mixin private PolicyOptions policy;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Write stacks, rules, findings (Parquet) and summary.json into this directory.")
  private Path out;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Stacks decided at the same time; default is the number of processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--resume",
      description = "Go on with the sweep in --out; what has not changed is not decided again.")
  private boolean resume;

  @Option(names = "--quiet", description = "Only what was not decided, and the verdict.")
  private boolean quiet;

  SweepCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (threads < 1) {
      throw InputException.of("--threads", "", "got " + threads, "give at least 1");
    }
    var policyAsked = policy.asked();
    try (var interruption = Interruption.watch();
        var documents = new Documents();
        var engines = engines(policyAsked)) {
      // What is wrong with the request is said before anything is written.
      var tool = "portcullis " + Version.current();
      var asked = new SweepPolicy(policyAsked.pack(), policyAsked.request(), engines.info(), tool);
      terminal.progress("listing the stacks");
      var listed = new SourceArguments(System.in, out, documents).expand(sources);
      try (var directory = SweepDirectory.open(out, resume)) {
        var held = policy.asOfGiven() ? asked : directory.lastAsOf().map(asked::at).orElse(asked);
        var sweep = new Sweep(held, engines, documents, threads, interruption::requested);
        return run(sweep, held, listed, directory);
      }
    } catch (PolicyEngineException e) {
      throw policy.unusable(e);
    } finally {
      terminal.done();
    }
  }

  private int run(Sweep sweep, SweepPolicy asked, List<Source> listed, SweepDirectory directory) {
    var progress = new SweepProgress(terminal, listed.size(), quiet, System::nanoTime);
    var outcome = sweep.run(listed, directory, progress);
    terminal.done();
    terminal.err().print(progress.report(outcome));
    var report =
        SweepReport.of(
            asked, outcome.tally(), outcome.total(), out.toString(), terminal.colour(), quiet);
    terminal.err().print(report);
    if (!outcome.complete()) {
      terminal.err().println("gate: interrupted; the same command with --resume goes on from here");
    }
    return outcome.exitCode();
  }

  private Engines engines(PolicyOptions.Asked policyAsked) {
    return policy.engineIsShared()
        ? Engines.shared(() -> policy.open(policyAsked.pack()))
        : Engines.perThread(() -> policy.open(policyAsked.pack()));
  }
}
