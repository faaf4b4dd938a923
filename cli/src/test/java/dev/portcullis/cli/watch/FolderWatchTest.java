package dev.portcullis.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What counts as a change, and as one. */
@Timeout(60)
class FolderWatchTest {
  @TempDir private Path folder;
  private Path sources;
  private Path file;
  private FolderWatch watch;

  @BeforeEach
  void start() throws IOException {
    sources = Files.createDirectories(folder.resolve("src"));
    Files.createDirectories(sources.resolve("deep/er"));
    file = Files.writeString(folder.resolve("graph.json"), "{}");
    watch = new FolderWatch(List.of(sources, file));
  }

  @AfterEach
  void close() throws IOException {
    watch.close();
  }

  @Test
  void tellsWhichRootChanged() throws Exception {
    Files.writeString(sources.resolve("deep/er/A.java"), "a");
    assertThat(watch.await()).containsExactly(sources);
    Files.writeString(file, "[]");
    assertThat(watch.await()).containsExactly(file);
  }

  @Test
  void aRootIsToldAsItWasGiven() throws Exception {
    var relative = Path.of("").toAbsolutePath().relativize(file.toAbsolutePath());
    try (var other = new FolderWatch(List.of(relative))) {
      Files.writeString(file, "[]");
      assertThat(other.await()).containsExactly(relative);
    }
  }

  @Test
  void manySavesAreOneChange() throws Exception {
    for (int i = 0; i < 50; i++) {
      Files.writeString(sources.resolve("F" + i % 10 + ".java"), "x" + i);
    }
    Files.writeString(file, "[]");
    assertThat(watch.await()).containsExactlyInAnyOrder(sources, file);
    assertThat(watch.pending()).isFalse();
  }

  @Test
  void aFileThatIsMovedOverAnotherIsAChange() throws Exception {
    var fresh = Files.writeString(folder.resolve("elsewhere"), "new");
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    assertThat(watch.await()).containsExactly(file);
  }

  @Test
  void newFoldersAreWatchedToo() throws Exception {
    var fresh = Files.createDirectories(sources.resolve("fresh/inside"));
    assertThat(watch.await()).containsExactly(sources);
    Files.writeString(fresh.resolve("B.java"), "b");
    assertThat(watch.await()).containsExactly(sources);
    Files.delete(fresh.resolve("B.java"));
    assertThat(watch.await()).containsExactly(sources);
  }

  @Test
  void whatEditorsAndStrangersLeaveIsIgnored() throws Exception {
    Files.writeString(sources.resolve(".A.java.swp"), "vi");
    Files.writeString(sources.resolve("A.java~"), "emacs");
    Files.writeString(folder.resolve("other.json"), "not watched");
    Files.writeString(sources.resolve("A.java"), "a");
    assertThat(watch.await()).containsExactly(sources);
    Files.writeString(sources.resolve(".B.swp"), "vi");
    Thread.sleep(50);
    assertThat(watch.pending()).isFalse();
  }
}
