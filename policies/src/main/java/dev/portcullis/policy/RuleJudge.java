package dev.portcullis.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.policy.bundle.RuleInfo;
import dev.portcullis.policy.decision.Enforcement;
import dev.portcullis.policy.decision.Finding;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.policy.decision.Status;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From what a rule said to the status of each subject and of the rule. */
final class RuleJudge {
  private RuleJudge() {}

  /**
   * The result of one rule.
   *
   * @param findings of this rule, waivers applied
   * @param minimum subjects the profile demands
   */
  static RuleResult judge(
      RuleInfo rule,
      Verdicts.Verdict verdict,
      List<Finding> findings,
      Enforcement enforcement,
      int minimum) {
    var targets = targets(verdict, findings);
    var counts = count(targets);
    var enough = counts.targets() >= minimum;
    return new RuleResult(
        rule.id(),
        rule.title(),
        rule.severity(),
        enforcement,
        status(counts, enough),
        rule.requirements(),
        rule.controls(),
        enough ? null : missing(counts.targets(), minimum),
        counts,
        targets,
        verdict.exemptions().stream().map(RuleJudge::exemption).toList());
  }

  private static String missing(int found, int minimum) {
    return minimum
        + (minimum == 1 ? " subject" : " subjects")
        + " required by the profile, "
        + (found == 0 ? "none" : "only " + found)
        + " found";
  }

  private static RuleResult.Exemption exemption(JsonNode said) {
    return new RuleResult.Exemption(
        said.path("urn").asText(), said.path("pointer").asText(), said.path("reason").asText());
  }

  private static List<RuleResult.Target> targets(Verdicts.Verdict verdict, List<Finding> findings) {
    var worst = new HashMap<String, Status.Subject>();
    findings.forEach(finding -> worst.merge(finding.urn(), finding.status(), RuleJudge::worse));
    var via = new HashMap<String, String>();
    verdict
        .references()
        .forEach(r -> via.putIfAbsent(r.path("urn").asText(), r.path("via").asText()));
    var targets = new ArrayList<RuleResult.Target>(verdict.targets().size());
    for (var urn : verdict.targets()) {
      targets.add(target(urn, worst.get(urn), via));
    }
    return targets;
  }

  private static RuleResult.Target target(
      String urn, Status.@Nullable Subject said, Map<String, String> via) {
    if (said != null) {
      return new RuleResult.Target(urn, said, null);
    }
    var key = via.get(urn);
    return key != null
        ? new RuleResult.Target(urn, Status.Subject.PASS_BY_REFERENCE, key)
        : new RuleResult.Target(urn, Status.Subject.PASS, null);
  }

  /**
   * A subject with several findings has the worst of them: one open finding is not excused by the
   * waiver of another.
   */
  private static Status.Subject worse(Status.Subject one, Status.Subject other) {
    var order = List.of(Status.Subject.WAIVED, Status.Subject.UNDECIDED, Status.Subject.FAIL);
    return order.indexOf(one) >= order.indexOf(other) ? one : other;
  }

  private static RuleResult.Counts count(List<RuleResult.Target> targets) {
    var of = new EnumMap<Status.Subject, Integer>(Status.Subject.class);
    targets.forEach(target -> of.merge(target.status(), 1, Integer::sum));
    return new RuleResult.Counts(
        targets.size(),
        of.getOrDefault(Status.Subject.PASS, 0),
        of.getOrDefault(Status.Subject.PASS_BY_REFERENCE, 0),
        of.getOrDefault(Status.Subject.FAIL, 0),
        of.getOrDefault(Status.Subject.UNDECIDED, 0),
        of.getOrDefault(Status.Subject.WAIVED, 0));
  }

  private static Status.Rule status(RuleResult.Counts counts, boolean enough) {
    if (counts.fail() > 0) {
      return Status.Rule.FAIL;
    }
    if (counts.undecided() > 0) {
      return Status.Rule.UNDECIDED;
    }
    if (!enough) {
      return Status.Rule.VACUOUS;
    }
    if (counts.targets() == 0) {
      return Status.Rule.NOT_APPLICABLE;
    }
    return counts.waived() > 0 ? Status.Rule.WAIVED : Status.Rule.PASS;
  }
}
