package dev.portcullis.judge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.policy.builtin.Builtins;
import dev.portcullis.policy.value.RegoSet;
import dev.portcullis.policy.value.Values;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One case of OPA's suite, as {@code conformance cases} prints it.
 *
 * @param plan plan of the query under the entrypoint {@code eval}; missing when OPA cannot plan it
 * @param expected the result set, null when the case says nothing of it
 * @param fails the evaluation ends in an error
 * @param strict in which mode: errors of builtins are errors, not undefined
 * @param sortBindings arrays of the result may have any order
 * @param ignoreGenerated variables of the compiler do not count
 */
record ConformanceCase(
    String name,
    String file,
    JsonNode plan,
    String unplannable,
    Object data,
    @Nullable Object input,
    @Nullable RegoSet expected,
    boolean fails,
    boolean strict,
    boolean sortBindings,
    boolean ignoreGenerated) {

  static List<ConformanceCase> suite() {
    return ConformanceTool.lines("cases").stream()
        .map(line -> of(ConformanceTool.json(line)))
        .toList();
  }

  private static ConformanceCase of(JsonNode json) {
    return new ConformanceCase(
        json.get("name").textValue(),
        json.get("file").textValue(),
        json.path("plan"),
        json.path("unplannable").asText(),
        Values.fromJson(json.get("data")),
        json.has("input") ? TypedTerm.value(json.get("input")) : null,
        json.get("result").isNull() ? null : rows(json.get("result")),
        json.has("error") || json.has("errorCode"),
        json.get("strictError").booleanValue(),
        json.get("sortBindings").booleanValue(),
        json.get("ignoreGeneratedVars").booleanValue());
  }

  private static RegoSet rows(JsonNode json) {
    var rows = new RegoSet();
    json.forEach(row -> rows.add(Values.fromJson(row)));
    return rows;
  }

  /** The builtins its plan calls that the evaluator does not have. */
  SortedSet<String> unsupported() {
    var names = new TreeSet<String>();
    plan.at("/static/builtin_funcs").forEach(builtin -> names.add(builtin.get("name").asText()));
    names.removeAll(Builtins.names());
    return names;
  }
}
