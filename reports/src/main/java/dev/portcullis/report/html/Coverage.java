package dev.portcullis.report.html;

import dev.portcullis.policy.TaggableTypes;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.RequirementResult;
import dev.portcullis.policy.decision.Status;
import dev.portcullis.report.PlainText;
import dev.portcullis.report.picture.Inventory;
import dev.portcullis.report.picture.Item;
import dev.portcullis.report.picture.Standing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What was not examined. */
final class Coverage {
  private Coverage() {}

  /** Resources of a type, and their inputs that no rule read. */
  record Unread(String type, int resources, List<Matrix.Field> fields) {}

  /** A type and how many there are of it. */
  record Kind(String type, int resources) {}

  /** A sentence. */
  record Sentence(String id, String text) {}

  /** By type; which resource it is stands at the resource. */
  static List<Unread> unread(Decision decision, Inventory inventory) {
    if (decision.provenance() == null) {
      return List.of();
    }
    var fields = new TreeMap<String, TreeMap<String, Integer>>();
    var counts = new HashMap<String, Integer>();
    decision
        .provenance()
        .unread()
        .forEach(
            (urn, pointers) -> {
              if (!pointers.isEmpty()) {
                var item = inventory.find(urn);
                var type = item == null ? Inventory.type(urn) : item.type();
                counts.merge(type, 1, Integer::sum);
                var ofType = fields.computeIfAbsent(type, t -> new TreeMap<>());
                pointers.forEach(pointer -> ofType.merge(Matrix.general(pointer), 1, Integer::sum));
              }
            });
    var found = new ArrayList<Unread>();
    fields.forEach(
        (type, pointers) ->
            found.add(
                new Unread(
                    type,
                    counts.get(type),
                    pointers.entrySet().stream()
                        .map(e -> new Matrix.Field(e.getKey(), e.getValue()))
                        .toList())));
    return found;
  }

  /** Types of the system that take no tags, as the pack of this gate knows the provider. */
  static List<Kind> untaggable(Inventory inventory) {
    return kinds(inventory, item -> item.drawn() && !TaggableTypes.all().contains(item.type()));
  }

  /** Types of the system that take tags, and that no rule about tags had as a subject. */
  static List<Kind> untagged(Decision decision, Inventory inventory) {
    var examined = new HashSet<String>();
    decision.rules().stream()
        .filter(rule -> rule.id().startsWith("TAG-"))
        .flatMap(rule -> rule.targets().stream())
        .flatMap(target -> Optional.ofNullable(inventory.find(target.urn())).stream())
        .forEach(item -> examined.add(item.type()));
    return kinds(
        inventory,
        item ->
            item.drawn()
                && TaggableTypes.all().contains(item.type())
                && !examined.contains(item.type()));
  }

  /** Types of the system of which no resource was the subject of any rule. */
  static List<Kind> unexamined(Inventory inventory) {
    return kinds(inventory, item -> item.drawn() && item.standing() == Standing.UNEXAMINED);
  }

  private static List<Kind> kinds(Inventory inventory, Predicate<Item> wanted) {
    var counts = new TreeMap<String, Integer>();
    inventory.items().stream()
        .filter(wanted)
        .forEach(item -> counts.merge(item.type(), 1, Integer::sum));
    return counts.entrySet().stream().map(e -> new Kind(e.getKey(), e.getValue())).toList();
  }

  /** Sentences that no rule of the pack answers. */
  static List<Sentence> unanswered(Decision decision) {
    return sentences(decision, r -> r.rules().isEmpty() && !r.wasNotAsked());
  }

  /** Sentences of which no rule was asked, although the pack has some. */
  static List<Sentence> notAsked(Decision decision) {
    return sentences(decision, RequirementResult::wasNotAsked);
  }

  private static List<Sentence> sentences(Decision decision, Predicate<RequirementResult> wanted) {
    return decision.requirements().stream()
        .filter(requirement -> requirement.status() == Status.Requirement.UNDECIDED)
        .filter(wanted)
        .map(r -> new Sentence(r.id(), PlainText.folded(r.text())))
        .toList();
  }
}
