package dev.portcullis.policy.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.graph.InputException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A rule that says of itself that it looks at one resource at a time must not be able to look
 * others up: nothing that it calls may reach the indexes by URN or identity, or the edges.
 */
final class PerResourceCheck {
  private static final Set<String> OTHERS =
      Set.of("by_urn", "by_identity", "edges", "_identities", "_edge_list");

  private final Map<String, Set<String>> calls = new HashMap<>();

  private PerResourceCheck(JsonNode plan) {
    for (var function : plan.at("/funcs/funcs")) {
      var called = new HashSet<String>();
      for (var call : function.findValues("func")) {
        called.add(call.asText());
      }
      calls.put(function.path("name").asText(), called);
    }
  }

  /** Fails with the rule that claims too much. */
  static void require(JsonNode plan, JsonNode catalogue) {
    var check = new PerResourceCheck(plan);
    for (var rule : catalogue) {
      if (rule.path("per_resource").asBoolean()) {
        check.require(rule.path("path").asText());
      }
    }
  }

  private void require(String path) {
    var prefix = "g0.data.rules." + path.replace('/', '.') + ".";
    var open = new ArrayDeque<String>();
    calls.keySet().stream().filter(name -> name.startsWith(prefix)).forEach(open::add);
    var seen = new HashSet<String>();
    var reached = new TreeSet<String>();
    while (!open.isEmpty()) {
      var name = open.pop();
      if (seen.add(name)) {
        open.addAll(calls.getOrDefault(name, Set.of()));
        if (name.startsWith("g0.data.lib.graph.")
            && OTHERS.contains(name.substring(name.lastIndexOf('.') + 1))) {
          reached.add(name.substring("g0.".length()));
        }
      }
    }
    if (!reached.isEmpty()) {
      throw InputException.of(
          path,
          "custom.per_resource",
          "the rule reaches " + String.join(", ", reached) + ", so it may look at other resources",
          "take the annotation away, or the look-up");
    }
  }
}
