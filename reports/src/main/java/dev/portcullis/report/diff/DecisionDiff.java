package dev.portcullis.report.diff;

import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.RequirementResult;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.policy.decision.WaiverResult;
import java.util.List;

/**
 * What differs between two decisions. Each list is sorted; what is the same in both is in none.
 *
 * @param before the earlier one, or the one to compare with
 * @param after the later one
 * @param findings by what became of them, then by rule, URN and pointer
 * @param rules by id: another status, subject, exemption, severity or enforcement
 * @param requirements by id: another status, or another reason for it
 * @param waivers by id
 * @param inputs by name: what went into the decisions, from the digest of the graph to a parameter
 */
public record DecisionDiff(
    Decision before,
    Decision after,
    List<FindingChange> findings,
    List<Change<RuleResult>> rules,
    List<Change<RequirementResult>> requirements,
    List<Change<WaiverResult>> waivers,
    List<Change<String>> inputs) {

  /** Compares two decisions. */
  public static DecisionDiff of(Decision before, Decision after) {
    return new DecisionDiff(
        before,
        after,
        FindingPairs.changes(
            before.findings(), new Seen.Eyes(before), after.findings(), new Seen.Eyes(after)),
        Change.between(before.rules(), after.rules(), RuleResult::id),
        Change.between(before.requirements(), after.requirements(), RequirementResult::id),
        Change.between(before.waivers(), after.waivers(), WaiverResult::id),
        Change.between(Inputs.of(before), Inputs.of(after)));
  }

  /** Whether the same was decided of the same. */
  public boolean isEmpty() {
    return isSameOutcome() && inputs.isEmpty();
  }

  /** Whether the same was decided, perhaps of something else or at another time. */
  public boolean isSameOutcome() {
    return before.decision() == after.decision()
        && findings.isEmpty()
        && rules.isEmpty()
        && requirements.isEmpty()
        && waivers.isEmpty();
  }

  /** The same as the other decision would tell it. */
  public DecisionDiff mirrored() {
    return new DecisionDiff(
        /* before= */ after,
        /* after= */ before,
        findings.stream().map(FindingChange::mirrored).sorted(FindingChange.ORDER).toList(),
        mirrored(rules),
        mirrored(requirements),
        mirrored(waivers),
        mirrored(inputs));
  }

  private static <T> List<Change<T>> mirrored(List<Change<T>> changes) {
    return changes.stream().map(Change::mirrored).toList();
  }
}
