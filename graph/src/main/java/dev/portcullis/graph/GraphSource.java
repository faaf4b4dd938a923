package dev.portcullis.graph;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a graph came from.
 *
 * @param kind how the graph was obtained
 * @param project Pulumi project name
 * @param stack Pulumi stack name
 * @param system built-in system (serverless, trading, healthcare, payments), or null for any other program
 * @param config the program's configuration, non-secret values only, sorted by key
 */
public record GraphSource(
    Kind kind, String project, String stack, @Nullable String system, Map<String, String> config) {

  /** How a graph was obtained; the JSON value is the lower-case name. */
  public enum Kind {
    PROGRAM,
    PREVIEW,
    STATE
  }

  public GraphSource {
    config = java.util.Collections.unmodifiableMap(new TreeMap<>(config));
  }
}
