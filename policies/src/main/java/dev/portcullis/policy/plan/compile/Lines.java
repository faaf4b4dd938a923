package dev.portcullis.policy.plan.compile;

import dev.portcullis.policy.plan.ir.Policy.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers places of the Rego sources, so that they fit into the line number tables of the classes:
 * a stack trace then says which line of which rule was running.
 */
final class Lines {
  /** Line numbers of a class file are 16 bits; what is beyond goes without a place. */
  private static final int MOST = 65_535;

  private final Map<Place, Integer> numbers = new HashMap<>();
  private final List<Place> places = new ArrayList<>();

  /** Number of a place, from 1; 0 when it has none. */
  int number(Place place) {
    if (place.row() == 0) {
      return 0;
    }
    var known = numbers.get(place);
    if (known == null) {
      if (places.size() == MOST) {
        return 0;
      }
      places.add(place);
      known = places.size();
      numbers.put(place, known);
    }
    return known;
  }

  /** Places by their number minus one. */
  List<Place> places() {
    return places;
  }
}
