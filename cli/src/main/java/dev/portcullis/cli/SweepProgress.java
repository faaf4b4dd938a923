package dev.portcullis.cli;

import dev.portcullis.policy.decision.Status;
import dev.portcullis.report.PlainText;
import dev.portcullis.sweep.Sweep;
import dev.portcullis.sweep.result.StackResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How far a sweep is, how fast, and how long it will take: one line that renews itself on a
 * terminal, a line every half minute in a log. Remembers what took longest.
 */
final class SweepProgress implements Sweep.Listener {
  private static final long ON_A_TERMINAL = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long IN_A_LOG = TimeUnit.SECONDS.toNanos(30);
  private static final int SLOWEST = 3;

  /** Anything faster is not worth a word. */
  private static final long SLOW = TimeUnit.SECONDS.toNanos(1);

  private record Timed(String source, int resources, long nanos) {}

  private final Terminal terminal;
  private final int total;
  private final boolean quiet;
  private final LongSupplier clock;
  private final long start;
  private final List<Timed> slowest = new ArrayList<>();
  private long last;
  private int done;
  private int fresh;
  private int denied;
  private int undecided;

  SweepProgress(Terminal terminal, int total, boolean quiet, LongSupplier clock) {
    this.terminal = terminal;
    this.total = total;
    this.quiet = quiet;
    this.clock = clock;
    this.start = clock.getAsLong();
    this.last = start;
  }

  @Override
  public void done(StackResult result, boolean decidedNow, long nanos) {
    var stack = result.stack();
    done++;
    fresh += decidedNow ? 1 : 0;
    denied += stack.decision() == Status.Verdict.DENY ? 1 : 0;
    undecided += stack.decision() == Status.Verdict.ERROR ? 1 : 0;
    if (nanos >= SLOW) {
      slowest.add(new Timed(stack.source(), stack.resources(), nanos));
      slowest.sort(Comparator.comparingLong(timed -> -timed.nanos()));
      if (slowest.size() > SLOWEST) {
        slowest.remove(SLOWEST);
      }
    }
    var now = clock.getAsLong();
    if (now - last >= (terminal.colour() ? ON_A_TERMINAL : IN_A_LOG)) {
      last = now;
      show(line(now));
    }
  }

  private void show(String line) {
    if (quiet) {
      return;
    }
    if (terminal.colour()) {
      terminal.progress(line);
    } else {
      terminal.err().println("gate: " + line);
    }
  }

  private String line(long now) {
    var text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "%,d of %,d stacks", done, total));
    if (denied > 0) {
      text.append(String.format(Locale.ROOT, ", %,d denied", denied));
    }
    if (undecided > 0) {
      text.append(String.format(Locale.ROOT, ", %,d not decided", undecided));
    }
    if (fresh > 0) {
      var rate = rate(now);
      text.append(String.format(Locale.ROOT, ", %.0f/s", rate));
      text.append(", ").append(time(Math.round((total - done) / rate))).append(" left");
    }
    return text.toString();
  }

  private double rate(long now) {
    return fresh * 1e9 / Math.max(1, now - start);
  }

  private static String time(long seconds) {
    if (seconds < 60) {
      return seconds + " s";
    }
    return seconds < 3_600
        ? seconds / 60 + " min " + seconds % 60 + " s"
        : seconds / 3_600 + " h " + seconds % 3_600 / 60 + " min";
  }

  /** How fast it went, what was slow, what was taken from an earlier run; empty when quiet. */
  String report(Sweep.Outcome outcome) {
    if (quiet) {
      return "";
    }
    var text = new StringBuilder();
    var now = clock.getAsLong();
    if (outcome.reused() > 0) {
      say(text, "took %,d of %,d stacks from the journal, unchanged", outcome.reused(), total);
    }
    if (outcome.foreign() > 0) {
      say(
          text,
          "%,d results in the journal hold for another policy or request and were not used",
          outcome.foreign());
    }
    if (fresh > 0) {
      var seconds = Math.round((now - start) / 1e9);
      say(text, "decided %,d of %,d stacks in %s, %.0f/s", fresh, total, time(seconds), rate(now));
    }
    for (var slow : slowest) {
      var source = PlainText.oneLine(slow.source());
      say(text, "slow: %s, %,d resources, %.1f s", source, slow.resources(), slow.nanos() / 1e9);
    }
    return text.append(text.length() > 0 ? "\n" : "").toString();
  }

  private static void say(StringBuilder text, String format, Object... values) {
    text.append("gate: ").append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
