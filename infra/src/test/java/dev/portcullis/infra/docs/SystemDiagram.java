package dev.portcullis.infra.docs;

import dev.portcullis.graph.Resource;
import dev.portcullis.graph.ResourceGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A system as a Mermaid flowchart: its components by region, and which takes something from which.
 * What everything stands on (keys, network, groups) is named per region without arrows, or nothing
 * else would be seen.
 */
final class SystemDiagram {
  private static final String COMPONENT = "portcullis:";

  /** Everything takes from these, or these look at everything. */
  private static final Set<String> BACKGROUND =
      Set.of(
          "EncryptionKeys",
          "Network",
          "SecurityGroups",
          "ServiceEndpoints",
          "OpsTopic",
          "ServiceAlarms",
          "Dashboard");

  private final Map<String, Resource> byUrn = new HashMap<>();
  private final Map<String, Resource> tops = new TreeMap<>();
  private final String system;

  SystemDiagram(String system, ResourceGraph graph) {
    this.system = system;
    graph.resources().forEach(resource -> byUrn.put(resource.urn(), resource));
    for (var resource : graph.resources()) {
      var top = top(resource);
      if (top != null) {
        tops.put(resource.urn(), top);
      }
    }
  }

  /** The chart, with fences. */
  String mermaid() {
    var byPlace = new TreeMap<String, List<Resource>>();
    tops.values().stream()
        .distinct()
        .forEach(top -> byPlace.computeIfAbsent(place(top), p -> new ArrayList<>()).add(top));
    var chart = new StringBuilder("```mermaid\nflowchart LR\n");
    byPlace.forEach((place, components) -> chart.append(subgraph(place, components)));
    edges().forEach(edge -> chart.append("  ").append(edge).append('\n'));
    return chart.append("```\n").toString();
  }

  private String subgraph(String place, List<Resource> components) {
    var lines = new TreeSet<String>();
    var background = new TreeSet<String>();
    for (var component : components) {
      if (BACKGROUND.contains(className(component))) {
        background.add(className(component));
      } else {
        lines.add("    " + id(component) + "[\"" + label(component) + "\"]\n");
      }
    }
    if (!background.isEmpty()) {
      lines.add("    base_" + id(place) + "[[\"" + String.join("<br/>", background) + "\"]]\n");
    }
    return "  subgraph " + id(place) + "[\"" + place + "\"]\n" + String.join("", lines) + "  end\n";
  }

  private Set<String> edges() {
    var edges = new TreeSet<String>();
    for (var resource : byUrn.values()) {
      var from = tops.get(resource.urn());
      for (var urns : resource.propertyDependencies().values()) {
        for (var urn : urns) {
          var to = tops.get(urn);
          if (from != null && to != null && !from.equals(to) && drawn(from) && drawn(to)) {
            edges.add(id(from) + " --> " + id(to));
          }
        }
      }
    }
    return edges;
  }

  private static boolean drawn(Resource component) {
    return !BACKGROUND.contains(className(component));
  }

  /** The component right below the stack that a resource belongs to. */
  private @Nullable Resource top(Resource resource) {
    @Nullable Resource top = null;
    @Nullable Resource current = resource;
    while (current != null) {
      if (current.type().startsWith(COMPONENT)) {
        top = current;
      }
      current = current.parent() == null ? null : byUrn.get(current.parent());
    }
    return top;
  }

  /** The regions its resources are in; a component of both stands between them. */
  private String place(Resource component) {
    var regions =
        tops.entrySet().stream()
            .filter(entry -> entry.getValue().equals(component))
            .map(entry -> byUrn.get(entry.getKey()))
            .map(Resource::region)
            .filter(Objects::nonNull)
            .collect(Collectors.toCollection(TreeSet::new));
    return regions.size() == 1 && component.name().matches(".*-[a-z]{3,4}\\d")
        ? regions.first()
        : "both regions";
  }

  private String label(Resource component) {
    return component.name().substring(system.length() + 1) + "<br/>" + className(component);
  }

  private static String className(Resource component) {
    return component.type().substring(component.type().lastIndexOf(':') + 1);
  }

  private static String id(Resource component) {
    return id(component.name());
  }

  private static String id(String name) {
    return name.replaceAll("[^A-Za-z0-9]", "_");
  }
}
