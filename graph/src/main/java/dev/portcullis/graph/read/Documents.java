package dev.portcullis.graph.read;

import dev.portcullis.graph.GraphJson;
import dev.portcullis.graph.InputException;
import dev.portcullis.graph.ResourceGraph;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiFunction;

/** Opens a file for a reader. */
final class Documents {
  private Documents() {}

  static ResourceGraph read(Path file, BiFunction<String, InputStream, ResourceGraph> reader) {
    var name = GraphJson.sourceName(file);
    try (var stream = Files.newInputStream(file)) {
      return reader.apply(name, stream);
    } catch (IOException e) {
      throw InputException.of(
          name,
          "",
          "cannot be read (" + e.getClass().getSimpleName() + ")",
          "give the path of a readable file",
          e);
    }
  }
}
