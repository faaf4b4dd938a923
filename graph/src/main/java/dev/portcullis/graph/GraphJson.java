package dev.portcullis.graph;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The JSON form of a resource graph: the fixed contract of docs/graph.md, version {@value
 * ResourceGraph#SCHEMA_VERSION}.
 *
 * <p>The canonical form has every member of the contract (null where not known), resources sorted
 * by URN, dependency lists sorted and without repetitions, and is written as {@link CanonicalJson}
 * says. The digest is {@code sha256:} and the hexadecimal SHA-256 of the canonical bytes of the
 * document without its {@code digest} member.
 */
public final class GraphJson {

  /**
   * Bytes of a graph document that are read unless a limit is given: 512 MiB. A resource of our own
   * systems takes 2 to 3 kB, so 100,000 of them fit twice; in memory the document takes about as
   * much again.
   */
  public static final long DEFAULT_MAX_BYTES = 512L << 20;

  /** System property that raises (or lowers) the limit, in bytes. */
  public static final String MAX_BYTES_PROPERTY = "portcullis.graph.maxBytes";

  private static final ObjectWriter KEEPS_OPEN =
      new JsonMapper().writer().without(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

  private GraphJson() {}

  /**
   * The whole document in canonical order, with its digest. It cannot be changed and shares its
   * parts with the graph.
   */
  public static ObjectNode toJson(ResourceGraph graph) {
    return GraphWriter.documentWithDigest(graph);
  }

  /** The canonical bytes of the document, including its digest. */
  public static byte[] canonicalBytes(ResourceGraph graph) {
    return CanonicalJson.bytes(toJson(graph));
  }

  /** The digest of the graph, {@code sha256:} and 64 hexadecimal digits; computed once. */
  public static String digest(ResourceGraph graph) {
    return graph.digest();
  }

  /**
   * Reads a graph document of at most {@link #maxBytes()} bytes.
   *
   * @throws InputException if the file cannot be read or breaks the contract in any way
   */
  public static ResourceGraph read(Path file) {
    return read(file, maxBytes());
  }

  /**
   * Reads a graph document.
   *
   * @param maxBytes longest document that is read
   * @throws InputException if the file cannot be read or breaks the contract in any way
   */
  public static ResourceGraph read(Path file, long maxBytes) {
    var name = sourceName(file);
    try (var stream = Files.newInputStream(file)) {
      // Before the first byte is parsed: what is too large is too large, whatever else is wrong
      // with it.
      JsonDocuments.requireWithin(name, Files.size(file), maxBytes);
      return read(name, stream, maxBytes);
    } catch (NoSuchFileException e) {
      throw InputException.of(name, "", "no such file", "give the path of a graph document", e);
    } catch (IOException e) {
      var problem = "cannot be read (" + e.getClass().getSimpleName() + ")";
      throw InputException.of(name, "", problem, "give the path of a readable file", e);
    }
  }

  /**
   * Reads a graph document of at most {@link #maxBytes()} bytes.
   *
   * @param sourceName how errors call the document
   * @throws InputException if the document breaks the contract in any way
   */
  public static ResourceGraph read(String sourceName, InputStream stream) {
    return read(sourceName, stream, maxBytes());
  }

  /**
   * Reads a graph document.
   *
   * @param sourceName how errors call the document
   * @param maxBytes longest document that is read
   * @throws InputException if the document breaks the contract in any way
   */
  public static ResourceGraph read(String sourceName, InputStream stream, long maxBytes) {
    return read(sourceName, JsonDocuments.parse(sourceName, stream, maxBytes));
  }

  /**
   * Reads a graph document that {@link JsonDocuments} has parsed.
   *
   * @param sourceName how errors call the document
   * @throws InputException if the document breaks the contract in any way
   */
  public static ResourceGraph read(String sourceName, ObjectNode document) {
    return new GraphReader(sourceName).read(document);
  }

  /** The limit in force: system property {@value #MAX_BYTES_PROPERTY}, or 512 MiB. */
  public static long maxBytes() {
    return Long.getLong(MAX_BYTES_PROPERTY, DEFAULT_MAX_BYTES);
  }

  /**
   * Writes the document, indented, to a temporary file beside the target and moves it there, so
   * that nobody ever sees half a graph.
   *
   * @throws UncheckedIOException if the directory cannot be written
   */
  public static void write(Path file, ResourceGraph graph) {
    var indenter = new DefaultIndenter("  ", "\n");
    var printer =
        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
    var directory = file.toAbsolutePath().getParent();
    try {
      Files.createDirectories(directory);
      var temporary = Files.createTempFile(directory, "." + file.getFileName(), ".tmp");
      try {
        try (var out = Files.newBufferedWriter(temporary)) {
          KEEPS_OPEN.with(printer).writeValue(out, toJson(graph));
          out.write('\n');
        }
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(sourceName(file) + ": cannot be written", e);
    }
  }

  /** How an error calls a file: as the user wrote it, but never absolute. */
  public static String sourceName(Path file) {
    return (file.isAbsolute() ? file.getFileName() : file).toString().replace('\\', '/');
  }
}
