package dev.portcullis.report.html;

import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Finding;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.report.picture.Inventory;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Names of what can be led to, each once in a page: findings whose fingerprints begin alike are
 * numbered, in the order of the decision. Links are made here, so that none leads to nothing.
 */
final class Addresses {
  /** Digits of a fingerprint that name a finding. */
  private static final int DIGITS = 16;

  private final Inventory inventory;
  private final Set<String> rules;
  private final Map<String, Integer> waivers = new HashMap<>();
  private final Map<String, Finding> findings = new HashMap<>();
  private final IdentityHashMap<Finding, Integer> repeats = new IdentityHashMap<>();

  Addresses(Decision decision, Inventory inventory) {
    this.inventory = inventory;
    rules = decision.rules().stream().map(RuleResult::id).collect(Collectors.toSet());
    for (int i = 0; i < decision.waivers().size(); i++) {
      waivers.putIfAbsent(decision.waivers().get(i).id(), i);
    }
    var counts = new HashMap<String, Integer>();
    for (var finding : decision.findings()) {
      findings.putIfAbsent(finding.fingerprint(), finding);
      repeats.put(finding, counts.merge(beginning(finding.fingerprint()), 1, Integer::sum));
    }
  }

  private static String beginning(String fingerprint) {
    var digits = fingerprint.substring(fingerprint.indexOf(':') + 1);
    return digits.substring(0, Math.min(DIGITS, digits.length()));
  }

  /** Which of those that begin alike a finding of the decision is, from 1. */
  int repeat(Finding finding) {
    return repeats.getOrDefault(finding, 1);
  }

  /** The name of a finding of the decision. */
  String handle(Finding finding) {
    var repeat = repeat(finding);
    return "f-" + beginning(finding.fingerprint()) + (repeat == 1 ? "" : "-" + repeat);
  }

  /**
   * The first finding with that fingerprint, by the name of its resource; the resource itself where
   * the finding has no card of its own.
   */
  Ref finding(String fingerprint, Set<String> cards) {
    var finding = findings.get(fingerprint);
    if (finding == null) {
      return new Ref(beginning(fingerprint), "");
    }
    var handle = handle(finding);
    return cards.contains(handle)
        ? new Ref(finding.name(), "#" + handle)
        : resource(finding.urn(), finding.name());
  }

  /** A rule; one that the decision does not list has no row. */
  Ref rule(String id) {
    return new Ref(id, rules.contains(id) ? "#rule-" + id : "");
  }

  /** The resource with that URN, by a name. */
  Ref resource(String urn, String name) {
    var item = inventory.find(urn);
    return new Ref(name, item == null ? "" : "#r-" + item.index());
  }

  /** A waiver by its id, which is of whoever wrote it: its row is named by its number. */
  Ref waiver(@Nullable String id) {
    var number = id == null ? null : waivers.get(id);
    return new Ref(id == null ? "" : id, number == null ? "" : "#waiver-" + number);
  }
}
