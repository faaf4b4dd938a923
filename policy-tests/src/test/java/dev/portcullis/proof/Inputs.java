package dev.portcullis.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.policy.Gate;
import dev.portcullis.policy.GateRequest;
import dev.portcullis.policy.bundle.PolicyBundle;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.engine.PolicyEngine;
import dev.portcullis.policy.engine.PolicyEngineException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;

/** What the gate gives an engine, and what an engine answers in an order of its own. */
public final class Inputs {
  private Inputs() {}

  /** The input for a graph of one of the systems, with its profile; the test may change it. */
  public static ObjectNode of(PolicyBundle bundle, ResourceGraph graph) {
    var seen = new AtomicReference<ObjectNode>();
    var recorder =
        new PolicyEngine() {
          @Override
          public Decision.EngineInfo info() {
            return new Decision.EngineInfo("embedded", "recorder");
          }

          @Override
          public JsonNode evaluate(ObjectNode input) {
            seen.set(input);
            throw new PolicyEngineException("recorded");
          }

          @Override
          public void close() {
            // Nothing to close.
          }
        };
    new Gate(bundle, recorder, GateRequest.at(Instant.parse("2026-11-21T00:00:00Z"))).decide(graph);
    return (ObjectNode) Json.copy(seen.get());
  }

  /** The verdicts of each rule, sets sorted. */
  static Map<String, Map<String, SortedSet<JsonNode>>> sorted(JsonNode verdicts) {
    var rules = new TreeMap<String, Map<String, SortedSet<JsonNode>>>();
    verdicts
        .path("rules")
        .fields()
        .forEachRemaining(
            rule -> {
              var sets = new TreeMap<String, SortedSet<JsonNode>>();
              rule.getValue()
                  .fields()
                  .forEachRemaining(
                      set -> {
                        var items = new TreeSet<JsonNode>(Comparator.comparing(JsonNode::toString));
                        set.getValue().forEach(items::add);
                        sets.put(set.getKey(), items);
                      });
              rules.put(rule.getKey(), sets);
            });
    return rules;
  }
}
