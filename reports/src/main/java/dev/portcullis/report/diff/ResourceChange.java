package dev.portcullis.report.diff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A resource that is not the same in both graphs.
 *
 * @param before its JSON in the earlier graph, null when it is not in it
 * @param after its JSON in the later graph, null when it is not in it
 * @param fields JSON pointers into the resource, of a resource that both have; lines of the program
 *     and edges are not among them
 * @param edges {@code property} and the URN it leads to: {@code before} only is an edge that was
 *     lost
 */
public record ResourceChange(
    String urn,
    @Nullable JsonNode before,
    @Nullable JsonNode after,
    List<Change<JsonNode>> fields,
    List<Change<Edge>> edges) {
  private static final Set<String> NOT_CONTENT =
      Set.of("location", "dependencies", "propertyDependencies");
  private static final String UNKNOWN = "$unknown";

  /**
   * An edge.
   *
   * @param property that it starts from; empty for a dependency of the whole resource
   */
  public record Edge(String property, String urn) {}

  /** What differs between two states of a resource; one of them may be null. */
  static ResourceChange of(String urn, @Nullable JsonNode before, @Nullable JsonNode after) {
    if (before == null || after == null) {
      return new ResourceChange(urn, before, after, List.of(), List.of());
    }
    var fields = new ArrayList<Change<JsonNode>>();
    compare("", content(before), content(after), fields);
    for (var member : List.of("dependencies", "propertyDependencies")) {
      // Edges that nobody knows are not edges that are gone.
      if (before.path(member).isNull() != after.path(member).isNull()) {
        fields.add(new Change<>("/" + member, before.get(member), after.get(member)));
      }
    }
    return new ResourceChange(
        urn, before, after, List.copyOf(fields), Change.between(edges(before), edges(after)));
  }

  /** The later state, or the earlier one when there is no later. */
  public JsonNode either() {
    return after != null ? after : Objects.requireNonNull(before);
  }

  /** Whether anything but the line of the program differs. */
  boolean isReal() {
    return before == null || after == null || !fields.isEmpty() || !edges.isEmpty();
  }

  /** Fields that are known only after deployment and were known before. */
  public List<Change<JsonNode>> newlyUnknown() {
    return fields.stream()
        .filter(field -> isUnknown(field.after()) && !isUnknown(field.before()))
        .toList();
  }

  /** The same as the other graph would tell it. */
  ResourceChange mirrored() {
    return new ResourceChange(
        urn,
        /* before= */ after,
        /* after= */ before,
        fields.stream().map(Change::mirrored).toList(),
        edges.stream().map(Change::mirrored).toList());
  }

  private static boolean isUnknown(@Nullable JsonNode value) {
    return value != null && value.has(UNKNOWN);
  }

  private static ObjectNode content(JsonNode resource) {
    return ((ObjectNode) resource.deepCopy()).remove(NOT_CONTENT);
  }

  private static TreeMap<String, Edge> edges(JsonNode resource) {
    var edges = new TreeMap<String, Edge>();
    resource.path("dependencies").forEach(urn -> add(edges, "", urn.asText()));
    resource
        .path("propertyDependencies")
        .fields()
        .forEachRemaining(
            property ->
                property.getValue().forEach(urn -> add(edges, property.getKey(), urn.asText())));
    return edges;
  }

  private static void add(TreeMap<String, Edge> edges, String property, String urn) {
    edges.put(property + "\u0000" + urn, new Edge(property, urn));
  }

  /** Objects member by member, lists place by place, markers whole. */
  private static void compare(
      String pointer,
      @Nullable JsonNode before,
      @Nullable JsonNode after,
      List<Change<JsonNode>> changes) {
    if (Objects.equals(before, after)) {
      return;
    }
    if (before instanceof ObjectNode one && after instanceof ObjectNode two && isPlain(one, two)) {
      var names = new TreeSet<String>();
      one.fieldNames().forEachRemaining(names::add);
      two.fieldNames().forEachRemaining(names::add);
      names.forEach(
          name -> compare(pointer + "/" + token(name), one.get(name), two.get(name), changes));
    } else if (before != null && after != null && before.isArray() && after.isArray()) {
      for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
        compare(pointer + "/" + i, before.get(i), after.get(i), changes);
      }
    } else {
      changes.add(new Change<>(pointer, before, after));
    }
  }

  private static boolean isPlain(ObjectNode one, ObjectNode two) {
    return !marker(one) && !marker(two);
  }

  private static boolean marker(ObjectNode value) {
    var names = value.fieldNames();
    return names.hasNext() && names.next().startsWith("$");
  }

  private static String token(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
