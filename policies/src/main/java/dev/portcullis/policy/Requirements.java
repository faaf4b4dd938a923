package dev.portcullis.policy;

import static dev.portcullis.policy.decision.Status.Requirement.NOT_MACHINE_CHECKABLE;
import static dev.portcullis.policy.decision.Status.Requirement.OVERRIDDEN;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.portcullis.graph.InputException;
import dev.portcullis.policy.bundle.Catalogue;
import dev.portcullis.policy.decision.RequirementResult;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.policy.decision.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The sentences a system must answer, and what the rules said to each. A sentence is met only when
 * the rules that answer it were all asked and all passed; a sentence that no rule answers is
 * undecided, not met. Sentences inform the auditor; what denies is the rules.
 */
final class Requirements {
  /** The registers that the gate carries, by name: they never change. */
  private static final Map<String, List<Sentence>> REGISTERS = new ConcurrentHashMap<>();

  private final Map<String, Sentence> sentences = new LinkedHashMap<>();
  private final Catalogue catalogue;
  private final Map<String, RuleResult> results = new LinkedHashMap<>();

  /** Ids of rules to what they examined: many sentences are answered by the same rules. */
  private final Map<List<String>, List<String>> evidence = new HashMap<>();

  /** How a sentence can be answered. */
  private enum Kind {
    @JsonProperty("graph")
    GRAPH,
    @JsonProperty("repository")
    REPOSITORY,
    @JsonProperty("informative")
    INFORMATIVE,
    @JsonProperty("overridden")
    OVERRIDDEN,
    @JsonProperty("alias")
    ALIAS
  }

  /**
   * A sentence of the register.
   *
   * @param sameAs ids of the sentences it repeats
   * @param together ids of rules of which each decides a part, and which decide it wholly together
   * @param overriddenBy the decision that took the sentence's place
   */
  private record Sentence(
      String id,
      String text,
      Kind kind,
      @Nullable List<String> sameAs,
      @Nullable List<String> together,
      @Nullable String overriddenBy) {}

  private Requirements(Catalogue catalogue, List<RuleResult> results) {
    this.catalogue = catalogue;
    results.forEach(result -> this.results.put(result.id(), result));
  }

  static List<RequirementResult> judge(
      List<String> sets, Catalogue catalogue, List<RuleResult> results) {
    var requirements = new Requirements(catalogue, results);
    for (var set : sets) {
      REGISTERS
          .computeIfAbsent(set, Requirements::read)
          .forEach(sentence -> requirements.sentences.put(sentence.id(), sentence));
    }
    requirements.check();
    return requirements.sentences.values().stream().map(requirements::judge).toList();
  }

  private static List<Sentence> read(String set) {
    var name = "requirements/" + set + ".yaml";
    try (var in = Requirements.class.getResourceAsStream(name)) {
      if (in == null) {
        throw InputException.of(
            "policy bundle",
            name,
            "a profile names this register, which the gate lacks",
            "use the gate the bundle was built for");
      }
      return Yaml.read(name, in, new TypeReference<List<Sentence>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A repetition of nothing would be met by nothing. */
  private void check() {
    for (var sentence : sentences.values()) {
      if ((sentence.kind() == Kind.ALIAS) == repeated(sentence).isEmpty()) {
        throw new IllegalStateException(
            sentence.id() + ": an alias names what it repeats, and nothing else does");
      }
      repeated(sentence)
          .forEach(
              id ->
                  Objects.requireNonNull(
                      sentences.get(id), sentence.id() + " repeats unknown " + id));
      if ((sentence.kind() == Kind.OVERRIDDEN) == (sentence.overriddenBy() == null)) {
        throw new IllegalStateException(
            sentence.id() + ": an overridden sentence names the decision, and no other does");
      }
      together(sentence).forEach(id -> catalogue.require("requirement " + sentence.id(), id));
    }
  }

  private static List<String> repeated(Sentence sentence) {
    return sentence.sameAs() == null ? List.of() : sentence.sameAs();
  }

  private static List<String> together(Sentence sentence) {
    return sentence.together() == null ? List.of() : sentence.together();
  }

  private RequirementResult judge(Sentence sentence) {
    return switch (sentence.kind()) {
      case INFORMATIVE ->
          unanswered(sentence, NOT_MACHINE_CHECKABLE, "informative: there is nothing to check");
      case REPOSITORY ->
          unanswered(
              sentence,
              NOT_MACHINE_CHECKABLE,
              "answered by the repository (files, comments, tests), not by the graph");
      case OVERRIDDEN ->
          unanswered(sentence, OVERRIDDEN, Objects.requireNonNull(sentence.overriddenBy()));
      case ALIAS -> alias(sentence);
      case GRAPH -> byRules(sentence);
    };
  }

  private static RequirementResult unanswered(
      Sentence sentence, Status.Requirement status, String note) {
    return new RequirementResult(
        sentence.id(), sentence.text(), status, List.of(), List.of(), note);
  }

  /** A repeated sentence: as bad as the worst it repeats. */
  private RequirementResult alias(Sentence sentence) {
    var worst = Status.Requirement.MET;
    var rules = new TreeSet<String>();
    var subjects = List.<String>of();
    var notes = new LinkedHashSet<String>();
    for (var id : repeated(sentence)) {
      var original = judge(Objects.requireNonNull(sentences.get(id)));
      worst = worse(worst, original.status());
      rules.addAll(original.rules());
      subjects = union(subjects, original.evidence());
      if (original.note().startsWith(RequirementResult.NOT_ASKED)) {
        notes.add(original.note());
      }
    }
    notes.add("repeats " + String.join(", ", repeated(sentence)));
    return new RequirementResult(
        sentence.id(),
        sentence.text(),
        worst,
        List.copyOf(rules),
        subjects,
        String.join("; ", notes));
  }

  private static Status.Requirement worse(Status.Requirement one, Status.Requirement other) {
    var order =
        List.of(
            Status.Requirement.MET,
            OVERRIDDEN,
            NOT_MACHINE_CHECKABLE,
            Status.Requirement.UNDECIDED,
            Status.Requirement.UNMET);
    return order.indexOf(one) >= order.indexOf(other) ? one : other;
  }

  private RequirementResult byRules(Sentence sentence) {
    var answers = new Answers(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (var rule : catalogue.rules()) {
      var whole =
          rule.requirements().contains(sentence.id()) || together(sentence).contains(rule.id());
      var part = !whole && rule.partialRequirements().contains(sentence.id());
      var result = results.get(rule.id());
      if (!whole && !part) {
        continue;
      }
      if (result == null) {
        answers.silent().add(rule.id());
      } else {
        (whole ? answers.whole() : answers.part()).add(result);
      }
    }
    var rules = answers.all().map(RuleResult::id).sorted().toList();
    return new RequirementResult(
        sentence.id(),
        sentence.text(),
        answers.status(),
        rules,
        evidence.computeIfAbsent(rules, this::subjects),
        answers.note());
  }

  /** URNs of everything that these rules examined, sorted, each once. */
  private List<String> subjects(List<String> rules) {
    var all = List.<String>of();
    for (var id : rules) {
      var targets = Objects.requireNonNull(results.get(id)).targets();
      all = union(all, targets.stream().map(RuleResult.Target::urn).toList());
    }
    return all;
  }

  /** Both are sorted, and so is what comes of them: a large graph has a million subjects. */
  private static List<String> union(List<String> one, List<String> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() ? other : one;
    }
    var both = new ArrayList<String>(one.size() + other.size());
    int i = 0;
    int j = 0;
    while (i < one.size() && j < other.size()) {
      int order = one.get(i).compareTo(other.get(j));
      both.add(order <= 0 ? one.get(i) : other.get(j));
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
    both.addAll(one.subList(i, one.size()));
    both.addAll(other.subList(j, other.size()));
    return Collections.unmodifiableList(both);
  }

  /**
   * What the rules said to one sentence.
   *
   * @param whole results of the rules that answer it wholly, alone or together
   * @param part results of the rules that answer a part
   * @param silent ids of rules that would answer it, or a part of it, but were not asked
   */
  private record Answers(List<RuleResult> whole, List<RuleResult> part, List<String> silent) {
    Stream<RuleResult> all() {
      return Stream.concat(whole.stream(), part.stream());
    }

    /**
     * A rule without a subject, where the profile demands none, has nothing against the sentence
     * and nothing for it.
     */
    Status.Requirement status() {
      if (all().anyMatch(rule -> rule.status() == Status.Rule.FAIL)) {
        return Status.Requirement.UNMET;
      }
      var met =
          silent.isEmpty()
              && whole.stream().anyMatch(rule -> rule.status() == Status.Rule.PASS)
              && all()
                  .allMatch(
                      rule ->
                          rule.status() == Status.Rule.PASS
                              || rule.status() == Status.Rule.NOT_APPLICABLE);
      return met ? Status.Requirement.MET : Status.Requirement.UNDECIDED;
    }

    String note() {
      if (!silent.isEmpty()) {
        return RequirementResult.NOT_ASKED + String.join(", ", silent);
      }
      if (whole.isEmpty()) {
        return part.isEmpty()
            ? "no rule answers this sentence yet"
            : "answered in part; no rule answers the rest yet";
      }
      var open =
          all()
              .filter(
                  rule -> rule.status() != Status.Rule.PASS && rule.status() != Status.Rule.FAIL)
              .map(rule -> rule.id() + " is " + rule.status().json())
              .toList();
      return String.join(", ", open);
    }
  }
}
