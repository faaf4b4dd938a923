package dev.portcullis.policy.plan;

import java.util.Comparator;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * A place in the graph that an evaluation read.
 *
 * @param urn of the resource; empty for what is not part of one, as the profile
 * @param pointer from the resource, or from the input (RFC 6901)
 */
public record Field(String urn, String pointer) implements Comparable<Field> {
  private static final Comparator<Field> ORDER =
      Comparator.comparing(Field::urn).thenComparing(Field::pointer);

  @Override
  public int compareTo(Field other) {
    return ORDER.compare(this, other);
  }

  /**
   * Without those that were only passed through on the way to another, and without the markers of
   * unknown and secret values: they are asked for everywhere, and mean the value they stand in.
   */
  static NavigableSet<Field> deepest(NavigableSet<Field> all) {
    var fields = new TreeSet<>(all);
    fields.removeIf(field -> field.pointer().contains("/$"));
    var kept = new TreeSet<Field>();
    for (var field : fields) {
      var below = fields.higher(field);
      if (below == null
          || !below.urn().equals(field.urn())
          || !below.pointer().startsWith(field.pointer() + "/")) {
        kept.add(field);
      }
    }
    return kept;
  }
}
