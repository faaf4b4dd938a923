package dev.portcullis.graph.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.graph.CanonicalJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A digest is that of the bytes that stand there now, known before or not. */
class FileDigestsTest {
  private static final int LARGE = 3 << 20;

  private final FileDigests digests = new FileDigests();
  @TempDir private Path folder;

  @Test
  void isTheDigestOfTheBytesWhetherExpectedOrNot() throws IOException {
    var large = filled("large.zip", LARGE, 7);
    var small = filled("small.zip", 10, 8);
    digests.expect(large);
    digests.expect(small);
    assertThat(digests.of(large)).isEqualTo(CanonicalJson.sha256(Files.readAllBytes(large)));
    assertThat(digests.of(small)).isEqualTo(CanonicalJson.sha256(Files.readAllBytes(small)));
  }

  @Test
  void readsAFileAgainThatChanged() throws IOException {
    var file = filled("code.zip", LARGE, 1);
    var before = digests.of(file);
    filled("code.zip", LARGE, 2);
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-11-21T00:00:00Z")));
    digests.expect(file);
    assertThat(digests.of(file))
        .isNotEqualTo(before)
        .isEqualTo(CanonicalJson.sha256(Files.readAllBytes(file)));
  }

  @Test
  void readsADirectoryEveryTime() throws IOException {
    var inside = filled("inside.txt", 10, 1);
    var before = digests.of(folder);
    var stamp = Files.getLastModifiedTime(inside);
    filled("inside.txt", 10, 2);
    Files.setLastModifiedTime(inside, stamp);
    assertThat(digests.of(folder)).isNotEqualTo(before);
  }

  @Test
  void failsForAFileThatIsNotThereAndFindsItLater() throws IOException {
    var file = folder.resolve("later.zip");
    digests.expect(file);
    assertThatThrownBy(() -> digests.of(file)).isInstanceOf(NoSuchFileException.class);
    filled("later.zip", 10, 3);
    assertThat(digests.of(file)).startsWith("sha256:");
  }

  private Path filled(String name, int size, int value) throws IOException {
    var bytes = new byte[size];
    Arrays.fill(bytes, (byte) value);
    return Files.write(folder.resolve(name), bytes);
  }
}
