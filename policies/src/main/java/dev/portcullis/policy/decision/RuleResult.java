package dev.portcullis.policy.decision;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One rule and what it examined.
 *
 * @param requirements ids of the sentences and cross-cutting rules it answers
 * @param controls framework to control ids
 * @param note why the status is vacuous or error, null otherwise
 * @param targets every subject, sorted by URN
 * @param exemptions places the rule let pass although it refuses the like elsewhere, each with its
 *     reason (K-17)
 */
public record RuleResult(
    String id,
    String title,
    Severity severity,
    Enforcement enforcement,
    Status.Rule status,
    List<String> requirements,
    Map<String, List<String>> controls,
    @Nullable String note,
    Counts counts,
    List<Target> targets,
    List<Exemption> exemptions) {

  /** The same without what it examined one by one; the counts stay. */
  public RuleResult withoutSubjects() {
    return new RuleResult(
        id,
        title,
        severity,
        enforcement,
        status,
        requirements,
        controls,
        note,
        counts,
        List.of(),
        List.of());
  }

  /** Number of subjects by status; {@code targets} is their sum. */
  public record Counts(
      int targets, int pass, int passByReference, int fail, int undecided, int waived) {

    /** Number of subjects with that status. */
    public int of(Status.Subject status) {
      return switch (status) {
        case PASS -> pass;
        case PASS_BY_REFERENCE -> passByReference;
        case FAIL -> fail;
        case UNDECIDED -> undecided;
        case WAIVED -> waived;
      };
    }
  }

  /**
   * One subject.
   *
   * @param via URN that a pass by reference rests on, null otherwise
   */
  public record Target(String urn, Status.Subject status, @Nullable String via) {}

  /** A place that passes by an agreed exemption, and why. */
  public record Exemption(String urn, String pointer, String reason) {}
}
