package dev.portcullis.report.picture;

import dev.portcullis.graph.Resource;
import dev.portcullis.graph.ResourceGraph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The edges of the graph that tell how a system survives: one line for all of a kind. */
final class Links {
  private record Kind(String from, String property, String to, String kind, boolean back) {}

  private record Ends(int from, int to, String kind) implements Comparable<Ends> {
    @Override
    public int compareTo(Ends other) {
      return Comparator.comparingInt(Ends::from)
          .thenComparingInt(Ends::to)
          .thenComparing(Ends::kind)
          .compare(this, other);
    }
  }

  /** A line of ten thousand names helps nobody. */
  private static final int MOST_NAMES = 12;

  private static final List<Kind> KINDS =
      Table.read("links.tsv", 5).stream()
          .map(c -> new Kind(c[0], c[1], c[2], c[3], c[4].equals("back")))
          .toList();

  private Links() {}

  /** Lines between boxes of different columns. */
  static List<Link> of(ResourceGraph graph, List<Box> boxes, Map<String, Integer> boxOf) {
    var found = new TreeMap<Ends, SortedSet<String>>();
    for (var resource : graph.resources()) {
      var from = boxOf.get(resource.urn());
      if (from == null || resource.propertyDependencies() == null) {
        continue;
      }
      for (var kind : KINDS) {
        if (resource.type().startsWith(kind.from())) {
          resource.propertyDependencies().getOrDefault(kind.property(), List.of()).stream()
              .flatMap(urn -> graph.find(urn).stream())
              .filter(to -> to.type().startsWith(kind.to()) && boxOf.containsKey(to.urn()))
              .filter(to -> boxes.get(boxOf.get(to.urn())).column() != boxes.get(from).column())
              .forEach(
                  to ->
                      add(
                          found,
                          kind,
                          kind.back() ? to : resource,
                          kind.back() ? resource : to,
                          boxOf));
        }
      }
    }
    var links = new ArrayList<Link>();
    found.forEach(
        (ends, what) ->
            links.add(
                new Link(
                    boxes.get(ends.from()),
                    boxes.get(ends.to()),
                    ends.kind(),
                    ends.kind() + ": " + names(what))));
    return List.copyOf(links);
  }

  private static void add(
      SortedMap<Ends, SortedSet<String>> found,
      Kind kind,
      Resource source,
      Resource target,
      Map<String, Integer> boxOf) {
    var ends = new Ends(boxOf.get(source.urn()), boxOf.get(target.urn()), kind.kind());
    found.computeIfAbsent(ends, e -> new TreeSet<>()).add(source.name() + " → " + target.name());
  }

  private static String names(SortedSet<String> what) {
    var rest = what.size() - MOST_NAMES;
    return String.join(", ", what.stream().limit(MOST_NAMES).toList())
        + (rest > 0 ? " and " + rest + " more" : "");
  }
}
