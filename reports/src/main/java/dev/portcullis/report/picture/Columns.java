package dev.portcullis.report.picture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.policy.decision.Decision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The regions from left to right: the primary, the secondary, then the others, the larger first.
 *
 * @param regions without the centre
 */
record Columns(List<String> regions) {
  private static final List<String> NAMED = List.of("primaryRegion", "secondaryRegion");

  static Columns of(Decision decision, List<Item> drawn) {
    var sizes = new HashMap<String, Integer>();
    drawn.stream()
        .filter(item -> item.region() != null && !Place.of(item.type()).central())
        .forEach(item -> sizes.merge(item.region(), 1, Integer::sum));
    var regions = new ArrayList<String>();
    for (var name : NAMED) {
      var region = text(decision.policy().parameters().get(name));
      if (sizes.remove(region) != null) {
        regions.add(region);
      }
    }
    sizes.keySet().stream()
        .sorted(Comparator.comparing((String r) -> -sizes.get(r)).thenComparing(r -> r))
        .forEach(regions::add);
    return new Columns(List.copyOf(regions));
  }

  private static String text(@Nullable JsonNode value) {
    return value == null ? "" : value.asText();
  }

  /** Of a region; the centre for none. */
  int of(@Nullable String region) {
    var place = region == null ? -1 : regions.indexOf(region);
    return place < 1 ? (place < 0 ? Box.CENTRE : 0) : place + 1;
  }
}
