package dev.portcullis.cli;

import dev.portcullis.graph.InputException;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.DecisionDocument;
import dev.portcullis.report.portfolio.Entry;
import dev.portcullis.report.portfolio.Portfolio;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The decisions in a folder and the folders in it: the files {@code decision.json} and {@code
 * *.decision.json}. Links are not followed.
 */
final class DecisionFolder {
  static final String NAME = "decision.json";

  /** Who wants to see each decision; there may be more of them than fit into memory. */
  interface Visitor {
    /**
     * @param file where the decision lies
     * @param name the path inside the folder, with slashes
     */
    void visit(Path file, String name, Decision decision);
  }

  private DecisionFolder() {}

  /**
   * Reads all of them, one after the other.
   *
   * @throws InputException if there is none, or one cannot be read: a portfolio that leaves one out
   *     would look better than it is
   */
  static Portfolio read(Path folder, Visitor visitor) {
    var entries = new ArrayList<Entry>();
    var files = files(folder);
    for (var file : files.found) {
      var name = files.start.relativize(file).toString().replace(File.separatorChar, '/');
      var decision = DecisionDocument.read(name, file).decision();
      visitor.visit(file, name, decision);
      entries.add(Entry.of(name, decision));
    }
    return Portfolio.of(entries);
  }

  private static DecisionFiles files(Path folder) {
    DecisionFiles files;
    try {
      // What the user names may be a link.
      files = new DecisionFiles(folder.toRealPath());
      Files.walkFileTree(files.start, files);
    } catch (IOException e) {
      throw InputException.of(
          name(folder),
          "",
          "cannot be read: " + e.getClass().getSimpleName(),
          "name a readable folder",
          e);
    }
    if (files.found.isEmpty()) {
      throw InputException.of(
          name(folder),
          "",
          "no decision in it",
          "name a folder with files called decision.json or NAME.decision.json");
    }
    Collections.sort(files.found);
    return files;
  }

  private static String name(Path folder) {
    return String.valueOf(folder.getFileName());
  }

  /** Fails on the first folder that cannot be read. */
  private static final class DecisionFiles extends SimpleFileVisitor<Path> {
    final Path start;
    final List<Path> found = new ArrayList<>();

    DecisionFiles(Path start) {
      this.start = start;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      // What another gate is writing in this moment, or left when it was killed, is no decision.
      var isHalf = String.valueOf(folder.getFileName()).startsWith(OutputDirectory.HIDDEN);
      return isHalf ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      var name = String.valueOf(file.getFileName());
      if (attributes.isRegularFile() && (name.equals(NAME) || name.endsWith("." + NAME))) {
        found.add(file);
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
