package dev.portcullis.graph;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Parses a JSON object of a stranger: bounded in size and depth, duplicate keys refused. */
public final class JsonDocuments {

  /** Deepest nesting that is read; the deepest Pulumi resource has about fifteen levels. */
  static final int MAX_DEPTH = 200;

  /** One for all documents, so that the names of members are the same objects everywhere. */
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private JsonDocuments() {}

  /**
   * The object in the stream, canonical: its members are sorted and cannot be changed.
   *
   * @param source how errors call the document
   * @param maxBytes longest document that is read
   * @throws InputException if it is not one JSON object within the limits
   */
  public static ObjectNode parse(String source, InputStream stream, long maxBytes) {
    try (var parser = FACTORY.createParser(new Limited(stream, maxBytes))) {
      var tree = JsonTree.read(parser);
      if (tree instanceof ObjectNode object) {
        return object;
      }
      var found = tree == null ? "nothing" : Members.describe(tree);
      throw InputException.of(
          source, "", "expected a JSON object, found " + found, "give a JSON document");
    } catch (TooLongException e) {
      throw tooLong(source, maxBytes, e);
    } catch (JsonProcessingException e) {
      throw refused(source, e);
    } catch (IOException e) {
      throw InputException.of(
          source, "", "cannot be read: " + e.getMessage(), "give a readable UTF-8 document", e);
    }
  }

  /**
   * Fails when a document of that many bytes is over the limit.
   *
   * @param source how errors call the document
   */
  static void requireWithin(String source, long bytes, long maxBytes) {
    if (bytes > maxBytes) {
      throw tooLong(source, maxBytes, null);
    }
  }

  private static InputException tooLong(String source, long maxBytes, @Nullable Throwable cause) {
    return InputException.of(
        source,
        "",
        "is longer than the limit of " + maxBytes + " bytes",
        "raise it with -D" + GraphJson.MAX_BYTES_PROPERTY + "=BYTES in JDK_JAVA_OPTIONS",
        cause);
  }

  private static InputException refused(String source, JsonProcessingException e) {
    var at = e.getLocation();
    var place = at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr();
    var detail = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
    if (e instanceof JsonEOFException) {
      return InputException.of(
          source, place, "the document is truncated: " + detail, "write the file again", e);
    }
    if (e instanceof StreamConstraintsException) {
      return InputException.of(
          source, place, "nested too deeply or a value too long: " + detail, "simplify it", e);
    }
    if (detail.startsWith("Duplicate field")) {
      return InputException.of(
          source, place, "duplicate key: " + detail, "keep only one of the two members", e);
    }
    if (detail.equals(CanonicalJson.UNPAIRED)) {
      return InputException.of(source, place, detail, "remove it, UTF-8 cannot express it", e);
    }
    return InputException.of(source, place, "not JSON: " + detail, "correct the syntax", e);
  }

  private static final class TooLongException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** Fails at the first byte beyond the limit. */
  private static final class Limited extends FilterInputStream {
    private long left;

    Limited(InputStream in, long limit) {
      super(in);
      left = limit;
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      count(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int size = super.read(buffer, offset, length);
      count(Math.max(size, 0));
      return size;
    }

    private void count(int size) throws TooLongException {
      left -= size;
      if (left < 0) {
        throw new TooLongException();
      }
    }
  }
}
