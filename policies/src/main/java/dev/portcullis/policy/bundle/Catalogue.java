package dev.portcullis.policy.bundle;

import dev.portcullis.graph.InputException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rules of a bundle, sorted by id. */
public final class Catalogue {
  private final List<RuleInfo> rules;
  private final Map<String, RuleInfo> byId = new HashMap<>();

  Catalogue(List<RuleInfo> rules) {
    this.rules = rules.stream().sorted(Comparator.comparing(RuleInfo::id)).toList();
    for (var rule : this.rules) {
      if (byId.put(rule.id(), rule) != null) {
        throw InputException.of(
            "policy bundle",
            rule.id(),
            "two rules have this id",
            "give one of them the next free id");
      }
    }
    if (byId.isEmpty()) {
      throw InputException.of(
          "policy bundle", "catalogue.json", "no rules", "rebuild it with policies/build-bundle");
    }
  }

  /** Every rule, sorted by id. */
  public List<RuleInfo> rules() {
    return rules;
  }

  /** The rule with that id. */
  public Optional<RuleInfo> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The rule with that id; an error that names {@code source} and near ids when there is none. */
  public RuleInfo require(String source, String id) {
    return find(id)
        .orElseThrow(
            () -> {
              var family = id.split("-", -1)[0];
              var near =
                  rules.stream().map(RuleInfo::id).filter(i -> i.startsWith(family + "-")).toList();
              return InputException.of(
                  source,
                  "",
                  "no rule \"" + id + "\"",
                  near.isEmpty()
                      ? "./gate rules lists the rules there are"
                      : "there are " + String.join(", ", near));
            });
  }
}
