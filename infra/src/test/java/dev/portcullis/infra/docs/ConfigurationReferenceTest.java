package dev.portcullis.infra.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.infra.system.BuiltInSystem;
import dev.portcullis.infra.system.BuiltInSystems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The configuration reference says what the parameter tables say; {@code -Dgolden.update=true}
 * writes it.
 */
class ConfigurationReferenceTest {
  private static final Path PAGE = Path.of("../docs/configuration.md");

  private static final String HEAD =
      """
      # Configuration

      Generated from the parameter tables in `infra/src/main/java/dev/portcullis/infra/config`; a test keeps it so. Do not edit.

      A stack holds one system, and `portcullis:system` says which. `pulumi config set portcullis:KEY VALUE` in `infra/`, or a stack
      file (`infra/Pulumi.<system>.yaml` are examples); the gate takes the same keys without the namespace: `./gate check trading
      --config azCount=3`. Everything wrong is reported at once, with key, value and what is allowed. A key that nobody knows is an
      error, too.
      """;

  @Test
  void saysWhatTheTablesSay() throws IOException {
    var page =
        HEAD
            + BuiltInSystems.all().stream()
                .map(ConfigurationReferenceTest::section)
                .collect(Collectors.joining());
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(PAGE, page);
    }
    assertThat(page).isEqualTo(Files.readString(PAGE, StandardCharsets.UTF_8));
  }

  private static String section(BuiltInSystem system) {
    var examples =
        system.defaultConfig().entrySet().stream()
            .filter(entry -> required(system, entry.getKey()))
            .map(entry -> "`" + entry.getKey() + "` `" + entry.getValue() + "`")
            .sorted()
            .collect(Collectors.joining(", "));
    return "\n## "
        + system.name()
        + "\n\n"
        + system.schema().parameters().describe()
        + "\nWhere nothing is said, the gate judges the system with these values for what is required: "
        + examples
        + ".\n";
  }

  private static boolean required(BuiltInSystem system, String key) {
    return system.schema().parameters().get(key.substring(key.indexOf(':') + 1)).required();
  }
}
