package dev.portcullis.report.picture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * A table of this package's resources: columns between tabs, lines that begin with # are remarks.
 */
final class Table {
  private Table() {}

  static List<String[]> read(String name, int columns) {
    try (var stream = Objects.requireNonNull(Table.class.getResourceAsStream(name), name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> row(name, line, columns))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String[] row(String name, String line, int columns) {
    var cells = line.split("\t", -1);
    if (cells.length != columns) {
      throw new IllegalStateException(name + ": not " + columns + " columns: " + line);
    }
    return cells;
  }
}
