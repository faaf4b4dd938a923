package dev.portcullis.sweep.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.graph.InputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceArgumentsTest {
  @TempDir private Path folder;
  private String root;

  @BeforeEach
  void files() throws IOException {
    for (var name :
        List.of(
            "fleet/a.json",
            "fleet/x/b.json",
            "fleet/x/notes.md",
            "fleet/x/.hidden.json",
            "fleet/.git/c.json",
            "fleet/out/summary.json",
            "other/a.json")) {
      Files.createDirectories(folder.resolve(name).getParent());
      Files.writeString(folder.resolve(name), "{}");
    }
    root = folder.toString();
  }

  private List<String> names(String input, String... arguments) {
    try (var documents = new Documents()) {
      var stream = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
      return new SourceArguments(stream, folder.resolve("fleet/out"), documents)
          .expand(List.of(arguments)).stream().map(Source::name).toList();
    }
  }

  @Test
  void aFolderIsItsDocumentsWithoutWhatIsHiddenAndWithoutTheResults() {
    assertThat(names("", root + "/fleet")).containsExactly("fleet/a.json", "fleet/x/b.json");
  }

  @Test
  void aRelativeSourceKeepsTheNameTheUserGave() throws IOException {
    var relative = Files.createDirectories(Path.of("target/sources-test/x"));
    var uri = "file://" + relative.toAbsolutePath().toUri().getRawPath() + "%C3%9F%20+%25.json";
    Files.writeString(Path.of(URI.create(uri)), "{}");
    assertThat(names("", "./target/sources-test", "target/sources-test/x"))
        .containsExactly("target/sources-test/x/\u00df +%.json");
  }

  @Test
  void aGlobMatchesBelowItsFolder() {
    assertThat(names("", root + "/fleet/**.json"))
        .containsExactly("fleet/a.json", "fleet/x/b.json");
    assertThat(names("", root + "/fleet/*.json")).containsExactly("fleet/a.json");
    assertThat(names("", root + "/{fleet,other}/a.json")).hasSize(2);
  }

  @Test
  void aListOnStandardInputIsReadLineByLine() {
    var list = root + "/other/a.json\n\n" + root + "/fleet/x\r\n";
    assertThat(names(list, "-")).containsExactly("fleet/x/b.json", "other/a.json");
  }

  @Test
  void whatIsNamedTwiceIsDecidedOnce() {
    assertThat(names("", root + "/fleet", root + "/fleet/")).hasSize(2);
  }

  @Test
  void absolutePathsAreNamedFromTheFolderTheyHaveInCommon() throws IOException {
    Files.createDirectories(folder.resolve("again/fleet"));
    Files.writeString(folder.resolve("again/fleet/a.json"), "{}");
    assertThat(names("", root + "/fleet", root + "/again/fleet/a.json"))
        .containsExactly("again/fleet/a.json", "fleet/a.json", "fleet/x/b.json");
    var here = Path.of("target").toAbsolutePath();
    Files.writeString(Files.createDirectories(here.resolve("here-test")).resolve("a.json"), "{}");
    assertThat(names("", here + "/here-test")).containsExactly("target/here-test/a.json");
  }

  @Test
  void rejectsTwoDocumentsOfOneName() throws IOException {
    Files.createDirectories(folder.resolve("target/twice-test"));
    Files.createDirectories(Path.of("target/twice-test"));
    Files.writeString(folder.resolve("target/twice-test/a.json"), "{}");
    Files.writeString(Path.of("target/twice-test/a.json"), "{}");
    assertThatThrownBy(() -> names("", root + "/target", "target/twice-test"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("target/twice-test/a.json")
        .hasMessageContaining("two documents have this name");
  }

  @Test
  void rejectsWhatIsNotThereAndWhatIsEmpty() throws IOException {
    Files.createDirectories(folder.resolve("empty"));
    for (var argument : List.of("/nothing", "/nothing.json", "/empty", "/fleet/*.yaml", "/f[")) {
      assertThatThrownBy(() -> names("", root + argument))
          .as(argument)
          .isInstanceOf(InputException.class)
          .hasMessageNotContaining(root);
    }
    assertThatThrownBy(() -> names("\n", "-"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("nothing to sweep");
  }
}
