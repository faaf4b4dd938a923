package dev.portcullis.infra.system;

import com.pulumi.Context;
import dev.portcullis.infra.config.ConfigSchema;
import dev.portcullis.infra.config.Parameters;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A system this program can build, as the gate and the entry point see it.
 *
 * @param name id of the system
 * @param stack the stack function
 * @param schema what can be configured
 * @param defaultConfig keys with namespace, what a check runs with when nothing else is said:
 *     parameters that have no default get reserved example values
 */
public record BuiltInSystem(
    String name, Consumer<Context> stack, ConfigSchema schema, Map<String, String> defaultConfig) {

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
    var given = new TreeMap<String, String>();
    overrides.forEach(
        (name, value) -> given.put(name.indexOf(':') < 0 ? Parameters.key(name) : name, value));
    var config = new TreeMap<>(defaultConfig);
    // A default is given under the first spelling of its key, and gives way to the other too.
    given.keySet().forEach(key -> schema.parameters().spelledOut(key).ifPresent(config::remove));
    config.putAll(given);
    return config;
  }
}
