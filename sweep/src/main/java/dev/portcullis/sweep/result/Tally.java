package dev.portcullis.sweep.result;

import dev.portcullis.policy.decision.Status;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Counts over results, bounded in size however many there are. Tallies of disjoint sets of
 * documents can be merged, in any order, with the same outcome.
 */
public final class Tally implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Names of documents that are kept, the first ones in the order of names. */
  public static final int NAMED = 100;

  /**
   * What one rule came to.
   *
   * @param stacks number of documents by status of the rule
   */
  public record RuleTally(
      String title, String severity, TreeMap<String, Long> stacks, long denies, long findings)
      implements Serializable {}

  private final TreeMap<String, Long> decisions = new TreeMap<>();
  private final TreeMap<String, Long> kinds = new TreeMap<>();
  private final TreeMap<String, Long> profiles = new TreeMap<>();
  private final TreeMap<String, Long> findings = new TreeMap<>();
  private final TreeMap<String, RuleTally> rules = new TreeMap<>();
  private final TreeMap<String, List<String>> denied = new TreeMap<>();
  private final TreeMap<String, String> undecided = new TreeMap<>();
  private final TreeSet<String> waivers = new TreeSet<>();
  private long resources;

  /** Counts one result. */
  public Tally add(StackResult result) {
    var stack = result.stack();
    count(decisions, stack.decision().json(), 1);
    count(kinds, stack.kind() == null ? "unknown" : stack.kind(), 1);
    if (stack.profile() != null) {
      count(profiles, stack.profile(), 1);
    }
    resources += stack.resources();
    result.rules().forEach(this::add);
    for (var finding : result.findings()) {
      count(findings, finding.status(), 1);
      rules.computeIfPresent(finding.rule(), (id, rule) -> sum(rule, Map.of(), 0, 1));
      if (finding.waiver() != null) {
        waivers.add(finding.waiver());
      }
    }
    if (stack.decision() == Status.Verdict.DENY) {
      denied.put(stack.source(), reasons(result));
    } else if (stack.decision() == Status.Verdict.ERROR) {
      undecided.put(stack.source(), String.valueOf(stack.error()));
    }
    cut();
    return this;
  }

  private void add(RuleRow row) {
    var one = new TreeMap<String, Long>();
    one.put(row.status(), 1L);
    rules.merge(
        row.rule(),
        new RuleTally(row.title(), row.severity(), one, row.denies() ? 1 : 0, 0),
        (a, b) -> sum(a, b.stacks(), b.denies(), b.findings()));
  }

  private static List<String> reasons(StackResult result) {
    return result.rules().stream()
        .filter(RuleRow::denies)
        .map(rule -> rule.rule() + " " + rule.status())
        .toList();
  }

  /** Adds what the other counted. */
  public Tally merge(Tally other) {
    other.decisions.forEach((key, count) -> count(decisions, key, count));
    other.kinds.forEach((key, count) -> count(kinds, key, count));
    other.profiles.forEach((key, count) -> count(profiles, key, count));
    other.findings.forEach((key, count) -> count(findings, key, count));
    other.rules.forEach(
        (id, rule) ->
            rules.merge(id, rule, (a, b) -> sum(a, b.stacks(), b.denies(), b.findings())));
    denied.putAll(other.denied);
    undecided.putAll(other.undecided);
    waivers.addAll(other.waivers);
    resources += other.resources;
    cut();
    return this;
  }

  private static RuleTally sum(
      RuleTally rule, Map<String, Long> stacks, long denies, long findings) {
    stacks.forEach((status, count) -> count(rule.stacks(), status, count));
    return new RuleTally(
        rule.title(),
        rule.severity(),
        rule.stacks(),
        rule.denies() + denies,
        rule.findings() + findings);
  }

  private static void count(Map<String, Long> counts, String key, long more) {
    counts.merge(key, more, Long::sum);
  }

  private void cut() {
    while (denied.size() > NAMED) {
      denied.pollLastEntry();
    }
    while (undecided.size() > NAMED) {
      undecided.pollLastEntry();
    }
  }

  /** Documents with that decision. */
  public long decided(Status.Verdict verdict) {
    return decisions.getOrDefault(verdict.json(), 0L);
  }

  /** Documents counted. */
  public long documents() {
    return decisions.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Documents by kind. */
  public SortedMap<String, Long> kinds() {
    return kinds;
  }

  /** Documents by profile. */
  public SortedMap<String, Long> profiles() {
    return profiles;
  }

  /** Findings by status. */
  public SortedMap<String, Long> findings() {
    return findings;
  }

  /** Rules by id. */
  public SortedMap<String, RuleTally> rules() {
    return rules;
  }

  /** The first {@value #NAMED} denied documents, with the rules that denied and their status. */
  public SortedMap<String, List<String>> denied() {
    return denied;
  }

  /** The first {@value #NAMED} documents without a decision, and why. */
  public SortedMap<String, String> undecided() {
    return undecided;
  }

  /** Ids of the waivers that covered a finding. */
  public SortedSet<String> waivers() {
    return waivers;
  }

  /** Resources of all documents. */
  public long resources() {
    return resources;
  }
}
