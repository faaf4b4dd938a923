package dev.portcullis.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.portcullis.cli.program.BuiltIn;
import dev.portcullis.cli.program.Systems;
import dev.portcullis.graph.InputException;
import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.graph.capture.CaptureRequest;
import dev.portcullis.graph.capture.ChildCapture;
import dev.portcullis.graph.capture.ChildProgram;
import dev.portcullis.graph.capture.FileDigests;
import dev.portcullis.graph.capture.ProgramCapture;
import dev.portcullis.policy.Yaml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Captures a program: a built-in system in this JVM, any other in a JVM of its own. */
final class Capture {
  private static final String SUFFIX = "environmentSuffix";

  /** What stands before the package path of a source file of the built-in systems. */
  static final String SOURCES = "infra/src/main/java/";

  private Capture() {}

  /** A built-in system with its default configuration and these overrides. */
  static ResourceGraph system(String name, @Nullable String suffix, Map<String, String> overrides) {
    return system(new BuiltIn(), name, suffix, overrides, new FileDigests());
  }

  /**
   * The same of other systems.
   *
   * @param files digests of earlier captures
   */
  static ResourceGraph system(
      Systems systems,
      String name,
      @Nullable String suffix,
      Map<String, String> overrides,
      FileDigests files) {
    var system = systems.configured(name, suffix, overrides);
    return ProgramCapture.capture(
        CaptureRequest.of(system.project(), Systems.STACK)
            .withSystem(name)
            .withConfig(system.config(), Set.of())
            .withSourceRoot(SOURCES),
        system.stack(),
        files);
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
        CaptureRequest.of(project, Systems.STACK).withConfig(keyed, Set.of()),
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
