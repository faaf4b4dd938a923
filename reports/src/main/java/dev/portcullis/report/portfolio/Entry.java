package dev.portcullis.report.portfolio;

import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Finding;
import dev.portcullis.policy.decision.RequirementResult;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.policy.decision.Status;
import dev.portcullis.policy.decision.WaiverResult;
import dev.portcullis.report.document.Words;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a portfolio keeps of one decision: a folder may hold more of them than fit into memory.
 *
 * @param file path inside the folder
 * @param findings number of findings by status; absent is none
 * @param requirements number of sentences by status; absent is none
 * @param open fingerprints of what failed or is undecided
 * @param opposed rules that were asked and are not in favour, advisory ones as well
 */
public record Entry(
    String file,
    Stack stack,
    Instant asOf,
    Status.Verdict verdict,
    boolean partial,
    String profile,
    int resources,
    String graphDigest,
    String policyRevision,
    Map<Status.Subject, Integer> findings,
    Map<Status.Requirement, Integer> requirements,
    Set<String> open,
    List<Opposed> opposed,
    List<WaiverResult> waivers) {

  /**
   * Whose decision it is. Null is what the graph does not say.
   *
   * @param system built-in system
   */
  public record Stack(@Nullable String project, @Nullable String stack, @Nullable String system) {

    /** Whether it says whose it is. */
    public boolean isKnown() {
      return project != null && stack != null;
    }

    /** For a reader. */
    public String name() {
      return Words.stack(project, stack) + (system == null ? "" : " (" + system + ")");
    }
  }

  /** A rule that is not in favour, and the number of its findings that are open. */
  public record Opposed(RuleResult rule, int open) {}

  public Entry {
    findings = Collections.unmodifiableMap(findings);
    requirements = Collections.unmodifiableMap(requirements);
    open = Set.copyOf(open);
    opposed = List.copyOf(opposed);
    waivers = List.copyOf(waivers);
  }

  /** What is kept of a decision. */
  public static Entry of(String file, Decision decision) {
    var source = decision.graph().source();
    return new Entry(
        file,
        new Stack(source.project(), source.stack(), source.system()),
        decision.asOf(),
        decision.decision(),
        decision.partial(),
        decision.profile(),
        decision.graph().resources(),
        decision.graph().digest(),
        decision.policy().revision(),
        count(decision.findings(), Finding::status, Status.Subject.class),
        count(decision.requirements(), RequirementResult::status, Status.Requirement.class),
        decision.findings().stream()
            .filter(Entry::isOpen)
            .map(Finding::fingerprint)
            .collect(Collectors.toSet()),
        opposed(decision),
        decision.waivers());
  }

  /** Whether something was decided: an error finds nothing, and that is not the same as nothing. */
  public boolean isDecided() {
    return verdict != Status.Verdict.ERROR;
  }

  /** Whether every rule was asked, and answered. */
  public boolean isWhole() {
    return isDecided() && !partial;
  }

  /** Number of findings with that status. */
  public int findings(Status.Subject status) {
    return findings.getOrDefault(status, 0);
  }

  /** Number of open offences that another decision does not have. */
  public int openBeyond(Entry other) {
    var more = new HashSet<>(open);
    more.removeAll(other.open());
    return more.size();
  }

  private static boolean isOpen(Finding finding) {
    return finding.status() == Status.Subject.FAIL || finding.status() == Status.Subject.UNDECIDED;
  }

  private static <T, S extends Enum<S>> Map<S, Integer> count(
      List<T> items, Function<T, S> status, Class<S> statuses) {
    var counts = new EnumMap<S, Integer>(statuses);
    items.forEach(item -> counts.merge(status.apply(item), 1, Integer::sum));
    return counts;
  }

  private static List<Opposed> opposed(Decision decision) {
    var open =
        decision.findings().stream()
            .filter(Entry::isOpen)
            .collect(Collectors.groupingBy(Finding::rule, Collectors.summingInt(f -> 1)));
    return decision.rules().stream()
        .filter(rule -> !rule.status().allows())
        .map(rule -> new Opposed(rule.withoutSubjects(), open.getOrDefault(rule.id(), 0)))
        .toList();
  }
}
