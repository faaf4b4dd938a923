package dev.portcullis.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.policy.bundle.RuleInfo;
import dev.portcullis.policy.engine.PolicyEngineException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an engine answered, believed only after it was checked: the echo of what was examined, an
 * answer of every rule that was asked, and nothing said about anything that is not in the graph or
 * not among a rule's targets.
 */
final class Verdicts {
  /** The whole of what is said is written out only where two items have the same place. */
  private static final Comparator<JsonNode> ORDER =
      Comparator.<JsonNode, String>comparing(said -> said.path("urn").asText())
          .thenComparing(said -> said.path("pointer").asText())
          .thenComparing(Digests::sorted);

  private final Map<String, Verdict> byPath = new TreeMap<>();

  /**
   * The answer of one rule, sets sorted: engines give them in an order of their own.
   *
   * @param targets URNs, sorted, each once
   */
  record Verdict(
      List<String> targets,
      List<JsonNode> findings,
      List<JsonNode> unknowns,
      List<JsonNode> references,
      List<JsonNode> exemptions) {}

  private Verdicts() {}

  /**
   * Checks and reads the answer of an engine.
   *
   * @param urns of all resources of the graph
   */
  static Verdicts of(
      JsonNode answer,
      Set<String> urns,
      String digest,
      String profile,
      String revision,
      List<RuleInfo> asked) {
    echo(answer, "digest", digest);
    echo(answer, "resources", String.valueOf(urns.size()));
    echo(answer, "profile", profile);
    echo(answer, "revision", revision);
    var rules = answer.path("rules");
    var verdicts = new Verdicts();
    for (var rule : asked) {
      verdicts.byPath.put(rule.path(), verdict(rules.get(rule.path()), rule, urns));
    }
    return verdicts;
  }

  private static void echo(JsonNode answer, String member, String expected) {
    var echoed = answer.path("examined").path(member).asText();
    if (!echoed.equals(expected)) {
      throw new PolicyEngineException(
          "the engine did not examine what it was given: "
              + member
              + " is "
              + (echoed.isEmpty() ? "absent" : echoed)
              + " in its answer, expected "
              + expected);
    }
  }

  private static Verdict verdict(JsonNode said, RuleInfo rule, Set<String> urns) {
    if (said == null) {
      throw new PolicyEngineException(
          "rule "
              + rule.id()
              + " gave no verdict: one of its sets targets, findings, unknowns, references is undefined or broke");
    }
    var targets = targets(said, rule);
    for (var urn : targets) {
      if (!urns.contains(urn)) {
        throw new PolicyEngineException(
            "rule " + rule.id() + " examined " + urn + ", which is not in the graph");
      }
    }
    var references = about(said, "references", rule, targets, "pointer", "via");
    for (var reference : references) {
      if (!urns.contains(reference.path("via").asText())) {
        throw new PolicyEngineException(
            "rule "
                + rule.id()
                + " rests on "
                + reference.path("via")
                + ", which is not in the graph");
      }
    }
    return new Verdict(
        targets,
        about(said, "findings", rule, targets, "pointer", "message"),
        about(said, "unknowns", rule, targets, "pointer", "message"),
        references,
        about(said, "exemptions", rule, targets, "pointer", "reason"));
  }

  /** Most engines give them sorted. */
  private static List<String> targets(JsonNode said, RuleInfo rule) {
    var targets = new ArrayList<String>();
    list(said, "targets", rule).forEach(urn -> targets.add(urn.asText()));
    for (int i = 1; i < targets.size(); i++) {
      if (targets.get(i - 1).compareTo(targets.get(i)) >= 0) {
        return List.copyOf(new TreeSet<>(targets));
      }
    }
    return targets;
  }

  private static List<JsonNode> about(
      JsonNode said, String set, RuleInfo rule, List<String> targets, String... members) {
    var items = list(said, set, rule);
    for (var item : items) {
      if (Collections.binarySearch(targets, item.path("urn").asText()) < 0) {
        throw new PolicyEngineException(
            "rule "
                + rule.id()
                + " has something to say ("
                + set
                + ") about "
                + item.path("urn")
                + ", which is not among its targets");
      }
      for (var member : members) {
        if (!item.path(member).isTextual()) {
          throw new PolicyEngineException(
              "rule "
                  + rule.id()
                  + " says something ("
                  + set
                  + ") about "
                  + item.path("urn")
                  + " without its "
                  + member);
        }
      }
    }
    items.sort(ORDER);
    return items;
  }

  private static List<JsonNode> list(JsonNode said, String set, RuleInfo rule) {
    var array = said.path(set);
    if (!array.isArray()) {
      throw new PolicyEngineException("rule " + rule.id() + " gave no set " + set);
    }
    var items = new ArrayList<JsonNode>(array.size());
    array.forEach(items::add);
    return items;
  }

  Verdict of(RuleInfo rule) {
    return Objects.requireNonNull(byPath.get(rule.path()));
  }
}
