package dev.portcullis.report.picture;

import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.policy.decision.Decision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is drawn: boxes and the lines between them, without places on paper. */
record Scene(Columns columns, List<Box> boxes, List<Link> links, Map<String, Integer> boxOf) {

  private record Key(int column, Tier tier, String network, String group)
      implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::tier)
            .thenComparing(Key::column)
            .thenComparing(Key::network, Comparator.reverseOrder())
            .thenComparing(Key::group);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  static Scene of(Decision decision, ResourceGraph graph, Inventory inventory) {
    var drawn = inventory.items().stream().filter(Item::drawn).toList();
    var columns = Columns.of(decision, drawn);
    var networks = Networks.of(graph, columns);
    var members = new TreeMap<Key, List<Item>>();
    for (var item : drawn) {
      var place = Place.of(item.type());
      var column = place.central() ? Box.CENTRE : columns.of(item.region());
      var network = place.central() ? "" : networks.of(item);
      members
          .computeIfAbsent(
              new Key(column, place.tier(), network, place.group()), k -> new ArrayList<>())
          .add(item);
    }
    var boxes = boxes(members, dependents(graph));
    var boxOf = new HashMap<String, Integer>();
    boxes.forEach(box -> box.members().forEach(item -> boxOf.put(item.urn(), box.index())));
    return new Scene(columns, boxes, Links.of(graph, boxes, boxOf), boxOf);
  }

  private static List<Box> boxes(SortedMap<Key, List<Item>> members, Map<String, Integer> weights) {
    var order =
        Comparator.comparing(Item::standing)
            .thenComparing(item -> -weights.getOrDefault(item.urn(), 0))
            .thenComparing(Item::urn);
    var boxes = new ArrayList<Box>();
    members.forEach(
        (key, items) ->
            boxes.add(
                new Box(
                    boxes.size(),
                    key.column(),
                    key.tier(),
                    key.group(),
                    key.network(),
                    items.stream().sorted(order).toList())));
    return List.copyOf(boxes);
  }

  /** How many resources rest on each. */
  private static Map<String, Integer> dependents(ResourceGraph graph) {
    var counts = new HashMap<String, Integer>();
    for (var resource : graph.resources()) {
      if (resource.dependencies() != null) {
        resource.dependencies().forEach(urn -> counts.merge(urn, 1, Integer::sum));
      }
    }
    return counts;
  }
}
