package dev.portcullis.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.graph.CanonicalJson;
import java.nio.charset.StandardCharsets;

/**
 * Digests in the one form used everywhere, {@code sha256:<hex>}, and of JSON in the canonical form
 * of the graph: engines may spell the same number differently.
 */
public final class Digests {
  private Digests() {}

  /** Digest of bytes. */
  public static String of(byte[] content) {
    return CanonicalJson.sha256(content);
  }

  /** Digest of text in UTF-8. */
  public static String of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Digest of a JSON value; neither the order of object members nor the spelling of numbers
   * matters.
   */
  public static String of(JsonNode value) {
    return CanonicalJson.sha256(value);
  }

  /** Compact JSON with sorted members. */
  public static String sorted(JsonNode value) {
    return CanonicalJson.of(value).toString();
  }
}
