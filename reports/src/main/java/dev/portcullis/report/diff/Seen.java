package dev.portcullis.report.diff;

import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Finding;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.policy.decision.Status;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How a decision that does not have a finding sees what the finding is about. */
public enum Seen {
  /** It has the finding. */
  FOUND("found"),
  /** The rule was asked, and the subject passes it. */
  PASSES("the subject passes"),
  /** The rule was asked, and the subject has other findings only. */
  OTHER_FINDINGS("this finding is not there, others of the subject are"),
  /** The rule was asked, and cannot tell: what is not found now may only be hidden. */
  UNDECIDED("this finding is not there, but the subject is undecided"),
  /** The rule was asked, and has no such subject: the resource is not there, or not its concern. */
  NO_SUBJECT("no such subject of the rule"),
  /** The rule was not asked. */
  NOT_ASKED("the rule was not asked"),
  /** There is no decision at all. */
  NOT_DECIDED("nothing was decided");

  private final String words;

  Seen(String words) {
    this.words = words;
  }

  /** For a reader. */
  public String words() {
    return words;
  }

  /** Whether the rule looked at the subject and did not find this. */
  boolean isJudged() {
    return this == PASSES || this == OTHER_FINDINGS;
  }

  /** The eyes of one decision. */
  static final class Eyes {
    private final Decision decision;
    private final Map<String, Map<String, Status.Subject>> subjects = new HashMap<>();
    private final Map<String, Set<String>> undecided;

    Eyes(Decision decision) {
      this.decision = decision;
      this.undecided =
          decision.findings().stream()
              .filter(finding -> finding.status() == Status.Subject.UNDECIDED)
              .collect(
                  Collectors.groupingBy(
                      Finding::rule, Collectors.mapping(Finding::urn, Collectors.toSet())));
      for (var rule : decision.rules()) {
        subjects.put(
            rule.id(),
            rule.targets().stream()
                .collect(
                    Collectors.toMap(
                        RuleResult.Target::urn, RuleResult.Target::status, (one, two) -> one)));
      }
    }

    /** How a finding that it does not have looks from here. */
    Seen missing(Finding finding) {
      if (decision.decision() == Status.Verdict.ERROR) {
        return NOT_DECIDED;
      }
      var ofRule = subjects.get(finding.rule());
      if (ofRule == null) {
        return NOT_ASKED;
      }
      var status = ofRule.get(finding.urn());
      if (status == null) {
        return NO_SUBJECT;
      }
      if (undecided.getOrDefault(finding.rule(), Set.of()).contains(finding.urn())) {
        return UNDECIDED;
      }
      return status == Status.Subject.PASS || status == Status.Subject.PASS_BY_REFERENCE
          ? PASSES
          : OTHER_FINDINGS;
    }
  }
}
