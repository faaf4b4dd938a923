package dev.portcullis.policy.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.portcullis.policy.Digests;

/**
 * Identity of an offence: rule, URN, pointer and the offending content. It does not depend on
 * lines, on messages or on other resources; when the content changes it is another offence, and a
 * waiver for the old one no longer covers it.
 */
public final class Fingerprint {
  private Fingerprint() {}

  /** {@code sha256:…} over the sorted JSON of the four. */
  public static String of(String rule, String urn, String pointer, JsonNode content) {
    return Digests.of(
        JsonNodeFactory.instance.arrayNode().add(rule).add(urn).add(pointer).add(content));
  }
}
