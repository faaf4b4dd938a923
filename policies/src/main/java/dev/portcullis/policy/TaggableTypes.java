package dev.portcullis.policy;

import dev.portcullis.policy.bundle.PolicyBundle;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/** Which types can carry tags: a fact of the provider, which the pack of this gate states. */
public final class TaggableTypes {
  private static final Set<String> ALL = read();

  private TaggableTypes() {}

  /** Type tokens such as {@code aws:sqs/queue:Queue}, sorted. */
  public static Set<String> all() {
    return ALL;
  }

  /** As the rules read it: elsewhere an input of that name selects others by their tags. */
  private static Set<String> read() {
    var types = new TreeSet<String>();
    var shapes = PolicyBundle.builtIn().data().at("/facts/tags");
    shapes
        .properties()
        .forEach(
            entry -> {
              if (Set.of("map", "list").contains(entry.getValue().asText())) {
                types.add(entry.getKey());
              }
            });
    return Collections.unmodifiableSet(types);
  }
}
