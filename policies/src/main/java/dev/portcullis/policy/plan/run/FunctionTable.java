package dev.portcullis.policy.plan.run;

import dev.portcullis.policy.value.RegoArray;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The functions of a compiled plan, found by their path. */
public final class FunctionTable {
  private final CompiledPlan plan;
  private final List<String> names;
  private final Map<RegoArray, Integer> byPath = new HashMap<>();

  /**
   * Makes the table.
   *
   * @param names of the functions
   * @param paths path of each function; empty for one that nobody calls by path
   */
  public FunctionTable(CompiledPlan plan, List<String> names, List<List<String>> paths) {
    this.plan = plan;
    this.names = names;
    for (var i = 0; i < paths.size(); i++) {
      if (!paths.get(i).isEmpty()) {
        byPath.put(RegoArray.of(paths.get(i).toArray()), i);
      }
    }
  }

  CompiledPlan plan() {
    return plan;
  }

  int size() {
    return names.size();
  }

  String name(int function) {
    return names.get(function);
  }

  int find(Object[] path) {
    return byPath.getOrDefault(RegoArray.of(path), -1);
  }
}
