package dev.portcullis.facts;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Paths of inputs, written {@code replicas[].kmsKeyArn}: {@code []} marks a list of blocks and
 * {@code {}} a map of blocks.
 */
final class InputPaths {
  private final ProviderJar jar;

  InputPaths(ProviderJar jar) {
    this.jar = jar;
  }

  /** Paths whose last property has a matching name. */
  SortedSet<String> named(String argsClass, Pattern name) {
    var found = new TreeSet<String>();
    walk(argsClass, "", Set.of(), new Search(name, false, found), false);
    return found;
  }

  /** As {@link #named}, and the plain values inside a block with a matching name. */
  SortedSet<String> namedOrWithin(String argsClass, Pattern name) {
    var found = new TreeSet<String>();
    walk(argsClass, "", Set.of(), new Search(name, true, found), false);
    return found;
  }

  /** Whether the provider has an input at exactly this path. */
  boolean exists(String argsClass, String path) {
    return exists(argsClass, List.of(path.split("\\.")));
  }

  private boolean exists(String className, List<String> steps) {
    var rest = steps.subList(1, steps.size());
    return jar.inputs(className).stream()
        .filter(input -> input.step().equals(steps.get(0)))
        .anyMatch(
            input ->
                rest.isEmpty() || input.blocks().stream().anyMatch(block -> exists(block, rest)));
  }

  private record Search(Pattern name, boolean within, SortedSet<String> found) {}

  // A block may contain itself (a WAF statement does): each class is entered once per path.
  private void walk(
      String className, String prefix, Set<String> above, Search search, boolean inside) {
    if (above.contains(className)) {
      return;
    }
    var entered = new HashSet<>(above);
    entered.add(className);
    for (var input : jar.inputs(className)) {
      var path = prefix + input.step();
      var matches = search.name().matcher(input.name()).find();
      if (matches || (inside && input.blocks().isEmpty())) {
        search.found().add(path);
      }
      for (var block : input.blocks()) {
        walk(block, path + ".", entered, search, search.within() && (matches || inside));
      }
    }
  }
}
