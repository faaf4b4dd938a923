package dev.portcullis.policy.decision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.graph.GraphJson;
import dev.portcullis.graph.InputException;
import dev.portcullis.graph.JsonDocuments;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A decision as it was read from a file: the model, and the document with what a later gate wrote
 * into it and this one does not know.
 */
public final class DecisionDocument {
  private static final String FIX = "name a decision.json that gate check wrote";

  private final Decision decision;
  private final byte[] content;

  private DecisionDocument(Decision decision, byte[] content) {
    this.decision = decision;
    this.content = content;
  }

  /**
   * Reads a file.
   *
   * @throws InputException if it is not as the schema says but for members that are not known, or
   *     if it contradicts itself
   */
  public static DecisionDocument read(Path file) {
    return read(String.valueOf(file.getFileName()), file);
  }

  /**
   * As {@link #read(Path)}.
   *
   * @param source how errors call the file
   */
  public static DecisionDocument read(String source, Path file) {
    try (var in = Files.newInputStream(file)) {
      return of(source, limited(source, in));
    } catch (IOException e) {
      throw InputException.of(source, "", "cannot be read: " + reason(e), FIX, e);
    }
  }

  /**
   * The document in these bytes.
   *
   * @param source how errors call it
   */
  public static DecisionDocument of(String source, byte[] content) {
    // Says what is wrong with it as JSON, but sorts members and rewrites numbers.
    JsonDocuments.parse(source, new ByteArrayInputStream(content), GraphJson.maxBytes());
    try {
      var tree = DecisionJson.tree(content);
      requireVersion(source, tree);
      DecisionSchema.require(source, tree);
      var decision = DecisionJson.decision(tree);
      DecisionIntegrity.require(source, decision);
      return new DecisionDocument(decision, content);
    } catch (JsonProcessingException e) {
      throw InputException.of(source, "", e.getOriginalMessage(), FIX, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What was decided. */
  public Decision decision() {
    return decision;
  }

  /**
   * The document in the form the gate writes, with every member it had: of a file that the gate
   * wrote, the same bytes.
   */
  public byte[] bytes() {
    try {
      return DecisionJson.write(DecisionJson.tree(content));
    } catch (IOException e) {
      throw new IllegalStateException("it was parsed before", e);
    }
  }

  private static byte[] limited(String source, InputStream in) throws IOException {
    var limit = (int) Math.min(Integer.MAX_VALUE - 8, GraphJson.maxBytes() + 1);
    var content = in.readNBytes(limit);
    if (content.length > GraphJson.maxBytes()) {
      // Refused in the words of all documents.
      JsonDocuments.parse(source, new ByteArrayInputStream(content), GraphJson.maxBytes());
    }
    return content;
  }

  private static void requireVersion(String source, JsonNode tree) {
    var version = tree.get("schemaVersion");
    if (version == null) {
      throw InputException.of(source, "/schemaVersion", "is missing: not a decision", FIX);
    }
    if (!Decision.SCHEMA_VERSION.equals(version.textValue())) {
      throw InputException.of(
          source,
          "/schemaVersion",
          "version " + DecisionJson.shown(version),
          "this gate reads version " + Decision.SCHEMA_VERSION);
    }
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName();
  }
}
