package dev.portcullis.facts;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;

/**
 * The curated meaning of the inputs that delay or prevent deletion.
 *
 * @param groups inputs by meaning
 */
record DeletionClassification(List<DeletionGroup> groups) {
  static final Path FILE = Path.of("policies", "src", "facts", "deletion.yaml");

  static DeletionClassification read(Path root) {
    try {
      return new DeletionClassification(
          new ObjectMapper(new YAMLFactory())
              .readValue(root.resolve(FILE).toFile(), new TypeReference<>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What the rules read: type token to its deletion inputs, by path; those without a meaning are
   * left out.
   */
  SortedMap<String, List<DeletionInput>> document() {
    var document = new TreeMap<String, List<DeletionInput>>();
    for (var group : groups) {
      if (!group.role().equals(DeletionGroup.NONE)) {
        forEach(
            group,
            (type, path) ->
                document
                    .computeIfAbsent(type, absent -> new ArrayList<>())
                    .add(DeletionInput.of(path, group)));
      }
    }
    document.values().forEach(inputs -> inputs.sort(Comparator.comparing(DeletionInput::path)));
    return document;
  }

  /** Inputs that the provider has and nobody classified, as {@code type path}. */
  List<String> unclassified(ProviderFacts facts) {
    var known = entries();
    return facts.deletion().entrySet().stream()
        .flatMap(type -> type.getValue().stream().map(path -> type.getKey() + " " + path))
        .filter(entry -> !known.contains(entry))
        .toList();
  }

  /** Inputs that are classified and that the provider does not have, as {@code type path}. */
  List<String> dangling(ProviderFacts facts, BiPredicate<String, String> exists) {
    var wrong = new ArrayList<String>();
    for (var group : groups) {
      forEach(
          group,
          (type, path) -> {
            var args = facts.argsClasses().get(type);
            if (args == null
                || !(path.equals(DeletionInput.WHOLE_TYPE) || exists.test(args, path))) {
              wrong.add(type + " " + path);
            }
          });
    }
    return wrong;
  }

  /** Every classified input as {@code type path}, in the order of the file. */
  List<String> entries() {
    var all = new ArrayList<String>();
    groups.forEach(group -> forEach(group, (type, path) -> all.add(type + " " + path)));
    return all;
  }

  private static void forEach(DeletionGroup group, BiConsumer<String, String> action) {
    group.inputs().forEach((type, paths) -> paths.forEach(path -> action.accept(type, path)));
  }
}
