package dev.portcullis.policy.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What two graphs differ in.
 *
 * @param urns of resources that are new, gone or different
 * @param types of these resources, before and after
 * @param identities whether one of them is new or gone, or has another id, ARN or type
 * @param current those that are there now
 */
record GraphChanges(Set<String> urns, Set<String> types, boolean identities, ArrayNode current) {
  private static final List<String> IDENTITY =
      List.of("/type", "/id", "/outputs/arn", "/outputs/id", "/outputs/keyId");

  /** Beyond this part of the graph it is simpler to evaluate all of it. */
  private static final int FEW = 4;

  /** The difference; null when it is more than some resources, so that all has to be evaluated. */
  static @Nullable GraphChanges between(ObjectNode before, ObjectNode after) {
    if (!sameBesidesResources(before, after)) {
      return null;
    }
    var old = byUrn(before);
    var now = byUrn(after);
    if (old == null || now == null) {
      return null;
    }
    var changes = new Collector(new TreeSet<>(), new HashSet<>(), after.arrayNode());
    var identities = changes.collect(old, now);
    return changes.urns.size() * FEW > now.size()
        ? null
        : new GraphChanges(changes.urns, changes.types, identities, changes.current);
  }

  /** Whether a rule that depends on that can say something else now. */
  boolean affect(Provenance.Dependencies dependencies) {
    return !urns.isEmpty()
        && (dependencies.everything()
            || (identities && dependencies.references())
            || types.stream().anyMatch(dependencies.types()::contains));
  }

  private static boolean sameBesidesResources(ObjectNode before, ObjectNode after) {
    var names = new HashSet<String>();
    before.fieldNames().forEachRemaining(names::add);
    after.fieldNames().forEachRemaining(names::add);
    names.removeAll(Set.of("resources", "digest"));
    return names.stream().allMatch(name -> before.path(name).equals(after.path(name)));
  }

  /** Null when a URN is missing or stands there twice. */
  private static @Nullable Map<String, JsonNode> byUrn(ObjectNode graph) {
    var byUrn = new HashMap<String, JsonNode>();
    for (var resource : graph.path("resources")) {
      if (!resource.path("urn").isTextual()
          || byUrn.put(resource.path("urn").textValue(), resource) != null) {
        return null;
      }
    }
    return byUrn;
  }

  private record Collector(Set<String> urns, Set<String> types, ArrayNode current) {
    /** Whether an identity changed. */
    private boolean collect(Map<String, JsonNode> old, Map<String, JsonNode> now) {
      var identities = false;
      for (var entry : now.entrySet()) {
        var was = old.get(entry.getKey());
        if (!entry.getValue().equals(was)) {
          add(entry.getKey(), entry.getValue());
          current.add(entry.getValue());
          identities |= was == null || otherIdentity(was, entry.getValue());
          if (was != null) {
            types.add(was.path("type").asText());
          }
        }
      }
      for (var entry : old.entrySet()) {
        if (!now.containsKey(entry.getKey())) {
          add(entry.getKey(), entry.getValue());
          identities = true;
        }
      }
      return identities;
    }

    private void add(String urn, JsonNode resource) {
      urns.add(urn);
      types.add(resource.path("type").asText());
    }

    private static boolean otherIdentity(JsonNode was, JsonNode is) {
      return IDENTITY.stream().anyMatch(pointer -> !was.at(pointer).equals(is.at(pointer)));
    }
  }
}
