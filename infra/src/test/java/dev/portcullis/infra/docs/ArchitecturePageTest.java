package dev.portcullis.infra.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.infra.system.BuiltInSystem;
import dev.portcullis.infra.system.BuiltInSystems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pictures of the architecture page show what the programs build; {@code -Dgolden.update=true}
 * redraws them.
 */
class ArchitecturePageTest {
  private static final Path PAGE = Path.of("../docs/architecture.md");

  static List<BuiltInSystem> systems() {
    return BuiltInSystems.all();
  }

  @ParameterizedTest
  @MethodSource("systems")
  void showsWhatTheProgramBuilds(BuiltInSystem system) throws IOException {
    var begin = "<!-- picture of " + system.name() + ", drawn from its graph -->\n";
    var end = "<!-- end of picture -->";
    var page = Files.readString(PAGE, StandardCharsets.UTF_8);
    assertThat(page).contains(begin);
    var start = page.indexOf(begin) + begin.length();
    var picture = new SystemDiagram(system.name(), ExampleGraphs.of(system)).mermaid();
    if (Boolean.getBoolean("golden.update")) {
      page = page.substring(0, start) + picture + page.substring(page.indexOf(end, start));
      Files.writeString(PAGE, page);
    }
    assertThat(page.substring(start, page.indexOf(end, start))).isEqualTo(picture);
  }
}
