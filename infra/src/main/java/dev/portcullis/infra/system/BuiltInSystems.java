package dev.portcullis.infra.system;

import dev.portcullis.infra.config.Parameters;
import dev.portcullis.infra.config.ServerlessConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The systems this program can build. */
public final class BuiltInSystems {
  private static final List<BuiltInSystem> ALL =
      List.of(
          new BuiltInSystem(
              ServerlessConfig.SYSTEM,
              ServerlessSystem::stack,
              ServerlessConfig.PARAMETERS,
              Map.of(
                  Parameters.key("system"),
                  ServerlessConfig.SYSTEM,
                  Parameters.key("domainName"),
                  "example.com"),
              ServerlessConfig::validate));

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
}
