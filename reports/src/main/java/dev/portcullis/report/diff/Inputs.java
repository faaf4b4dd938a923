package dev.portcullis.report.diff;

import dev.portcullis.policy.decision.Decision;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a decision was made of and under which conditions, by name. */
final class Inputs {
  private Inputs() {}

  static SortedMap<String, String> of(Decision decision) {
    var inputs = new TreeMap<String, String>();
    inputs.put("as of", decision.asOf().toString());
    inputs.put("engine", decision.engine().kind() + " " + decision.engine().version());
    inputs.put("profile", decision.profile());
    inputs.put("rules asked", asked(decision));
    inputs.put("policy revision", decision.policy().revision());
    inputs.put("schema version", decision.schemaVersion());
    decision
        .policy()
        .parameters()
        .forEach((name, value) -> inputs.put("parameter " + name, value.toString()));
    put(inputs, "error", decision.error());
    graph(inputs, decision.graph());
    return inputs;
  }

  private static String asked(Decision decision) {
    return decision.policy().rules() + (decision.partial() ? ", not all (partial)" : "");
  }

  private static void graph(Map<String, String> inputs, Decision.GraphInfo graph) {
    inputs.put("graph digest", graph.digest());
    inputs.put("resources", Integer.toString(graph.resources()));
    var source = graph.source();
    put(inputs, "project", source.project());
    put(inputs, "stack", source.stack());
    put(inputs, "system", source.system());
    if (source.kind() != null) {
      inputs.put("kind of graph", source.kind().name().toLowerCase(Locale.ROOT));
    }
    if (source.config() != null) {
      source.config().forEach((key, value) -> inputs.put("configuration " + key, value));
    }
  }

  private static void put(Map<String, String> inputs, String name, @Nullable String value) {
    if (value != null) {
      inputs.put(name, value);
    }
  }
}
