package dev.portcullis.cli;

import dev.portcullis.cli.watch.Changes;
import dev.portcullis.cli.watch.CompileException;
import dev.portcullis.graph.InputException;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Finding;
import dev.portcullis.report.ConsoleReport;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides, waits for a change, decides again. What is wrong with the program or the policy is shown
 * and ends nothing.
 */
final class WatchSession {
  private final Terminal terminal;
  private final Clock clock;
  private final LongSupplier nanos;
  private final WatchedGraph program;
  private final WatchedPolicy policy;

  private @Nullable Decision last;

  /** False as soon as something changed that was not decided about yet. */
  private volatile boolean current;

  /** Exit code of the last decision. */
  private volatile int verdict = GateCommand.NOT_DECIDED;

  /**
   * @param clock instants of decisions
   * @param nanos clock for durations
   */
  WatchSession(
      Terminal terminal,
      Clock clock,
      LongSupplier nanos,
      WatchedGraph program,
      WatchedPolicy policy) {
    this.terminal = terminal;
    this.clock = clock;
    this.nanos = nanos;
    this.program = program;
    this.policy = policy;
  }

  /**
   * That of the last decision; not decided when there is none, or when what stands there now could
   * not be decided about: an earlier permission says nothing of it.
   */
  int exitCode() {
    return current ? verdict : GateCommand.NOT_DECIDED;
  }

  /**
   * Decides about what stands there, then about each change, until the thread is interrupted.
   *
   * @param rehearsals how often the work is repeated before the first change, so that the JVM has
   *     compiled what it needs when the change comes
   */
  void run(Changes changes, int rehearsals) throws InterruptedException {
    decide();
    say("watching; save a file to decide again, Ctrl-C ends it");
    for (int i = 0; i < rehearsals && current && !changes.pending(); i++) {
      rehearse();
    }
    while (true) {
      changed(changes.await());
    }
  }

  /**
   * Decides again.
   *
   * @param roots what changed, of the roots of the program and of the policy
   */
  void changed(Set<Path> roots) {
    current = false;
    if (policy.roots().stream().anyMatch(roots::contains)) {
      attempt(policy::reload);
    }
    decide();
  }

  /** Decides about what stands there now. */
  void decide() {
    attempt(this::decided);
  }

  private void decided() {
    var start = nanos.getAsLong();
    var made = program.make();
    var captured = nanos.getAsLong();
    var decision = policy.decide(made.graph(), clock.instant().truncatedTo(ChronoUnit.SECONDS));
    var end = nanos.getAsLong();
    var before = last;
    last = decision;
    verdict = decision.decision().exitCode();
    current = true;
    if (before != null
        && before.equals(decision.withAsOf(before.asOf()))
        && made.compiledFiles() == 0) {
      return;
    }
    report(before, decision);
    say(
        "%tT  %d resources, %s in %d ms (compile %d ms%s, capture %d ms, decide %d ms)",
        LocalTime.ofInstant(clock.instant(), clock.getZone()),
        made.graph().resources().size(),
        difference(before, decision),
        millis(end - start),
        millis(made.compileNanos()),
        files(made.compiledFiles()),
        millis(captured - start - made.compileNanos()),
        millis(end - captured));
    LastDecision.remember(decision);
  }

  private void attempt(Runnable work) {
    try {
      work.run();
    } catch (CompileException e) {
      e.errors().forEach(error -> say("%s", error));
      say("it does not compile; %s", kept());
    } catch (InputException e) {
      say("gate: %s", e.getMessage());
      say("%s", kept());
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      // A program that is half written may do anything; the next save may mend it.
      say("gate: not decided: %s", e);
      say("%s", kept());
    }
  }

  private String kept() {
    return last == null
        ? "nothing is decided yet"
        : "the last decision was " + last.decision().json() + ", about what stood there before";
  }

  private void rehearse() {
    try {
      program.rehearse();
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      // Nobody asked for it; what is wrong is told when something is decided.
      return;
    }
  }

  private void report(@Nullable Decision before, Decision decision) {
    if (before == null) {
      terminal.err().print(ConsoleReport.of(decision, terminal.colour(), false));
      return;
    }
    var fixed = missing(before.findings(), decision.findings());
    fixed.forEach(f -> say("fixed  %s  %s: %s", f.rule(), f.name(), f.message()));
    var fresh = decision.withFindings(missing(decision.findings(), before.findings()));
    terminal.err().print(ConsoleReport.of(fresh, terminal.colour(), true));
  }

  private static String difference(@Nullable Decision before, Decision decision) {
    var open = decision.findings().size() + " findings";
    return before == null
        ? open
        : open
            + ", "
            + missing(decision.findings(), before.findings()).size()
            + " new, "
            + missing(before.findings(), decision.findings()).size()
            + " fixed,";
  }

  /** Those of the first that are not among the second, as a person would tell them apart. */
  private static List<Finding> missing(Collection<Finding> first, Collection<Finding> second) {
    var left = byIdentity(first);
    left.keySet().removeAll(byIdentity(second).keySet());
    return List.copyOf(left.values());
  }

  private static Map<String, Finding> byIdentity(Collection<Finding> findings) {
    return findings.stream()
        .collect(
            Collectors.toMap(
                f -> f.fingerprint() + " " + f.status() + " " + f.message(),
                f -> f,
                (a, b) -> a,
                LinkedHashMap::new));
  }

  private static String files(int count) {
    return count == 0 ? "" : " of " + count + (count == 1 ? " file" : " files");
  }

  private static long millis(long nanos) {
    return Math.round(nanos / 1e6);
  }

  private void say(String text, Object... values) {
    terminal
        .err()
        .println(values.length == 0 ? text : String.format(java.util.Locale.ROOT, text, values));
  }
}
