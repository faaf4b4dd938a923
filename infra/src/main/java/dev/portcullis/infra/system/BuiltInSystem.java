package dev.portcullis.infra.system;

import com.pulumi.Context;
import dev.portcullis.infra.config.Parameters;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A system this program can build, as the gate and the entry point see it.
 *
 * @param name id of the system
 * @param stack the stack function
 * @param parameters what can be configured
 * @param defaultConfig keys with namespace, what a check runs with when nothing else is said:
 *     parameters that have no default get reserved example values
 * @param validation checks a configuration (keys with namespace) for a stack name; throws {@link
 *     dev.portcullis.infra.config.ConfigurationException} with every error
 */
public record BuiltInSystem(
    String name,
    Consumer<Context> stack,
    Parameters parameters,
    Map<String, String> defaultConfig,
    BiConsumer<Map<String, String>, String> validation) {

  /** Name of the Pulumi project, the same for all systems. */
  public static final String PROJECT = Parameters.NAMESPACE;

  public BuiltInSystem {
    defaultConfig = Map.copyOf(defaultConfig);
  }

  /**
   * The default configuration with these values instead.
   *
   * @param overrides keys with or without namespace
   */
  public Map<String, String> configured(Map<String, String> overrides) {
    var config = new TreeMap<>(defaultConfig);
    overrides.forEach(
        (key, value) -> config.put(key.indexOf(':') < 0 ? Parameters.key(key) : key, value));
    return config;
  }
}
