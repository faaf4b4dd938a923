package dev.portcullis.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * Brings the class files of a library to the version of Java 8 when the gate is built. picocli's
 * are those of Java 5: the JVM of JDK 17 keeps classes without stack map frames out of its archive,
 * so each start would read and verify them again. Instructions stay as they are.
 */
public final class OldClassFiles {
  private static final int MAJOR_VERSION_OFFSET = 6;
  private static final int OLDEST_IN_AN_ARCHIVE = 50;

  private OldClassFiles() {}

  /**
   * Rewrites jar files in place; those that need nothing stay untouched.
   *
   * @param args paths of jar files, whose classes must be on the class path too
   */
  public static void main(String[] args) throws IOException {
    for (var jar : args) {
      rewrite(Path.of(jar));
    }
  }

  static void rewrite(Path jar) throws IOException {
    var content = new ByteArrayOutputStream();
    boolean changed = false;
    try (var in = new ZipFile(jar.toFile());
        var out = new ZipOutputStream(content)) {
      for (var entry : Collections.list(in.entries())) {
        byte[] bytes;
        try (var stream = in.getInputStream(entry)) {
          bytes = stream.readAllBytes();
        }
        boolean old = isOld(entry.getName(), bytes);
        changed |= old;
        var copy = new ZipEntry(entry.getName());
        copy.setLastModifiedTime(FileTime.from(entry.getLastModifiedTime().toInstant()));
        out.putNextEntry(copy);
        out.write(old ? raised(bytes) : bytes);
        out.closeEntry();
      }
    }
    if (changed) {
      var temporary = jar.resolveSibling(jar.getFileName() + ".new");
      Files.write(temporary, content.toByteArray());
      Files.move(temporary, jar, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static boolean isOld(String name, byte[] bytes) {
    return name.endsWith(".class")
        && ((bytes[MAJOR_VERSION_OFFSET] & 0xff) << 8 | (bytes[MAJOR_VERSION_OFFSET + 1] & 0xff))
            < OLDEST_IN_AN_ARCHIVE;
  }

  private static byte[] raised(byte[] bytes) {
    var writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
    var raise =
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public void visit(
              int version,
              int access,
              String name,
              String signature,
              String superName,
              String[] interfaces) {
            super.visit(Opcodes.V1_8, access, name, signature, superName, interfaces);
          }
        };
    new ClassReader(bytes).accept(raise, ClassReader.SKIP_FRAMES);
    return writer.toByteArray();
  }
}
