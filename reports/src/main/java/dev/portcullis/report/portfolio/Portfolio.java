package dev.portcullis.report.portfolio;

import dev.portcullis.policy.decision.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Many decisions, each stack with its history.
 *
 * @param histories sorted by project, stack and system
 */
public record Portfolio(List<History> histories) {
  private static final Comparator<Entry.Stack> STACKS =
      Comparator.comparing((Entry.Stack stack) -> String.valueOf(stack.project()))
          .thenComparing(stack -> String.valueOf(stack.stack()))
          .thenComparing(stack -> String.valueOf(stack.system()));

  private static final Comparator<Entry> STANDING =
      Comparator.comparing(Entry::verdict).thenComparing(Entry::partial, Comparator.reverseOrder());

  /**
   * One stack over time.
   *
   * @param entries by instant, of one instant the worst last, then by file; never empty
   */
  public record History(Entry.Stack stack, List<Entry> entries) {

    /**
     * Where the stack stands: the newest decision by all rules, unless one by some of them that
     * came after it is worse. Of decisions that do not say whose they are, none is known to take
     * the place of another, and the worst of all counts.
     */
    public Entry standing() {
      return entries.subList(stack.isKnown() ? lastByAllRules() : 0, entries.size()).stream()
          .reduce((one, later) -> STANDING.compare(one, later) > 0 ? one : later)
          .orElseThrow();
    }

    private int lastByAllRules() {
      int last = entries.size() - 1;
      while (last > 0 && entries.get(last).partial()) {
        last--;
      }
      return last;
    }

    /** The decision of {@link #standing} with the one before it. */
    public Step standingStep() {
      var standing = standing();
      return steps().stream()
          .filter(step -> step.entry().equals(standing))
          .findFirst()
          .orElseThrow();
    }

    /** Each decision with the one before it, the newest first. */
    public List<Step> steps() {
      var steps = new ArrayList<Step>();
      for (int i = entries.size() - 1; i >= 0; i--) {
        steps.add(new Step(entries.get(i), entries.subList(Math.max(0, i - 1), i)));
      }
      return steps;
    }
  }

  /**
   * A decision and the one before it.
   *
   * @param previous empty for the first
   */
  public record Step(Entry entry, List<Entry> previous) {

    /** Whether both judged by every rule, so that what is not there any more is gone. */
    public boolean isComparable() {
      return previous.stream().allMatch(Entry::isWhole) && entry.isWhole();
    }

    /** Open offences that were not there before. */
    public int appeared() {
      return previous.stream().mapToInt(entry::openBeyond).sum();
    }

    /** Open offences that are not there any more. */
    public int disappeared() {
      return previous.stream().mapToInt(before -> before.openBeyond(entry)).sum();
    }
  }

  /**
   * Sorts the decisions; the order in which they were found makes no difference, and of two at one
   * instant the better is not the last.
   */
  public static Portfolio of(List<Entry> entries) {
    var byStack = new TreeMap<Entry.Stack, List<Entry>>(STACKS);
    entries.stream()
        .sorted(
            Comparator.comparing(Entry::asOf)
                .thenComparing(Entry::verdict)
                .thenComparing(Entry::file))
        .forEach(
            entry -> byStack.computeIfAbsent(entry.stack(), s -> new ArrayList<>()).add(entry));
    return new Portfolio(
        byStack.entrySet().stream().map(e -> new History(e.getKey(), e.getValue())).toList());
  }

  /** All decisions. */
  public Stream<Entry> entries() {
    return histories.stream().flatMap(history -> history.entries().stream());
  }

  /** The worst of where the stacks stand. */
  public Status.Verdict verdict() {
    return histories.stream()
        .map(history -> history.standing().verdict())
        .max(Comparator.naturalOrder())
        .orElse(Status.Verdict.ERROR);
  }

  /** First instant of all. */
  public Instant from() {
    return entries().map(Entry::asOf).min(Comparator.naturalOrder()).orElseThrow();
  }

  /** Last instant of all: the clock of a portfolio. */
  public Instant until() {
    return entries().map(Entry::asOf).max(Comparator.naturalOrder()).orElseThrow();
  }
}
