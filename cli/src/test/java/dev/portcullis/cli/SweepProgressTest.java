package dev.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.decision.Status;
import dev.portcullis.sweep.Sweep;
import dev.portcullis.sweep.result.StackResult;
import dev.portcullis.sweep.result.StackRow;
import dev.portcullis.sweep.result.Tally;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SweepProgressTest {
  private final AtomicLong clock = new AtomicLong();
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  @Test
  void saysHowFarHowFastAndHowLongYet() {
    var progress = progress(10_000, true, false);
    advance(progress, 600, 2_000, Status.Verdict.DENY);
    assertThat(shown()).contains("600 of 10,000 stacks, 600 denied, 300/s, 31 s left…");
  }

  @Test
  void doesNotCountWhatWasNotDecidedNowIntoTheRate() {
    var progress = progress(1_100, true, false);
    for (int i = 0; i < 1_000; i++) {
      progress.done(result(Status.Verdict.ALLOW), false, 1);
    }
    advance(progress, 50, 1_000, Status.Verdict.ALLOW);
    assertThat(shown()).contains("1,050 of 1,100 stacks, 50/s, 1 s left");
    assertThat(progress.report(new Sweep.Outcome(new Tally(), 1_100, 1_000, 3)))
        .contains(
            "took 1,000 of 1,100 stacks from the journal", "3 results in the journal hold for")
        .contains("decided 50 of 1,100 stacks in 1 s, 50/s");
  }

  @Test
  void writesALogALineEveryHalfMinute() {
    var progress = progress(10_000, false, false);
    for (int second = 0; second < 90; second++) {
      advance(progress, 10, 1_000, Status.Verdict.ERROR);
    }
    assertThat(shown().lines())
        .containsExactly(
            "gate: 300 of 10,000 stacks, 300 not decided, 10/s, 16 min 10 s left",
            "gate: 600 of 10,000 stacks, 600 not decided, 10/s, 15 min 40 s left",
            "gate: 900 of 10,000 stacks, 900 not decided, 10/s, 15 min 10 s left");
  }

  @Test
  void remembersWhatWasSlow() {
    var progress = progress(9, false, false);
    for (int i = 1; i <= 5; i++) {
      progress.done(result(Status.Verdict.ALLOW), true, TimeUnit.MILLISECONDS.toNanos(900L * i));
    }
    clock.set(TimeUnit.SECONDS.toNanos(9));
    assertThat(progress.report(new Sweep.Outcome(new Tally(), 9, 0, 0)).lines())
        .contains("gate: slow: a\\u001b[1m.json, 7 resources, 4.5 s")
        .filteredOn(line -> line.contains("slow"))
        .hasSize(3);
  }

  @Test
  void quietIsQuiet() {
    var progress = progress(10, true, true);
    advance(progress, 5, 100_000, Status.Verdict.ALLOW);
    assertThat(shown()).isEmpty();
    assertThat(progress.report(new Sweep.Outcome(new Tally(), 10, 1, 1))).isEmpty();
  }

  private SweepProgress progress(int total, boolean terminal, boolean quiet) {
    var out = new PrintStream(shown, true, StandardCharsets.UTF_8);
    return new SweepProgress(new Terminal(out, out, terminal), total, quiet, clock::get);
  }

  private void advance(SweepProgress progress, int stacks, long millis, Status.Verdict verdict) {
    for (int i = 1; i < stacks; i++) {
      progress.done(result(verdict), true, 1);
    }
    clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    progress.done(result(verdict), true, 1);
  }

  private String shown() {
    return shown.toString(StandardCharsets.UTF_8);
  }

  private static StackResult result(Status.Verdict verdict) {
    return new StackResult(
        new StackRow(
            "a\u001b[1m.json",
            "graph",
            "sha256:0",
            "sha256:0",
            null,
            null,
            null,
            "baseline",
            7,
            verdict,
            false,
            null,
            "2026-11-21T00:00:00Z",
            "sha256:1",
            "sha256:2",
            "embedded",
            "plan 1",
            StackRow.RuleCounts.NONE,
            StackRow.FindingCounts.NONE),
        List.of(),
        List.of());
  }
}
