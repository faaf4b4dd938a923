package dev.portcullis.facts;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The curated meaning of encryption inputs.
 *
 * @param names name of an input to what it means wherever nothing else is said
 * @param types type token to path to what it means there; the path {@code *} covers the type
 */
record EncryptionClassification(
    Map<String, SlotRule> names, Map<String, Map<String, List<SlotRule>>> types) {
  static final Path FILE = Path.of("policies", "src", "facts", "encryption.yaml");
  private static final String WHOLE_TYPE = "*";

  static EncryptionClassification read(Path root) {
    var yaml =
        new ObjectMapper(new YAMLFactory())
            .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY);
    try {
      return yaml.readValue(root.resolve(FILE).toFile(), new TypeReference<>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is said about an input; empty when nobody classified it. */
  List<SlotRule> rulesFor(String type, String path) {
    var ofType = types.getOrDefault(type, Map.of());
    return Optional.ofNullable(ofType.get(path))
        .or(() -> Optional.ofNullable(ofType.get(WHOLE_TYPE)))
        .or(() -> Optional.ofNullable(names.get(lastName(path))).map(List::of))
        .orElse(List.of());
  }

  /** Every input to be judged: what the provider's names suggest, and what the curator added. */
  SortedMap<String, TreeSet<String>> inputs(ProviderFacts facts) {
    var inputs = new TreeMap<String, TreeSet<String>>();
    facts.encryption().forEach((type, paths) -> inputs.put(type, withoutBlocks(paths)));
    types.forEach(
        (type, rules) -> {
          var paths = inputs.computeIfAbsent(type, absent -> new TreeSet<>());
          rules.keySet().stream().filter(path -> !path.equals(WHOLE_TYPE)).forEach(paths::add);
        });
    return inputs;
  }

  /** Inputs that nobody classified, as {@code type path}. */
  List<String> unclassified(ProviderFacts facts) {
    var missing = new ArrayList<String>();
    inputs(facts)
        .forEach(
            (type, paths) ->
                paths.stream()
                    .filter(path -> rulesFor(type, path).isEmpty())
                    .forEach(path -> missing.add(type + " " + path)));
    return missing;
  }

  /** Entries about a type, an input or a name that the provider does not have. */
  List<String> dangling(ProviderFacts facts) {
    try (var jar = ProviderJar.onClassPath()) {
      var paths = new InputPaths(jar);
      var wrong = new ArrayList<String>();
      types.forEach(
          (type, rules) -> {
            var args = facts.argsClasses().get(type);
            rules.forEach(
                (path, list) ->
                    named(path, list).stream()
                        .filter(name -> args == null || !paths.exists(args, name))
                        .forEach(name -> wrong.add(type + " " + name)));
          });
      var used = new TreeSet<String>();
      inputs(facts).values().forEach(all -> all.forEach(path -> used.add(lastName(path))));
      names.keySet().stream().filter(name -> !used.contains(name)).forEach(wrong::add);
      return wrong;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // The path itself and every path that its conditions and its region name.
  private static List<String> named(String path, List<SlotRule> rules) {
    if (path.equals(WHOLE_TYPE)) {
      return List.of();
    }
    var all = new ArrayList<>(List.of(path));
    for (var rule : rules) {
      var anchor = Optional.ofNullable(SlotAnchor.of(path, rule)).orElse("");
      var prefix = anchor.isEmpty() ? "" : anchor + ".";
      if (!anchor.isEmpty()) {
        all.add(anchor);
      }
      if (rule.when() != null) {
        rule.when().keySet().forEach(condition -> all.add(prefix + condition));
      }
      if (rule.region() != null) {
        addIfSet(all, prefix, rule.region().input());
        addIfSet(all, prefix, rule.region().bucket());
      }
    }
    return all;
  }

  private static void addIfSet(Collection<String> all, String prefix, @Nullable String path) {
    if (path != null) {
      all.add(path.startsWith("/") ? path.substring(1) : prefix + path);
    }
  }

  // A block decides nothing by itself when the provider also lists what is inside.
  private static TreeSet<String> withoutBlocks(Collection<String> paths) {
    var values = new TreeSet<>(paths);
    values.removeIf(block -> paths.stream().anyMatch(path -> path.startsWith(block + ".")));
    return values;
  }

  private static String lastName(String path) {
    return path.substring(path.lastIndexOf('.') + 1).replace("[]", "");
  }
}
