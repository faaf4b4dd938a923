package dev.portcullis.cli;

import dev.portcullis.graph.InputException;
import dev.portcullis.policy.bundle.RuleInfo;
import dev.portcullis.policy.cases.CaseRunner;
import dev.portcullis.policy.cases.RuleCases;
import dev.portcullis.policy.engine.OnPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * {@code gate test}: runs the cases of the pack through the engine. Where {@code opa} is on the
 * PATH and the sources are there, the Rego unit tests run too; without opa that is said aloud.
 */
@Command(
    name = "test",
    description = "Run the cases and the Rego tests of the pack.",
    mixinStandardHelpOptions = true)
final class TestCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private PolicyOptions policy;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "Folder with Rego sources and case files; default is the pack itself.")
  private @Nullable Path folder;

  TestCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (folder != null && !Files.isDirectory(folder)) {
      throw InputException.of(
          "test " + folder,
          "",
          "no such directory",
          "name a folder with Rego sources or case files");
    }
    var failedCases = cases();
    var rego = rego();
    return failedCases == 0 && rego ? 0 : 1;
  }

  private int cases() {
    var pack = policy.bundle();
    var files =
        folder != null
            ? RuleCases.in(folder)
            : RuleCases.builtIn(pack.catalogue().rules().stream().map(RuleInfo::id).toList());
    if (files.isEmpty() && folder == null) {
      throw InputException.of("test", "", "no cases", "a pack without cases proves nothing");
    }
    int passed = 0;
    int failed = 0;
    try (var engine = policy.open(pack)) {
      var runner = new CaseRunner(pack, engine);
      for (var file : files) {
        for (var outcome : runner.run(file)) {
          if (outcome.problem() == null) {
            passed++;
          } else {
            failed++;
            terminal
                .err()
                .println("✘ " + outcome.rule() + " " + outcome.name() + ": " + outcome.problem());
          }
        }
      }
      terminal
          .err()
          .println(
              "cases: "
                  + passed
                  + " passed, "
                  + failed
                  + " failed, "
                  + engine.info().kind()
                  + " engine");
    }
    return failed;
  }

  /** Whether the Rego tests passed, or there was nothing to run them with. */
  private boolean rego() throws IOException, InterruptedException {
    var sources = folder != null ? folder : home();
    if (sources == null || !hasRegoTests(sources)) {
      return true;
    }
    if (OnPath.find("opa").isEmpty()) {
      terminal
          .err()
          .println("Rego unit tests: NOT RUN, opa is not on the PATH (the cases above need none)");
      if (System.getenv("PORTCULLIS_REQUIRE_TOOLS") != null) {
        throw InputException.of(
            "test", "opa", "it is required here and missing", "install opa, see docs/ci.md");
      }
      return true;
    }
    var command =
        new ArrayList<>(
            List.of("opa", "test", "--fail-on-empty", "--timeout", "300s", sources.toString()));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getInputStream().transferTo(terminal.err());
    return process.waitFor() == 0;
  }

  private static boolean hasRegoTests(Path sources) throws IOException {
    try (var files = Files.walk(sources)) {
      return files.anyMatch(file -> file.toString().endsWith("_test.rego"));
    }
  }

  private static @Nullable Path home() {
    var home = System.getProperty("portcullis.home");
    var sources = home == null ? null : Path.of(home, "policies/src/main/rego");
    return sources != null && Files.isDirectory(sources) ? sources : null;
  }
}
