package dev.portcullis.policy.plan;

import dev.portcullis.policy.plan.compile.PlanIndex;
import dev.portcullis.policy.plan.run.Evaluation;
import dev.portcullis.policy.plan.run.Origin;
import dev.portcullis.policy.plan.run.Reads;
import dev.portcullis.policy.value.RegoArray;
import dev.portcullis.policy.value.RegoCollection;
import dev.portcullis.policy.value.RegoObject;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a traced evaluation read: on the way to each element of a rule's value, by each rule of each
 * resource, and by nobody.
 */
final class Provenance {
  private final PlanIndex index;
  private final Evaluation evaluation;
  private final FieldNames names;
  private final @Nullable Object input;
  private final Map<String, Integer> functions = new HashMap<>();

  Provenance(PlanIndex index, Evaluation evaluation, @Nullable Object input) {
    this.index = index;
    this.evaluation = evaluation;
    this.input = input;
    this.names = new FieldNames(input);
    for (var i = 0; i < index.functions().size(); i++) {
      functions.put(index.functions().get(i).name().replaceFirst("^g\\d+\\.", ""), i);
    }
  }

  /** Fields that were read on the way to an element of a rule's value, {@code data.rules.x.y}. */
  NavigableSet<Field> of(String rule, Object element) {
    var fields = new TreeSet<Field>();
    var function = functions.get(rule);
    if (function != null && evaluation.value(function) instanceof RegoCollection value) {
      var origin = evaluation.trace().origin(value, element, element);
      if (origin == null) {
        add(evaluation.trace().reads().get(function), fields);
      } else {
        add(origin, fields);
      }
    }
    return Field.deepest(fields);
  }

  private void add(Origin first, Set<Field> fields) {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    var open = new ArrayDeque<Object>();
    open.add(first);
    while (!open.isEmpty()) {
      var next = open.pop();
      if (!seen.add(next)) {
        continue;
      }
      if (next instanceof Origin origin) {
        origin.forEach((container, key) -> add(container, key, fields), open::push);
      } else if (next instanceof Reads reads) {
        add(reads, fields);
      }
    }
  }

  private void add(@Nullable Reads reads, Set<Field> fields) {
    if (reads != null) {
      reads.forEach((container, key) -> add(container, key, fields));
    }
  }

  private void add(RegoCollection container, Object key, Set<Field> fields) {
    var field = names.of(container, key);
    if (field != null) {
      fields.add(field);
    }
  }

  /** Fields of each resource that the functions of a package read, and those that they asked. */
  SortedMap<String, NavigableSet<Field>> byResource(String prefix) {
    var found = new TreeMap<String, NavigableSet<Field>>();
    for (var function : reachable(prefix)) {
      var reads = evaluation.trace().reads().get(function);
      if (reads != null) {
        reads.forEach(
            (container, key) -> {
              var field = names.of(container, key);
              if (field != null && !field.urn().isEmpty()) {
                found.computeIfAbsent(field.urn(), urn -> new TreeSet<>()).add(field);
              }
            });
      }
    }
    found.replaceAll((urn, fields) -> Field.deepest(fields));
    return found;
  }

  /** What the functions of a package depend on. */
  Dependencies dependencies(String prefix) {
    var types = new HashSet<String>();
    var indexes = new HashSet<String>();
    var everything = false;
    for (var function : reachable(prefix)) {
      var reads = evaluation.trace().reads().get(function);
      if (reads == null) {
        continue;
      }
      everything |= reads.everything();
      reads.forEach(
          (container, key) -> {
            var resource = names.resource(container);
            if (resource != null && resource.get("type") instanceof String type) {
              types.add(type);
            }
          });
      for (var lookup : reads.lookups()) {
        var name = index.functions().get(lookup.index()).name();
        if (name.endsWith(".by_type") && lookup.key() instanceof String type) {
          types.add(type);
        } else {
          indexes.add(name);
        }
      }
    }
    return new Dependencies(Set.copyOf(types), !indexes.isEmpty(), everything);
  }

  /**
   * What of the graph a rule looked at.
   *
   * @param types of the resources whose fields it read, and types that it asked for in vain
   * @param references whether it looked resources up by URN or identity
   * @param everything whether it went through all resources
   */
  record Dependencies(Set<String> types, boolean references, boolean everything) {}

  private Set<Integer> reachable(String prefix) {
    var seen = new HashSet<Integer>();
    var open = new ArrayDeque<Integer>();
    functions.forEach(
        (name, function) -> {
          if (name.startsWith(prefix)) {
            open.add(function);
          }
        });
    while (!open.isEmpty()) {
      var function = open.pop();
      if (seen.add(function)) {
        var reads = evaluation.trace().reads().get(function);
        if (reads != null) {
          open.addAll(reads.callees());
        }
      }
    }
    return seen;
  }

  /** Inputs of resources that nobody read, by URN: members at any depth that hold no others. */
  SortedMap<String, NavigableSet<Field>> unread() {
    var read = new HashSet<Field>();
    for (var reads : evaluation.trace().reads().values()) {
      add(reads, read);
    }
    var unread = new TreeMap<String, NavigableSet<Field>>();
    if (input instanceof RegoObject object && object.get("resources") instanceof RegoArray all) {
      for (var i = 0; i < all.size(); i++) {
        if (all.get(i) instanceof RegoObject resource
            && resource.get("urn") instanceof String urn
            && resource.get("inputs") instanceof RegoObject inputs) {
          var fields = new TreeSet<Field>();
          leaves(inputs, read, fields);
          if (!fields.isEmpty()) {
            unread.put(urn, fields);
          }
        }
      }
    }
    return unread;
  }

  private void leaves(RegoCollection container, Set<Field> read, Set<Field> unread) {
    for (var i = 0; i < container.size(); i++) {
      var value = container.valueAt(i);
      var field = names.of(container, container.keyAt(i));
      if (value instanceof RegoCollection nested && nested.size() > 0) {
        leaves(nested, read, unread);
      } else if (field != null && !read.contains(field)) {
        unread.add(field);
      }
    }
  }
}
