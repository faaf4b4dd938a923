package dev.portcullis.report;

import dev.portcullis.graph.InputException;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Enforcement;
import dev.portcullis.policy.decision.Finding;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.policy.decision.Status;
import dev.portcullis.policy.decision.WaiverResult;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What every renderer asks of a decision and the document itself does not say in one place. */
final class Facts {
  /** Where a resource stands of which the graph does not say which line made it. */
  static final String GRAPH_FILE = "graph.json";

  /** What limits a decision for which only some rules were asked. */
  static final String PARTIAL = "partial: not every rule was asked";

  private final Map<String, RuleResult> rules = new HashMap<>();
  private final Map<String, WaiverResult> waivers = new HashMap<>();
  private final Map<String, Map<String, List<Finding>>> findings;

  /**
   * Facts of a decision.
   *
   * @throws InputException when a finding is of no rule or no subject that the decision lists: a
   *     format by subjects would lose it
   */
  Facts(Decision decision) {
    decision.rules().forEach(rule -> rules.put(rule.id(), rule));
    decision.waivers().forEach(waiver -> waivers.put(waiver.id(), waiver));
    findings =
        decision.findings().stream()
            .collect(Collectors.groupingBy(Finding::rule, Collectors.groupingBy(Finding::urn)));
    var known = new HashSet<List<String>>();
    for (var rule : decision.rules()) {
      rule.targets().forEach(target -> known.add(List.of(rule.id(), target.urn())));
    }
    for (int i = 0; i < decision.findings().size(); i++) {
      var finding = decision.findings().get(i);
      if (!known.contains(List.of(finding.rule(), finding.urn()))) {
        throw InputException.of(
            "decision",
            "/findings/" + i,
            "/rules has no " + name(finding.rule()) + " with the subject " + name(finding.urn()),
            "render a decision as gate check wrote it");
      }
    }
  }

  /** How many rules have each status, in the order of the statuses: {@code 2 pass, 1 fail}. */
  static String statuses(List<RuleResult> rules) {
    var counts =
        rules.stream()
            .collect(
                Collectors.groupingBy(RuleResult::status, TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .map((Map.Entry<Status.Rule, Long> e) -> e.getValue() + " " + e.getKey().json())
        .collect(Collectors.joining(", "));
  }

  private static String name(String text) {
    return "\"" + PlainText.shortened(text, 200) + "\"";
  }

  /** The rule of a finding. */
  RuleResult rule(Finding finding) {
    return rules.get(finding.rule());
  }

  /** The findings of a rule about a subject, in the order of the decision. */
  List<Finding> findings(RuleResult rule, String urn) {
    return findings.getOrDefault(rule.id(), Map.of()).getOrDefault(urn, List.of());
  }

  /** The waiver that covers a finding. */
  Optional<WaiverResult> waiver(Finding finding) {
    return Optional.ofNullable(finding.waiver()).map(waivers::get);
  }

  /** Whether the finding is a reason to deny. */
  boolean denies(Finding finding) {
    return finding.status() != Status.Subject.WAIVED && isMandatory(rule(finding));
  }

  static boolean isMandatory(RuleResult rule) {
    return rule.enforcement() == Enforcement.MANDATORY;
  }

  /** Whether the rule as a whole, not one of its subjects, is what is wrong. */
  static boolean lacksSubjects(RuleResult rule) {
    return rule.status() == Status.Rule.VACUOUS || rule.status() == Status.Rule.ERROR;
  }

  /** Why a rule without subjects has the status it has. */
  static String note(RuleResult rule) {
    return rule.note() == null ? "no resource of the graph is a subject of this rule" : rule.note();
  }

  /**
   * For formats that call everything a problem: what a finding is that is no failure, to be put
   * before its message.
   */
  static String standing(Finding finding) {
    return switch (finding.status()) {
      case FAIL -> "";
      case WAIVED -> "waived (" + finding.waiver() + "): ";
      case UNDECIDED, PASS, PASS_BY_REFERENCE -> finding.status().json() + ": ";
    };
  }

  /** Where to look: the source file if it is known, else the examined graph. */
  static String file(Finding finding) {
    return finding.location() == null ? GRAPH_FILE : finding.location().file();
  }

  /** 1-based line of {@link #file}. */
  static int line(Finding finding) {
    return finding.location() == null ? 1 : finding.location().line();
  }

  /** The verdict as a person says it. */
  static String verdict(Decision decision) {
    return switch (decision.decision()) {
      case ALLOW -> "allowed";
      case DENY -> "denied";
      case ERROR -> "not decided";
    };
  }

  /** What kept the gate from deciding. */
  static String error(Decision decision) {
    return decision.error() == null ? "no reason given" : decision.error();
  }
}
