package dev.portcullis.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.portcullis.graph.InputException;
import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.graph.capture.CaptureRequest;
import dev.portcullis.graph.capture.ChildCapture;
import dev.portcullis.graph.capture.ChildProgram;
import dev.portcullis.graph.capture.ProgramCapture;
import dev.portcullis.infra.config.ConfigurationException;
import dev.portcullis.infra.system.BuiltInSystem;
import dev.portcullis.infra.system.BuiltInSystems;
import dev.portcullis.policy.Yaml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Captures a program: a built-in system in this JVM, any other in a JVM of its own. */
final class Capture {
  private static final String SUFFIX = "environmentSuffix";

  /** Stack name when there is none: capture creates nothing, so any name is as good. */
  private static final String STACK = "dev";

  private Capture() {}

  /** A built-in system with its default configuration and these overrides. */
  static ResourceGraph system(String name, @Nullable String suffix, Map<String, String> overrides) {
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
    return ProgramCapture.capture(
        CaptureRequest.of(BuiltInSystem.PROJECT, STACK)
            .withSystem(name)
            .withConfig(config, Set.of())
            .withSourceRoot("infra/src/main/java/"),
        system.stack());
  }

  private static InputException unknown(String name) {
    return InputException.of(
        "SYSTEM",
        "",
        "no system \"" + name + "\"",
        "there is " + String.join(", ", BuiltInSystems.names()));
  }

  /** An unmodified program, {@code CLASSPATH:MAIN}. */
  static ResourceGraph program(
      String program, @Nullable String suffix, Map<String, String> config) {
    var colon = program.lastIndexOf(':');
    if (colon < 1 || colon == program.length() - 1) {
      throw InputException.of(
          "--program",
          "",
          "got \"" + program + "\"",
          "write the class path, a colon and the main class: target/classes:com.example.Main");
    }
    var main = program.substring(colon + 1);
    var project = project(main);
    var keyed = new TreeMap<String, String>();
    config.forEach((key, value) -> keyed.put(key.contains(":") ? key : project + ":" + key, value));
    if (suffix != null) {
      keyed.put(project + ":" + SUFFIX, suffix);
    }
    return ChildCapture.capture(
        CaptureRequest.of(project, STACK).withConfig(keyed, Set.of()),
        ChildProgram.of(program.substring(0, colon), main));
  }

  /**
   * The name that the engine would use: the one in Pulumi.yaml here; without one, the name of the
   * main class.
   */
  private static String project(String main) {
    var file = Path.of("Pulumi.yaml");
    if (!Files.isRegularFile(file)) {
      return main.substring(main.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
    var name = Yaml.read(file, new TypeReference<Map<String, Object>>() {}).get("name");
    if (!(name instanceof String text) || text.isBlank()) {
      throw InputException.of("Pulumi.yaml", "name", "it is missing", "give the project a name");
    }
    return text;
  }
}
