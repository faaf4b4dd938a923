package dev.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A library whose class files were raised is verified by the JVM and does what it did. */
class OldClassFilesTest {
  private static final int JAVA_8 = 52;

  @TempDir private Path folder;

  @Test
  void everyClassOfPicocliIsVerifiedAfterwards() throws Exception {
    var jar = copy();
    assertThat(major(jar)).isLessThan(JAVA_8);
    OldClassFiles.rewrite(jar);
    assertThat(major(jar)).isEqualTo(JAVA_8);
    try (var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null);
        var zip = new ZipFile(jar.toFile())) {
      var names =
          zip.stream()
              .map(entry -> entry.getName())
              .filter(name -> name.startsWith("picocli/") && name.endsWith(".class"))
              .map(name -> name.substring(0, name.length() - 6).replace('/', '.'))
              .toList();
      assertThat(names).hasSizeGreaterThan(100);
      for (var name : names) {
        if (!name.contains("Jline") && !name.contains("groovy")) {
          // Linking verifies; a class that is only loaded is not.
          Class.forName(name, true, loader);
        }
      }
    }
  }

  @Test
  void whatIsRaisedAlreadyStaysUntouched() throws IOException {
    var jar = copy();
    OldClassFiles.rewrite(jar);
    var stamp = Files.getLastModifiedTime(jar);
    var bytes = Files.readAllBytes(jar);
    OldClassFiles.rewrite(jar);
    assertThat(jar).hasBinaryContent(bytes);
    assertThat(Files.getLastModifiedTime(jar)).isEqualTo(stamp);
  }

  private Path copy() throws IOException {
    var source =
        Path.of(CommandLine.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    return Files.copy(source, folder.resolve("picocli.jar"));
  }

  private static int major(Path jar) throws IOException {
    try (var zip = new ZipFile(jar.toFile());
        var in =
            new DataInputStream(zip.getInputStream(zip.getEntry("picocli/CommandLine.class")))) {
      in.readInt();
      in.readUnsignedShort();
      return in.readUnsignedShort();
    }
  }
}
