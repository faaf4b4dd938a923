package dev.portcullis.policy.bundle;

import dev.portcullis.policy.Digests;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a bundle is made of.
 *
 * @param schemaVersion of this document
 * @param revision digest over the sources; the identity of the policy in every decision
 * @param opa version of the compiler
 * @param sources path below the source folder to digest
 * @param pieces file of the bundle to digest
 */
record BundleManifest(
    String schemaVersion,
    String revision,
    String opa,
    Map<String, String> sources,
    Map<String, String> pieces) {

  static final String SCHEMA_VERSION = "1";

  BundleManifest {
    sources = new TreeMap<>(sources);
    pieces = new TreeMap<>(pieces);
    if (!pieces.keySet().containsAll(PolicyBundle.PIECES)) {
      throw new IllegalArgumentException(
          "the manifest names no digest for one of " + PolicyBundle.PIECES);
    }
  }

  static String revisionOf(Map<String, String> sources) {
    var lines = new StringBuilder();
    new TreeMap<>(sources)
        .forEach((name, digest) -> lines.append(digest).append("  ").append(name).append('\n'));
    return Digests.of(lines.toString());
  }
}
