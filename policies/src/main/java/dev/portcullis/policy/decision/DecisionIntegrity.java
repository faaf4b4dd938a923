package dev.portcullis.policy.decision;

import dev.portcullis.graph.InputException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a decision cannot say of itself. No proof against forgery, which takes a signature; but
 * nothing may be shown as allowed that says otherwise two lines below.
 */
final class DecisionIntegrity {
  private static final Comparator<Status.Subject> WORST_FIRST =
      Comparator.comparing(
          List.of(Status.Subject.FAIL, Status.Subject.UNDECIDED, Status.Subject.WAIVED)::indexOf);

  private DecisionIntegrity() {}

  /**
   * Refuses a decision that contradicts itself.
   *
   * @param source how the error calls the document
   */
  static void require(String source, Decision decision) {
    var rules = rules(source, decision.rules());
    var waivers =
        decision.waivers().stream()
            .collect(
                Collectors.groupingBy(
                    WaiverResult::id,
                    Collectors.flatMapping(w -> w.findings().stream(), Collectors.toSet())));
    for (int i = 0; i < decision.findings().size(); i++) {
      var place = "/findings/" + i;
      var finding = decision.findings().get(i);
      rule(source, place, finding, rules.get(finding.rule()));
      waiver(source, place, finding, waivers);
    }
    var worst = worst(decision.findings());
    for (int i = 0; i < decision.rules().size(); i++) {
      var rule = decision.rules().get(i);
      counts(source, "/rules/" + i + "/counts", rule);
      subjects(source, "/rules/" + i + "/targets", rule, worst.getOrDefault(rule.id(), Map.of()));
    }
    for (int i = 0; i < decision.requirements().size(); i++) {
      sentence(source, "/requirements/" + i + "/status", decision.requirements().get(i), rules);
    }
    verdict(source, decision);
  }

  private static Map<String, RuleResult> rules(String source, List<RuleResult> rules) {
    var byId = new HashMap<String, RuleResult>();
    for (int i = 0; i < rules.size(); i++) {
      if (byId.put(rules.get(i).id(), rules.get(i)) != null) {
        throw contradiction(source, "/rules/" + i + "/id", rules.get(i).id() + " was there before");
      }
    }
    return byId;
  }

  private static void rule(
      String source, String place, Finding finding, @Nullable RuleResult rule) {
    if (rule == null) {
      throw contradiction(
          source, place + "/rule", "no rule " + DecisionJson.quoted(finding.rule()) + " was asked");
    }
    if (finding.status() != Status.Subject.WAIVED && rule.status().allows()) {
      throw contradiction(
          source,
          place + "/status",
          finding.status().json() + ", but the status of its rule is " + rule.status().json());
    }
  }

  private static void waiver(
      String source, String place, Finding finding, Map<String, Set<String>> known) {
    var waived = finding.status() == Status.Subject.WAIVED;
    if (waived != (finding.waiver() != null)) {
      throw contradiction(
          source,
          place + "/waiver",
          finding.status().json() + (waived ? " without a waiver" : ", but there is a waiver"));
    }
    if (finding.waiver() == null) {
      return;
    }
    var covered = known.get(finding.waiver());
    if (covered == null || !covered.contains(finding.fingerprint())) {
      throw contradiction(
          source,
          place + "/waiver",
          "/waivers has no "
              + DecisionJson.quoted(finding.waiver())
              + (covered == null ? "" : " that covers this fingerprint"));
    }
  }

  /** Of a decision that lists no subjects (the last one, as it is kept) the counts are all. */
  private static void counts(String source, String place, RuleResult rule) {
    var counts = rule.counts();
    var statuses = Status.Subject.values();
    if (counts.targets() != Arrays.stream(statuses).mapToLong(counts::of).sum()) {
      throw contradiction(source, place, "targets is not the sum of the others");
    }
    if (rule.status().allows() && (counts.fail() > 0 || counts.undecided() > 0)) {
      throw contradiction(
          source,
          place,
          "subjects that fail or are undecided, but the status of the rule is "
              + rule.status().json());
    }
    for (var status : statuses) {
      var listed = rule.targets().stream().filter(t -> t.status() == status).count();
      if (!rule.targets().isEmpty() && listed != counts.of(status)) {
        throw contradiction(source, place, "not the number of the subjects by status");
      }
    }
  }

  /** Met is only what every rule that is named for it was asked and has nothing against. */
  private static void sentence(
      String source, String place, RequirementResult sentence, Map<String, RuleResult> rules) {
    if (sentence.status() != Status.Requirement.MET) {
      return;
    }
    for (var id : sentence.rules()) {
      var rule = rules.get(id);
      if (rule == null) {
        throw contradiction(source, place, "met, but " + id + " was not asked");
      }
      if (rule.status() != Status.Rule.PASS && rule.status() != Status.Rule.NOT_APPLICABLE) {
        throw contradiction(
            source, place, "met, but the status of " + id + " is " + rule.status().json());
      }
    }
  }

  /** The worst status of what was found, by rule and URN. */
  private static Map<String, Map<String, Status.Subject>> worst(List<Finding> findings) {
    var worst = new HashMap<String, Map<String, Status.Subject>>();
    for (var finding : findings) {
      worst
          .computeIfAbsent(finding.rule(), rule -> new HashMap<>())
          .merge(finding.urn(), finding.status(), BinaryOperator.minBy(WORST_FIRST));
    }
    return worst;
  }

  /** Who is listed as failing has a finding that says why, and who has one is listed. */
  private static void subjects(
      String source, String place, RuleResult rule, Map<String, Status.Subject> found) {
    if (rule.targets().isEmpty()) {
      return;
    }
    var listed = new HashSet<String>();
    for (int i = 0; i < rule.targets().size(); i++) {
      var target = rule.targets().get(i);
      listed.add(target.urn());
      var status = found.get(target.urn());
      var agrees = status == null ? isPass(target.status()) : status == target.status();
      if (!agrees) {
        throw contradiction(
            source,
            place + "/" + i + "/status",
            target.status().json()
                + ", but what was found is "
                + (status == null ? "nothing" : status.json()));
      }
    }
    found.keySet().stream()
        .filter(urn -> !listed.contains(urn))
        .sorted()
        .findFirst()
        .ifPresent(
            urn -> {
              throw contradiction(
                  source, place, "a finding is about " + DecisionJson.quoted(urn) + ", not listed");
            });
  }

  private static boolean isPass(Status.Subject status) {
    return status == Status.Subject.PASS || status == Status.Subject.PASS_BY_REFERENCE;
  }

  private static void verdict(String source, Decision decision) {
    var verdict = decision.decision();
    if ((verdict == Status.Verdict.ERROR) != (decision.error() != null)) {
      throw contradiction(
          source,
          "/error",
          "the decision is "
              + verdict.json()
              + (decision.error() == null ? ", but nothing says why" : ", but there is an error"));
    }
    var denying =
        decision.rules().stream()
            .filter(r -> r.enforcement() == Enforcement.MANDATORY && !r.status().allows())
            .findFirst();
    if (verdict == Status.Verdict.ALLOW && denying.isPresent()) {
      throw contradiction(
          source,
          "/decision",
          "allow, but "
              + denying.get().id()
              + " is mandatory and its status is "
              + denying.get().status().json());
    }
    if (verdict != Status.Verdict.ERROR && decision.rules().size() < decision.policy().rules()) {
      throw contradiction(
          source,
          "/rules",
          decision.policy().rules()
              + " rules were asked, and there are "
              + decision.rules().size()
              + " answers");
    }
  }

  private static InputException contradiction(String source, String place, String problem) {
    return InputException.of(
        source, place, problem, "give the file as gate check wrote it, or check again");
  }
}
