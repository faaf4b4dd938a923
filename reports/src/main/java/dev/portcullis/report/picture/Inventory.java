package dev.portcullis.report.picture;

import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Every resource the report can speak of, and how each fared. */
public final class Inventory {
  private final List<Item> items;
  private final Map<String, Item> byUrn;

  private Inventory(List<Item> items) {
    this.items = List.copyOf(items);
    this.byUrn = new HashMap<>();
    items.forEach(item -> byUrn.put(item.urn(), item));
  }

  /**
   * Of a decision; without the graph, only what the decision names: subjects and places of
   * findings.
   */
  public static Inventory of(Decision decision, @Nullable ResourceGraph graph) {
    var standings = standings(decision);
    var items = new ArrayList<Item>();
    if (graph == null) {
      var findings = new HashMap<String, Finding>();
      decision.findings().forEach(finding -> findings.putIfAbsent(finding.urn(), finding));
      standings.forEach(
          (urn, standing) -> items.add(named(items.size(), urn, standing, findings.get(urn))));
    } else {
      for (var resource : graph.resources()) {
        items.add(
            new Item(
                items.size(),
                resource.urn(),
                resource.type(),
                resource.name(),
                resource.region(),
                resource.location(),
                standings.getOrDefault(resource.urn(), Standing.UNEXAMINED)));
      }
    }
    return new Inventory(items);
  }

  private static Map<String, Standing> standings(Decision decision) {
    var standings = new TreeMap<String, Standing>();
    for (var rule : decision.rules()) {
      for (var target : rule.targets()) {
        standings.merge(target.urn(), Standing.of(target.status()), Standing::or);
      }
    }
    decision
        .findings()
        .forEach(f -> standings.merge(f.urn(), Standing.of(f.status()), Standing::or));
    return standings;
  }

  /** What a URN tells by itself: {@code urn:pulumi:stack::project::parents$type::name}. */
  private static Item named(int index, String urn, Standing standing, @Nullable Finding finding) {
    var parts = urn.split("::", 4);
    return new Item(
        index,
        urn,
        type(urn),
        parts.length > 3 ? parts[3] : urn,
        finding == null ? null : finding.region(),
        finding == null ? null : finding.location(),
        standing);
  }

  /** The type of the resource with that URN, empty when it does not tell. */
  public static String type(String urn) {
    var parts = urn.split("::", 4);
    var types = parts.length > 2 ? parts[2] : "";
    return types.substring(types.lastIndexOf('$') + 1);
  }

  /** Sorted by URN. */
  public List<Item> items() {
    return items;
  }

  /** The resource with that URN, null when there is none. */
  public @Nullable Item find(String urn) {
    return byUrn.get(urn);
  }
}
