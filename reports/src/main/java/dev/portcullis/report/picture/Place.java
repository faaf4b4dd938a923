package dev.portcullis.report.picture;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where a type of resource stands.
 *
 * @param group name of the box it is drawn in
 * @param central whether it belongs to no region, whatever provider made it
 */
record Place(Tier tier, String group, boolean central) {
  private record Entry(String beginning, Place place) {}

  private static final List<Entry> ENTRIES =
      Table.read("places.tsv", 4).stream()
          .map(c -> new Entry(c[0], new Place(Tier.of(c[1]), c[2], c[3].equals("centre"))))
          .sorted((a, b) -> Integer.compare(b.beginning().length(), a.beginning().length()))
          .toList();

  /** Few types, many resources. */
  private static final Map<String, Place> KNOWN = new ConcurrentHashMap<>();

  /** By the longest beginning in the table; every drawn type has one. */
  static Place of(String type) {
    return KNOWN.computeIfAbsent(type, Place::find);
  }

  private static Place find(String type) {
    return ENTRIES.stream()
        .filter(entry -> type.startsWith(entry.beginning()))
        .findFirst()
        .map(entry -> named(entry, type))
        .orElseThrow(() -> new IllegalArgumentException(type));
  }

  /** A service the table does not know keeps its own name. */
  private static Place named(Entry entry, String type) {
    if (entry.place().tier() != Tier.OTHER) {
      return entry.place();
    }
    var service = type.substring(type.indexOf(':') + 1).split("[/:]", 2)[0];
    return new Place(Tier.OTHER, service, entry.place().central());
  }
}
