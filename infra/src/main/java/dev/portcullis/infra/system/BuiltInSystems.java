package dev.portcullis.infra.system;

import com.pulumi.Context;
import dev.portcullis.infra.config.ConfigSchema;
import dev.portcullis.infra.config.HealthcareParameters;
import dev.portcullis.infra.config.Parameters;
import dev.portcullis.infra.config.PaymentsParameters;
import dev.portcullis.infra.config.ServerlessParameters;
import dev.portcullis.infra.config.TradingParameters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The systems this program can build. */
public final class BuiltInSystems {
  private static final String EXAMPLE_DOMAIN = "example.com";
  private static final String EXAMPLE_SUFFIX = "dev";
  private static final String EXAMPLE_COST_CENTER = "cc-0001";

  private static final List<BuiltInSystem> ALL =
      List.of(
          system(
              ServerlessParameters.SYSTEM,
              ServerlessSystem::stack,
              ServerlessParameters.SCHEMA,
              Map.of("domainName", EXAMPLE_DOMAIN)),
          system(
              TradingParameters.SYSTEM,
              TradingSystem::stack,
              TradingParameters.SCHEMA,
              Map.of(
                  "domainName", EXAMPLE_DOMAIN,
                  "environmentSuffix", EXAMPLE_SUFFIX,
                  "costCenter", EXAMPLE_COST_CENTER)),
          system(
              HealthcareParameters.SYSTEM,
              HealthcareSystem::stack,
              HealthcareParameters.SCHEMA,
              Map.of("domainName", EXAMPLE_DOMAIN, "environmentSuffix", EXAMPLE_SUFFIX)),
          system(
              PaymentsParameters.SYSTEM,
              PaymentsSystem::stack,
              PaymentsParameters.SCHEMA,
              Map.of(
                  "domainName", EXAMPLE_DOMAIN,
                  "environmentSuffix", EXAMPLE_SUFFIX,
                  "costCenter", EXAMPLE_COST_CENTER)));

  private BuiltInSystems() {}

  /** All of them, in a fixed order. */
  public static List<BuiltInSystem> all() {
    return ALL;
  }

  /** The names, in the order of {@link #all}. */
  public static List<String> names() {
    return ALL.stream().map(BuiltInSystem::name).toList();
  }

  /** The system with that name. */
  public static Optional<BuiltInSystem> find(String name) {
    return ALL.stream().filter(system -> system.name().equals(name)).findFirst();
  }

  private static BuiltInSystem system(
      String name, Consumer<Context> stack, ConfigSchema schema, Map<String, String> examples) {
    var config = new TreeMap<String, String>();
    config.put(Parameters.key("system"), name);
    examples.forEach((key, value) -> config.put(Parameters.key(key), value));
    return new BuiltInSystem(name, stack, schema, config);
  }
}
