package dev.portcullis.cli;

import dev.portcullis.graph.InputException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The folder of {@code --out}. What is added lies hidden until all of it is there; then every file
 * is moved to its place, so a reader sees the old file or the new one and never half of one, and
 * what fails on the way leaves nothing behind.
 */
final class OutputDirectory implements AutoCloseable {
  /** What the names of hidden folders begin with: who reads a folder passes over them. */
  static final String HIDDEN = ".gate-";

  private final Path directory;
  private final Set<String> names = new LinkedHashSet<>();
  private final Set<String> outdated = new LinkedHashSet<>();
  private @Nullable Path hidden;

  OutputDirectory(Path directory) {
    this.directory = directory;
  }

  /**
   * Adds a file to be written.
   *
   * @param name may begin with folders
   * @throws InputException if nothing can be written there
   */
  void add(String name, byte[] content) {
    try {
      if (hidden == null) {
        hidden = Files.createTempDirectory(existing(), HIDDEN);
      }
      var file = hidden.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, content);
      names.add(name);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /**
   * Takes away what is in the folder and would speak of something else than the new files, in the
   * moment when they appear.
   *
   * @param old names, which need not be there; of those that are added the new file stays
   */
  void replace(Collection<String> old) {
    old.stream()
        .filter(name -> Files.isRegularFile(directory.resolve(name)))
        .forEach(outdated::add);
  }

  /**
   * Puts all files in their places.
   *
   * @return what was taken away, by name
   * @throws InputException if one of them cannot be
   */
  List<String> publish() {
    try {
      Files.createDirectories(directory);
      for (var name : names) {
        var target = directory.resolve(name);
        if (Files.isDirectory(target)) {
          throw new FileAlreadyExistsException(name + " is a folder");
        }
        Files.createDirectories(target.getParent());
      }
      outdated.removeAll(names);
      for (var name : outdated) {
        Files.deleteIfExists(directory.resolve(name));
      }
      for (var name : names) {
        move(hidden.resolve(name), directory.resolve(name));
      }
      return List.copyOf(outdated);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Takes away what was not published. */
  @Override
  public void close() {
    if (hidden == null) {
      return;
    }
    try (var left = Files.walk(hidden)) {
      for (var file : left.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** On the file system of the folder, where moving is one step; the folder may not be there. */
  private Path existing() {
    // Not normalized: what comes after a link and .. is not beside the link.
    var folder = directory.toAbsolutePath();
    while (Files.notExists(folder) && folder.getParent() != null) {
      folder = folder.getParent();
    }
    return folder;
  }

  private InputException unwritable(IOException e) {
    return InputException.of(
        "--out " + directory, "", "cannot be written: " + e, "name a writable directory", e);
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
      move(temporary, target);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
