package dev.portcullis.graph;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a graph came from. Null means that the document does not say.
 *
 * @param kind how the graph was obtained
 * @param project Pulumi project name
 * @param stack Pulumi stack name
 * @param system built-in system (serverless, trading, healthcare, payments), or null for any other
 *     program
 * @param config the program's configuration, non-secret values only, sorted by key
 */
public record GraphSource(
    @Nullable Kind kind,
    @Nullable String project,
    @Nullable String stack,
    @Nullable String system,
    @Nullable Map<String, String> config) {

  /** How a graph was obtained; the JSON value is the lower-case name. */
  public enum Kind {
    PROGRAM,
    PREVIEW,
    STATE
  }

  /** The source of a document that does not tell. */
  public static final GraphSource UNKNOWN = new GraphSource(null, null, null, null, null);

  public GraphSource {
    config = config == null ? null : Collections.unmodifiableMap(new TreeMap<>(config));
  }
}
