package dev.portcullis.cli.program;

import com.pulumi.Context;
import dev.portcullis.graph.InputException;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The systems of a program, by name. */
public interface Systems {

  /** Stack name of a capture: it creates nothing, so any name is as good. */
  String STACK = "dev";

  /**
   * A system with a configuration that was checked.
   *
   * @param project Pulumi project name
   * @param config keys as {@code project:key}
   * @param stack the stack function
   */
  record Configured(String project, Map<String, String> config, Consumer<Context> stack) {
    public Configured {
      config = Map.copyOf(config);
    }
  }

  /**
   * The system with its default configuration and these overrides.
   *
   * @param suffix environment suffix, null for the default
   * @param overrides keys with or without namespace
   * @throws InputException if there is no such system, or the configuration is wrong
   */
  Configured configured(String name, @Nullable String suffix, Map<String, String> overrides);
}
