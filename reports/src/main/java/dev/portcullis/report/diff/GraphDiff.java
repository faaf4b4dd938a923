package dev.portcullis.report.diff;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.graph.GraphJson;
import dev.portcullis.graph.ResourceGraph;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What differs between two graphs. Where in the program a resource is made does not count.
 *
 * @param before digest of the earlier graph
 * @param after digest of the later graph
 * @param resources sorted by URN
 * @param others members of the documents besides the resources: source and stack outputs
 */
public record GraphDiff(
    String before, String after, List<ResourceChange> resources, List<Change<JsonNode>> others) {

  /** Compares two graphs. */
  public static GraphDiff of(ResourceGraph before, ResourceGraph after) {
    var one = GraphJson.toJson(before);
    var two = GraphJson.toJson(after);
    var resources =
        Change.between(byUrn(one.path("resources")), byUrn(two.path("resources"))).stream()
            .map(change -> ResourceChange.of(change.id(), change.before(), change.after()))
            .filter(ResourceChange::isReal)
            .toList();
    return new GraphDiff(
        GraphJson.digest(before),
        GraphJson.digest(after),
        resources,
        Change.between(others(one), others(two)));
  }

  /** Whether both say the same. */
  public boolean isEmpty() {
    return resources.isEmpty() && others.isEmpty();
  }

  /** The same as the other graph would tell it. */
  public GraphDiff mirrored() {
    return new GraphDiff(
        /* before= */ after,
        /* after= */ before,
        resources.stream().map(ResourceChange::mirrored).toList(),
        others.stream().map(Change::mirrored).toList());
  }

  private static Map<String, JsonNode> byUrn(JsonNode resources) {
    var byUrn = new TreeMap<String, JsonNode>();
    resources.forEach(resource -> byUrn.put(resource.path("urn").asText(), resource));
    return byUrn;
  }

  private static Map<String, JsonNode> others(JsonNode graph) {
    var others = new TreeMap<String, JsonNode>();
    graph
        .fields()
        .forEachRemaining(
            member -> {
              if (!member.getKey().equals("resources") && !member.getKey().equals("digest")) {
                flatten(member.getKey(), member.getValue(), others);
              }
            });
    return others;
  }

  /** One level down: a key of the configuration is told by itself. */
  private static void flatten(String name, JsonNode value, Map<String, JsonNode> others) {
    if (value.isObject() && !value.isEmpty()) {
      value
          .fields()
          .forEachRemaining(
              member -> {
                var inner = name + "." + member.getKey();
                if (member.getValue().isObject() && name.equals("source")) {
                  flatten(inner, member.getValue(), others);
                } else {
                  others.put(inner, member.getValue());
                }
              });
    } else {
      others.put(name, value);
    }
  }
}
