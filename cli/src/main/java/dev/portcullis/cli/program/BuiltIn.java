package dev.portcullis.cli.program;

import dev.portcullis.graph.InputException;
import dev.portcullis.infra.config.ConfigurationException;
import dev.portcullis.infra.system.BuiltInSystem;
import dev.portcullis.infra.system.BuiltInSystems;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The systems of module {@code infra}. The only class of the gate that knows their types: {@code
 * gate watch} defines it a second time beside newly compiled ones, so it must not touch anything of
 * its package that is not public.
 */
public final class BuiltIn implements Systems {
  private static final String SUFFIX = "environmentSuffix";

  @Override
  public Configured configured(
      String name, @Nullable String suffix, Map<String, String> overrides) {
    var system = BuiltInSystems.find(name).orElseThrow(() -> unknown(name));
    var given = new TreeMap<>(overrides);
    if (suffix != null) {
      given.put(SUFFIX, suffix);
    }
    var config = system.configured(given);
    try {
      system.schema().validate(config, STACK);
    } catch (ConfigurationException e) {
      var lines =
          e.problems().stream()
              .map(problem -> "\n  " + problem)
              .collect(Collectors.joining("", e.problems().size() + " wrong", ""));
      throw InputException.of(
          "configuration of " + name,
          "",
          lines,
          "give values with --config key=value or --suffix",
          e);
    }
    return new Configured(BuiltInSystem.PROJECT, config, system.stack());
  }

  private static InputException unknown(String name) {
    return InputException.of(
        "SYSTEM",
        "",
        "no system \"" + name + "\"",
        "there is " + String.join(", ", BuiltInSystems.names()));
  }
}
