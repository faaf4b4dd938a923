package dev.portcullis.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What must hold between the resources of a graph: unique URNs, every edge ends at a resource. */
public final class GraphIntegrity {
  private final String source;
  private final Map<String, Integer> indexes = new HashMap<>();

  private GraphIntegrity(String source) {
    this.source = source;
  }

  /**
   * Checks the resources in the order of their document.
   *
   * @param source how errors call the document
   * @throws InputException at the first repetition or dangling edge
   */
  public static void check(String source, List<Resource> resources) {
    var integrity = new GraphIntegrity(source);
    for (int i = 0; i < resources.size(); i++) {
      integrity.add(resources.get(i).urn(), i);
    }
    for (int i = 0; i < resources.size(); i++) {
      integrity.checkEdges(i, resources.get(i));
    }
  }

  private void add(String urn, int index) {
    var earlier = indexes.putIfAbsent(urn, index);
    if (earlier != null) {
      throw InputException.of(
          source,
          "/resources/" + index + "/urn",
          "duplicate URN " + urn + ", already used by /resources/" + earlier,
          "give every resource its own URN");
    }
  }

  private void checkEdges(int index, Resource resource) {
    checkEdge(index, "/parent", "", resource.parent());
    checkEdge(index, "/provider", "", resource.provider());
    var dependencies = resource.dependencies();
    if (dependencies != null) {
      dependencies.forEach(urn -> checkEdge(index, "/dependencies", "", urn));
    }
    var properties = resource.propertyDependencies();
    if (properties != null) {
      properties.forEach(
          (property, urns) ->
              urns.forEach(urn -> checkEdge(index, "/propertyDependencies/", property, urn)));
    }
  }

  private void checkEdge(int index, String member, String property, @Nullable String urn) {
    if (urn != null && !indexes.containsKey(urn)) {
      throw InputException.of(
          source,
          "/resources/" + index + member + property,
          "refers to " + urn + ", which is not in the graph",
          "export the whole program, or remove the reference");
    }
  }
}
