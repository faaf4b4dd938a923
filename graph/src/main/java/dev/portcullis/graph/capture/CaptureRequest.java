package dev.portcullis.graph.capture;

import dev.portcullis.graph.GraphSource;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a program is captured with.
 *
 * @param project Pulumi project name
 * @param stack Pulumi stack name
 * @param organization Pulumi organization name
 * @param system built-in system, or null for any other program
 * @param config configuration, keys as {@code project:key}, values as Pulumi stores them
 * @param secretConfigKeys keys of {@code config} whose values never leave the capture
 * @param sourceRoot put before the package path of a source file to give {@code Location.file},
 *     such as {@code infra/src/main/java/}
 * @param timeLimit longest time the whole capture may take
 */
public record CaptureRequest(
    String project,
    String stack,
    String organization,
    @Nullable String system,
    Map<String, String> config,
    Set<String> secretConfigKeys,
    String sourceRoot,
    Duration timeLimit) {

  /** Pulumi's organization for stacks that have none. */
  public static final String DEFAULT_ORGANIZATION = "organization";

  public static final Duration DEFAULT_TIME_LIMIT = Duration.ofMinutes(2);

  /** Shorter secrets are not looked for in messages: "1" is in every text. */
  private static final int SHORTEST_REDACTED = 4;

  public CaptureRequest {
    config = Map.copyOf(config);
    secretConfigKeys = Set.copyOf(secretConfigKeys);
  }

  /** A request without configuration, with the default organization and time limit. */
  public static CaptureRequest of(String project, String stack) {
    return new CaptureRequest(
        project, stack, DEFAULT_ORGANIZATION, null, Map.of(), Set.of(), "", DEFAULT_TIME_LIMIT);
  }

  public CaptureRequest withSystem(@Nullable String name) {
    return new CaptureRequest(
        project, stack, organization, name, config, secretConfigKeys, sourceRoot, timeLimit);
  }

  public CaptureRequest withConfig(Map<String, String> values, Set<String> secretKeys) {
    return new CaptureRequest(
        project, stack, organization, system, values, secretKeys, sourceRoot, timeLimit);
  }

  public CaptureRequest withSourceRoot(String prefix) {
    return new CaptureRequest(
        project, stack, organization, system, config, secretConfigKeys, prefix, timeLimit);
  }

  public CaptureRequest withTimeLimit(Duration limit) {
    return new CaptureRequest(
        project, stack, organization, system, config, secretConfigKeys, sourceRoot, limit);
  }

  /** Secret values stay out of what a record prints. */
  @Override
  public String toString() {
    return "CaptureRequest[" + project + "/" + stack + ", " + publicConfig() + "]";
  }

  GraphSource source() {
    return new GraphSource(GraphSource.Kind.PROGRAM, project, stack, system, publicConfig());
  }

  /** How errors call the program. */
  String sourceName() {
    return "program " + project;
  }

  /** The text with every secret configuration value replaced. */
  String redact(String text) {
    var redacted = text;
    for (var key : secretConfigKeys) {
      var value = config.get(key);
      if (value != null && value.length() >= SHORTEST_REDACTED) {
        redacted = redacted.replace(value, "[secret]");
      }
    }
    return redacted;
  }

  private Map<String, String> publicConfig() {
    var visible = new TreeMap<>(config);
    visible.keySet().removeAll(secretConfigKeys);
    return visible;
  }
}
