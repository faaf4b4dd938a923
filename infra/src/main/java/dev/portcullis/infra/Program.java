package dev.portcullis.infra;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import com.pulumi.Context;
import com.pulumi.Pulumi;
import dev.portcullis.infra.config.ConfigurationException;
import dev.portcullis.infra.config.ConfigurationException.Problem;
import dev.portcullis.infra.config.Parameters;
import dev.portcullis.infra.system.BuiltInSystems;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The program that {@code pulumi} runs. Which system it builds, the stack's configuration says. */
public final class Program {
  private static final String SYSTEM = "system";

  /** The SDK gives values for keys; that a key is misspelt is only seen here. */
  private static final String ENGINE_CONFIG = "PULUMI_CONFIG";

  private Program() {}

  /** Runs under the Pulumi engine. */
  public static void main(String[] args) {
    Pulumi.run(ctx -> stack(ctx, Optional.ofNullable(System.getenv(ENGINE_CONFIG))));
  }

  /**
   * Builds the system that the configuration names.
   *
   * @param engineConfig the whole configuration as JSON, as the engine hands it to a program; empty
   *     when there is no engine
   * @throws ConfigurationException naming every error, before anything is registered
   */
  static void stack(Context ctx, Optional<String> engineConfig) {
    var name = ctx.config().get(SYSTEM);
    var system =
        name.flatMap(BuiltInSystems::find)
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        List.of(
                            new Problem(
                                Parameters.key(SYSTEM),
                                name.map(n -> "no such system, got \"" + n + "\"")
                                    .orElse("is missing"),
                                "allowed: " + String.join(" or ", BuiltInSystems.names())))));
    engineConfig
        .map(Program::parse)
        .ifPresent(config -> system.schema().validate(config, ctx.stackName()));
    system.stack().accept(ctx);
  }

  private static Map<String, String> parse(String json) {
    return new Gson().fromJson(json, new TypeToken<Map<String, String>>() {});
  }
}
