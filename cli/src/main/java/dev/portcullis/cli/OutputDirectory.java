package dev.portcullis.cli;

import dev.portcullis.graph.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes the files of one run. All contents are complete before the first byte is written; each
 * file is written under a temporary name beside its place and moved, so a reader sees the old file
 * or the new one and never half of one.
 */
final class OutputDirectory {
  private final Path directory;
  private final Map<String, byte[]> files = new LinkedHashMap<>();

  OutputDirectory(Path directory) {
    this.directory = directory;
  }

  /** Adds a file to be written. */
  void add(String name, byte[] content) {
    files.put(name, content);
  }

  /** Writes all files. */
  void write() {
    try {
      Files.createDirectories(directory);
      for (var file : files.entrySet()) {
        writeAtomically(directory.resolve(file.getKey()), file.getValue());
      }
    } catch (IOException e) {
      throw InputException.of(
          "--out " + directory, "", "cannot be written: " + e, "name a writable directory", e);
    }
  }

  /** Writes one file under a temporary name and moves it to its place. */
  static void writeAtomically(Path target, byte[] content) throws IOException {
    var folder = target.toAbsolutePath().getParent();
    // Not createTempFile: its files are readable by their owner only, and a report is for others
    // too.
    var temporary =
        folder.resolve("." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
    try {
      Files.write(temporary, content);
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
