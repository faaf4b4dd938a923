package dev.portcullis.report.html;

import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.RequirementResult;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.policy.decision.Status;
import dev.portcullis.report.PlainText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The requirement matrix: each sentence, the rules that answer it, and what they looked at. */
final class Matrix {
  private Matrix() {}

  /**
   * One sentence.
   *
   * @param status as in the decision
   * @param words the same for a person; a sentence that no rule answers is told from one still open
   * @param fields that decided, each with the number of subjects it was read of; empty without a
   *     trace
   */
  record Row(
      String id,
      String text,
      String status,
      String words,
      String note,
      List<Answer> rules,
      String subjects,
      List<Field> fields) {}

  /** What one rule says of a sentence or a control. */
  record Answer(Ref rule, String title, String status, String found) {}

  /** A field and how often it was read. */
  record Field(String pointer, int times) {}

  /** A status and how many sentences have it. */
  record Count(String words, String status, int count) {}

  static List<Row> of(Decision decision, Addresses addresses) {
    var rules =
        decision.rules().stream().collect(Collectors.toMap(RuleResult::id, Function.identity()));
    return decision.requirements().stream().map(r -> row(r, rules, decision, addresses)).toList();
  }

  private static Row row(
      RequirementResult requirement,
      Map<String, RuleResult> rules,
      Decision decision,
      Addresses addresses) {
    var answers = new ArrayList<Answer>();
    var subjects = new TreeSet<String>();
    var fields = new TreeMap<String, Integer>();
    for (var id : requirement.rules()) {
      var rule = rules.get(id);
      if (rule == null) {
        answers.add(new Answer(addresses.rule(id), "was not asked", "not-asked", ""));
      } else {
        answers.add(answer(rule, addresses));
        rule.targets().forEach(target -> subjects.add(target.urn()));
        read(decision, id, fields);
      }
    }
    return new Row(
        requirement.id(),
        PlainText.folded(requirement.text()),
        requirement.status().json(),
        words(requirement),
        PlainText.folded(requirement.note()),
        answers,
        subjects.isEmpty() ? "" : Integer.toString(subjects.size()),
        fields.entrySet().stream().map(e -> new Field(e.getKey(), e.getValue())).toList());
  }

  static Answer answer(RuleResult rule, Addresses addresses) {
    return new Answer(
        addresses.rule(rule.id()),
        PlainText.folded(rule.title()),
        rule.status().json(),
        found(rule));
  }

  /** Everything but plain passing. */
  static String found(RuleResult rule) {
    var counts = rule.counts();
    var parts = new ArrayList<String>();
    add(parts, counts.fail(), "failed");
    add(parts, counts.undecided(), "undecided");
    add(parts, counts.waived(), "waived");
    add(parts, counts.passByReference(), "by reference");
    return String.join(", ", parts);
  }

  private static void add(List<String> parts, int count, String what) {
    if (count > 0) {
      parts.add(count + " " + what);
    }
  }

  private static void read(Decision decision, String rule, Map<String, Integer> fields) {
    var provenance = decision.provenance();
    var reads = provenance == null ? null : provenance.rules().get(rule);
    if (reads != null) {
      reads
          .targets()
          .values()
          .forEach(list -> list.forEach(p -> fields.merge(general(p), 1, Integer::sum)));
    }
  }

  /**
   * Places in lists are one field: {@code /inputs/rules/3/arn} is read as {@code /inputs/rules/*}.
   */
  static String general(String pointer) {
    return pointer.replaceAll("/\\d+(?=/|$)", "/*");
  }

  static String words(RequirementResult requirement) {
    if (requirement.status() != Status.Requirement.UNDECIDED) {
      return requirement.status().json().replace('-', ' ');
    }
    if (requirement.wasNotAsked()) {
      return "rules not asked";
    }
    return requirement.rules().isEmpty() ? "answered by no rule" : "answered in part or open";
  }

  static List<Count> counts(Decision decision) {
    var counts = new LinkedHashMap<String, Count>();
    for (var status : Status.Requirement.values()) {
      for (var requirement : decision.requirements()) {
        if (requirement.status() == status) {
          counts.merge(
              words(requirement),
              new Count(words(requirement), status.json(), 1),
              (a, b) -> new Count(a.words(), a.status(), a.count() + b.count()));
        }
      }
    }
    return List.copyOf(counts.values());
  }
}
