package dev.portcullis.report.diff;

import dev.portcullis.policy.decision.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Finds each finding of one decision in another: the very same offence first, then another content
 * at the same place. Which of the two comes first makes no difference.
 */
final class FindingPairs {
  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::fingerprint)
          .thenComparing(Finding::status)
          .thenComparing(Finding::message)
          .thenComparing(finding -> String.valueOf(finding.waiver()));

  private final List<FindingChange> pairs = new ArrayList<>();
  private List<Finding> before;
  private List<Finding> after;

  private FindingPairs(List<Finding> before, List<Finding> after) {
    this.before = before.stream().sorted(ORDER).toList();
    this.after = after.stream().sorted(ORDER).toList();
  }

  /** What differs, in the order of {@link FindingChange#ORDER}. */
  static List<FindingChange> changes(
      List<Finding> before, Seen.Eyes eyesBefore, List<Finding> after, Seen.Eyes eyesAfter) {
    var pairs = new FindingPairs(before, after);
    pairs.match(finding -> finding.fingerprint() + "\n" + finding.message());
    pairs.match(Finding::fingerprint);
    pairs.match(finding -> finding.rule() + "\n" + finding.urn() + "\n" + finding.pointer());
    var changes = new ArrayList<FindingChange>();
    pairs.pairs.stream().filter(FindingPairs::differs).forEach(changes::add);
    pairs.before.forEach(f -> changes.add(new FindingChange(f, null, eyesAfter.missing(f))));
    pairs.after.forEach(f -> changes.add(new FindingChange(null, f, eyesBefore.missing(f))));
    changes.sort(FindingChange.ORDER);
    return List.copyOf(changes);
  }

  /** Pairs what has the same key, one by one; the rest stays. */
  private void match(Function<Finding, String> key) {
    var waiting = new HashMap<String, List<Finding>>();
    for (var finding : before) {
      waiting.computeIfAbsent(key.apply(finding), k -> new ArrayList<>()).add(finding);
    }
    var taken = new TreeMap<String, Integer>();
    var left = new ArrayList<Finding>();
    for (var finding : after) {
      var same = waiting.getOrDefault(key.apply(finding), List.of());
      int next = taken.getOrDefault(key.apply(finding), 0);
      if (next < same.size()) {
        pairs.add(new FindingChange(same.get(next), finding, Seen.FOUND));
        taken.put(key.apply(finding), next + 1);
      } else {
        left.add(finding);
      }
    }
    waiting.forEach((k, found) -> found.subList(0, taken.getOrDefault(k, 0)).clear());
    before = waiting.values().stream().flatMap(List::stream).sorted(ORDER).toList();
    after = left;
  }

  /** Words of a rule may be put better, and lines move: neither is a change of the finding. */
  private static boolean differs(FindingChange pair) {
    var one = Objects.requireNonNull(pair.before());
    var two = Objects.requireNonNull(pair.after());
    return !one.fingerprint().equals(two.fingerprint())
        || one.status() != two.status()
        || !Objects.equals(one.waiver(), two.waiver());
  }
}
