package dev.portcullis.policy.bundle;

import dev.portcullis.graph.InputException;
import dev.portcullis.policy.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The sources a bundle is made of: rules, libraries, facts, profiles, parameters. Tests are no part
 * of it.
 */
final class PackSources {
  /** Where the sources lie in the source tree. */
  static final String FOLDER = "policies/src/main/rego";

  /** The command that makes the bundle follow its sources. */
  static final String REBUILD = "policies/build-bundle";

  private PackSources() {}

  /** Relative path to digest, sorted. */
  static Map<String, String> digests(Path folder) {
    var digests = new TreeMap<String, String>();
    try (var files = Files.walk(folder)) {
      for (var file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        var name = folder.relativize(file).toString().replace('\\', '/');
        if (isSource(name)) {
          digests.put(name, Digests.of(Files.readAllBytes(file)));
        }
      }
    } catch (IOException e) {
      throw InputException.of(FOLDER, "", "cannot be read: " + e, "check out the sources again", e);
    }
    return digests;
  }

  private static boolean isSource(String name) {
    return (name.endsWith(".rego") && !name.endsWith("_test.rego"))
        || name.endsWith(".json")
        || name.endsWith(".yaml");
  }

  /**
   * Fails when the sources are not those the bundle was made of, naming what differs and the
   * command that mends it.
   */
  static void requireSame(Path folder, Map<String, String> bundled) {
    var now = digests(folder);
    var different = new ArrayList<String>();
    var names = new TreeSet<>(now.keySet());
    names.addAll(bundled.keySet());
    for (var name : names) {
      if (!bundled.containsKey(name)) {
        different.add(name + " (new)");
      } else if (!now.containsKey(name)) {
        different.add(name + " (gone)");
      } else if (!now.get(name).equals(bundled.get(name))) {
        different.add(name + " (changed)");
      }
    }
    if (!different.isEmpty()) {
      throw InputException.of(
          "policy bundle",
          "",
          "it is stale, its sources differ: " + String.join(", ", different),
          "run " + REBUILD + " (needs opa) and commit what it writes");
    }
  }
}
