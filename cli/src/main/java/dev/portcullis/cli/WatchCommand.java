package dev.portcullis.cli;

import dev.portcullis.cli.watch.FolderWatch;
import dev.portcullis.graph.InputException;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gate watch}: decides again on every save, until Ctrl-C. */
@Command(
    name = "watch",
    description = "Decide again on every save, until Ctrl-C.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit code: that of the last decision; 2 when what stood there at the end was not decided about."
    })
final class WatchCommand implements Callable<Integer> {
  /** After as many rounds the JVM has compiled what a round runs. */
  private static final int REHEARSALS = 25;

  private final Terminal terminal;

  @Mixin private GraphInput input;
  @Mixin private PolicyOptions options;

  WatchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    LongSupplier nanos = System::nanoTime;
    try (var policy = new WatchedPolicy(options);
        var program = input.watched(nanos)) {
      policy.load();
      var session =
          new WatchSession(terminal, Clock.system(ZoneId.systemDefault()), nanos, program, policy);
      // Otherwise the JVM would tell the signal instead.
      var end = new Thread(() -> Runtime.getRuntime().halt(session.exitCode()), "end-of-watch");
      Runtime.getRuntime().addShutdownHook(end);
      try {
        watch(session, program, policy);
      } finally {
        Runtime.getRuntime().removeShutdownHook(end);
      }
      return session.exitCode();
    }
  }

  private static void watch(WatchSession session, WatchedGraph program, WatchedPolicy policy) {
    var roots = new ArrayList<>(program.roots());
    roots.addAll(policy.roots());
    try (var changes = new FolderWatch(roots)) {
      session.run(changes, REHEARSALS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw InputException.of(
          "watch", "", "a folder cannot be watched: " + e.getMessage(), "make it readable", e);
    }
  }
}
