package dev.portcullis.sweep.result;

import dev.portcullis.policy.decision.Status;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * One examined document. What is null was not known when the decision fell: a file that is no graph
 * has no resources.
 *
 * @param source name of the document: path as the user gave it (never absolute), or S3 URI
 * @param kind graph, preview or state
 * @param contentDigest sha256 of the bytes that were decided on
 * @param graphDigest digest of the canonical graph
 * @param partial whether only some rules were asked
 * @param error why there is no decision; null unless the decision is error
 * @param binding sha256 of policy revision and request: rows with the same binding and graph digest
 *     say the same
 */
public record StackRow(
    String source,
    @Nullable String kind,
    @Nullable String contentDigest,
    @Nullable String graphDigest,
    @Nullable String project,
    @Nullable String stack,
    @Nullable String system,
    @Nullable String profile,
    int resources,
    Status.Verdict decision,
    boolean partial,
    @Nullable String error,
    String asOf,
    String policyRevision,
    String binding,
    String engineKind,
    String engineVersion,
    RuleCounts rules,
    FindingCounts findings)
    implements Serializable {

  /** Rules by status; a rule that is not applicable is counted in {@code asked} only. */
  public record RuleCounts(int asked, int pass, int fail, int undecided, int vacuous, int waived)
      implements Serializable {
    /** No rule was asked. */
    public static final RuleCounts NONE = new RuleCounts(0, 0, 0, 0, 0, 0);
  }

  /** Findings by status. */
  public record FindingCounts(int fail, int undecided, int waived) implements Serializable {
    /** No finding. */
    public static final FindingCounts NONE = new FindingCounts(0, 0, 0);
  }
}
